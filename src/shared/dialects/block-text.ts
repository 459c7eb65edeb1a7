/** Collects the text inside Block Kit blocks, so that nothing is lost of a message that has no other text. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { mrkdwnToMarkdown } from './mrkdwn.ts'
import { isRecord } from './payload-values.ts'

const maxDepth = 12
/** Where blocks keep what people read, in the order in which it is shown. */
const childKeys = ['title', 'text', 'fields', 'rows', 'elements', 'accessory', 'child_blocks'] as const

/** Markdown, blocks apart by a blank line; '' when there is nothing to read. */
export function collectBlockText(blocks: unknown): string {
  if (!Array.isArray(blocks)) return ''
  return joinParts(blocks.map((block) => readNode(block, maxDepth)), '\n\n')
}

function readNode(node: unknown, depth: number): string {
  if (typeof node === 'string') return mrkdwnToMarkdown(node.toWellFormed())
  if (depth === 0) return ''
  if (Array.isArray(node)) return joinParts(node.map((item) => readNode(item, depth - 1)), '\n')
  if (!isRecord(node)) return ''
  return readLeaf(node) ?? readChildren(node, depth)
}

/** Objects that hold text themselves; undefined for those that hold others. */
function readLeaf(node: Record<string, unknown>): string | undefined {
  const text = typeof node['text'] === 'string' ? node['text'].toWellFormed() : undefined
  switch (node['type']) {
    case 'plain_text':
    case 'text':
      return text === undefined ? '' : escapeMarkdown(text)
    case 'markdown':
      return text ?? ''
    case 'link':
      return link(text ?? '', node['url'])
    case 'image':
      return link(stringOr(node['alt_text'], 'image'), node['image_url'])
    case 'emoji':
      return `:${stringOr(node['name'], 'question')}:`
    case 'user':
      return `@${escapeMarkdown(stringOr(node['user_id'], 'someone'))}`
    case 'broadcast':
      return `@${escapeMarkdown(stringOr(node['range'], 'channel'))}`
    default:
      return undefined
  }
}

function readChildren(node: Record<string, unknown>, depth: number): string {
  const isInline = node['type'] === 'rich_text_section'
  if (isInline && Array.isArray(node['elements'])) return node['elements'].map((item) => readNode(item, depth - 1)).join('')
  const text = joinParts(childKeys.map((key) => readNode(node[key], depth - 1)), '\n')
  return node['type'] === 'button' && typeof node['url'] === 'string' ? `[${text}](${encodeTarget(node['url'])})` : text
}

function link(label: string, url: unknown): string {
  if (typeof url !== 'string' || !/^(?:https?|mailto):/i.test(url)) return escapeMarkdown(label)
  return label === '' ? `<${encodeTarget(url)}>` : `[${escapeMarkdown(label)}](${encodeTarget(url)})`
}

function encodeTarget(url: string): string {
  return url.toWellFormed().replace(/[\s<>()\\]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

function stringOr(value: unknown, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value.toWellFormed() : fallback
}

function joinParts(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part.trim() !== '').join(separator)
}
