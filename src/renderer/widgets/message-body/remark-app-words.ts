/** Remark plugin: `:shortcodes:` become emoji, `@names` of known people and `#handles` of channels that I see are marked; in text only, never inside code. */
import type { Parents, PhrasingContent, Root, Text } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import { findMention, type Mentions } from '#shared/core/mentions.ts'
import { DESKTOP_LINK } from '#renderer/lib/format/own-link.ts'
import type { ShownMentions } from './use-mentions.ts'

export interface AppWords {
  /** Null while not loaded: shortcodes stay text. */
  readonly emoji: ReadonlyMap<string, string> | null
  /** With names and channels in lists; without them, in a preview, names are only tinted. */
  readonly mentions: Mentions | ShownMentions
}

export function remarkAppWords({ emoji, mentions }: AppWords) {
  return (tree: Root): void => {
    const inLinks = findLinkTexts(tree)
    visit(tree, 'text', (node, index, parent) => {
      if (parent === undefined || index === undefined || isAddress(node, parent)) return
      if (emoji !== null) node.value = replaceShortcodes(node.value, emoji)
      if (inLinks.has(node)) return
      const parts = splitWords(node.value, mentions)
      if (parts === null) return
      parent.children.splice(index, 1, ...(parts as typeof parent.children))
      return [SKIP, index + parts.length]
    })
  }
}

/** What a link is called leads where the link leads, however it is formatted. */
function findLinkTexts(tree: Root): ReadonlySet<Text> {
  const found = new Set<Text>()
  visit(tree, ['link', 'linkReference'], (link) => visit(link, 'text', (text: Text) => void found.add(text)))
  return found
}

/** One that stands in the text is shown as it leads. */
const isAddress = ({ value }: Text, parent: Parents): boolean => parent.type === 'link' && parent.url.endsWith(value)

/** Between letters or digits it is a part of a word, such as `i18n:de:title`; digits alone are the line in `main.c:100: error`. */
const SHORTCODE = /(?<![a-z0-9](?=:\d+:)):([a-z0-9_+-]{1,64}):(?!(?<=[a-z0-9]:[a-z0-9_+-]+:)[a-z0-9])/gi

export function replaceShortcodes(text: string, names: ReadonlyMap<string, string>): string {
  if (!text.includes(':')) return text
  return text.replace(SHORTCODE, (whole, name: string) => names.get(name) ?? names.get(name.toLowerCase()) ?? whole)
}

interface Word {
  readonly start: number
  readonly end: number
  readonly node: PhrasingContent
}

/** Null when the text names nobody and nothing. */
function splitWords(text: string, mentions: AppWords['mentions']): PhrasingContent[] | null {
  const words = [...findOwnLinks(text), ...findPeople(text, mentions), ...findChannels(text, mentions)].sort((a, b) => a.start - b.start)
  if (words.length === 0) return null
  const parts: PhrasingContent[] = []
  let from = 0
  for (const { start, end, node } of words) {
    if (start < from) continue
    if (start > from) parts.push(textNode(text.slice(from, start)))
    parts.push(node)
    from = end
  }
  if (from < text.length) parts.push(textNode(text.slice(from)))
  return parts
}

function findPeople(text: string, mentions: AppWords['mentions']): Word[] {
  const words: Word[] = []
  for (let found = findMention(text, 0, mentions); found !== null; found = findMention(text, found.end, mentions)) {
    const written = text.slice(found.start, found.end)
    const username = written.slice(1).toLowerCase()
    const name = 'names' in mentions ? mentions.names.get(username) : undefined
    words.push({ ...found, node: name === undefined ? tinted(written, found.isMe) : named('app-person', { dataUsername: username, dataMe: found.isMe }, `@${name}`) })
  }
  return words
}

function findOwnLinks(text: string): Word[] {
  return [...text.matchAll(DESKTOP_LINK)].map(({ index, 0: url }) => ({ start: index, end: index + url.length, node: { type: 'link', url, children: [textNode(url)] } }))
}

/** A path, an anchor or an entity is no channel: no letter, digit, `/` or `&` may stand before the `#`. */
const HASH = /(?<![\p{L}\p{N}_/&#.-])#([a-z0-9][a-z0-9._-]{0,63})/giu

function findChannels(text: string, mentions: AppWords['mentions']): Word[] {
  if (!('channels' in mentions) || !text.includes('#')) return []
  const words: Word[] = []
  for (const match of text.matchAll(HASH)) {
    const handle = knownHandle(match[1]!.toLowerCase(), mentions.channels)
    if (handle === null) continue
    const end = match.index + 1 + handle.length
    words.push({ start: match.index, end, node: named('app-channel', { dataHandle: handle }, text.slice(match.index, end)) })
  }
  return words
}

/** A trailing dot or dash belongs to the sentence unless the handle has it. */
function knownHandle(written: string, channels: ReadonlySet<string>): string | null {
  for (let handle = written; handle !== ''; handle = /[._-]$/.test(handle) ? handle.slice(0, -1) : '') if (channels.has(handle)) return handle
  return null
}

const textNode = (value: string): Text => ({ type: 'text', value })
const tinted = (written: string, isMe: boolean): PhrasingContent => ({
  type: 'emphasis',
  data: { hName: 'span', hProperties: { className: isMe ? ['at', 'at--me'] : ['at'] } },
  children: [textNode(written)],
})
/** Drawn by a component of ours: raw HTML is off, so no sender can write this element. */
const named = (hName: string, hProperties: Record<string, string | boolean>, written: string): PhrasingContent => ({ type: 'emphasis', data: { hName, hProperties }, children: [textNode(written)] })
