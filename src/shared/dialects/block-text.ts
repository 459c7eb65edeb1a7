/** Turns Block Kit blocks into Markdown, so that what they say is posted in full: words, links, lists, pictures and code. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { linkTo, pictureOf } from './block-links.ts'
import { mrkdwnToMarkdown } from './mrkdwn.ts'
import { isRecord } from './payload-values.ts'
import { readRichText } from './rich-text.ts'

const maxDepth = 12
/** Where blocks that are not known here keep what people read, in the order in which it is shown. */
const childKeys = ['title', 'text', 'fields', 'rows', 'elements', 'accessory', 'child_blocks'] as const

/** Markdown, blocks apart by a blank line; '' when there is nothing to read. */
export function collectBlockText(blocks: unknown): string {
  if (!Array.isArray(blocks)) return ''
  const texts = blocks.map((block) => readNode(block, maxDepth))
  // A line between things, not before or after all of them.
  const isWord = (text: string): boolean => text.trim() !== '' && text !== divider
  const first = texts.findIndex(isWord)
  const last = texts.findLastIndex(isWord)
  return first < 0 ? '' : joinParts(texts.slice(first, last + 1), '\n\n')
}

const divider = '---'

function readNode(node: unknown, depth: number): string {
  if (typeof node === 'string') return mrkdwnToMarkdown(node.toWellFormed())
  if (depth === 0) return ''
  if (Array.isArray(node)) return joinParts(node.map((item) => readNode(item, depth - 1)), '\n')
  if (!isRecord(node)) return ''
  return readLeaf(node) ?? readParent(node, depth)
}

/** Objects that hold text themselves; undefined for those that hold others. */
function readLeaf(node: Record<string, unknown>): string | undefined {
  const text = typeof node['text'] === 'string' ? node['text'].toWellFormed() : undefined
  switch (node['type']) {
    case 'plain_text':
      return text === undefined ? '' : escapeMarkdown(text)
    case 'markdown':
      return text ?? ''
    case 'divider':
      return divider
    case 'rich_text':
      return readRichText(node['elements'])
    default:
      return undefined
  }
}

function readParent(node: Record<string, unknown>, depth: number): string {
  const read = (key: string): string => readNode(node[key], depth - 1)
  switch (node['type']) {
    case 'header':
      return bold(read('text'))
    case 'section':
      return joinParts([read('text'), read('fields'), read('accessory')], '\n\n')
    case 'context':
      return Array.isArray(node['elements']) ? joinParts(node['elements'].map((item) => readContext(item, depth - 1)), ' ') : ''
    case 'image':
      return joinParts([bold(read('title')), pictureOf(node)], '\n')
    case 'button':
      return linkTo(read('text'), node['url'])
    default:
      return joinParts(childKeys.map(read), '\n')
  }
}

/** The pictures of a context are as small as its words: a link is enough. */
function readContext(node: unknown, depth: number): string {
  if (!isRecord(node) || node['type'] !== 'image') return readNode(node, depth)
  return linkTo(escapeMarkdown(typeof node['alt_text'] === 'string' ? node['alt_text'].toWellFormed() : 'image'), node['image_url'])
}

/** Only one line can be bold. */
function bold(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line === '' ? '' : `**${line}**`
}

function joinParts(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part.trim() !== '').join(separator)
}
