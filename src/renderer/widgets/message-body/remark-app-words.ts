/** Remark plugin: `:shortcodes:` become emoji and `@names` of known people are tinted; in text only, never inside code. */
import type { Link, PhrasingContent, Root, Text } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import { findMention, type Mentions } from '#shared/core/mentions.ts'

export interface AppWords {
  /** Null while not loaded: shortcodes stay text. */
  readonly emoji: ReadonlyMap<string, string> | null
  readonly mentions: Mentions
}

export function remarkAppWords({ emoji, mentions }: AppWords) {
  return (tree: Root): void => {
    visit(tree, 'text', (node, index, parent) => {
      if (parent === undefined || index === undefined) return
      if (emoji !== null) node.value = replaceShortcodes(node.value, emoji)
      if (isInLink(parent)) return
      const parts = splitMentions(node.value, mentions)
      if (parts === null) return
      parent.children.splice(index, 1, ...(parts as typeof parent.children))
      return [SKIP, index + parts.length]
    })
  }
}

const isInLink = (parent: { type: string }): parent is Link => parent.type === 'link' || parent.type === 'linkReference'

const SHORTCODE = /:([a-z0-9_+-]{1,64}):/gi

export function replaceShortcodes(text: string, names: ReadonlyMap<string, string>): string {
  if (!text.includes(':')) return text
  return text.replace(SHORTCODE, (whole, name: string) => names.get(name) ?? names.get(name.toLowerCase()) ?? whole)
}

/** Null when the text names nobody. */
function splitMentions(text: string, mentions: Mentions): PhrasingContent[] | null {
  const parts: PhrasingContent[] = []
  let from = 0
  for (let found = findMention(text, 0, mentions); found !== null; found = findMention(text, found.end, mentions)) {
    if (found.start > from) parts.push(textNode(text.slice(from, found.start)))
    const className = found.isMe ? ['at', 'at--me'] : ['at']
    parts.push({ type: 'emphasis', data: { hName: 'span', hProperties: { className } }, children: [textNode(text.slice(found.start, found.end))] })
    from = found.end
  }
  if (parts.length === 0) return null
  if (from < text.length) parts.push(textNode(text.slice(from)))
  return parts
}

const textNode = (value: string): Text => ({ type: 'text', value })
