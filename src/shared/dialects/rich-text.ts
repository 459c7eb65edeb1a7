/** Turns the rich text of Slack's own editor into Markdown: paragraphs, lists, quotes, code and styled words. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { linkTo } from './block-links.ts'
import { isRecord } from './payload-values.ts'

/** `elements` of a `rich_text` block: anything. */
export function readRichText(elements: unknown): string {
  return listOf(elements)
    .map(readPart)
    .filter((part) => part.trim() !== '')
    .join('\n\n')
}

function readPart(part: Record<string, unknown>): string {
  const elements = listOf(part['elements'])
  switch (part['type']) {
    case 'rich_text_list': {
      const indent = typeof part['indent'] === 'number' ? '    '.repeat(Math.min(Math.max(0, Math.trunc(part['indent'])), 8)) : ''
      const mark = part['style'] === 'ordered' ? '1.' : '-'
      return elements.map((item) => `${indent}${mark} ${readInline(listOf(item['elements'])).replace(/\s*\n\s*/g, ' ')}`).join('\n')
    }
    case 'rich_text_preformatted':
      return fence(elements.map((element) => textOf(element['text']) || textOf(element['url'])).join(''))
    case 'rich_text_quote':
      return readInline(elements).replace(/^/gm, '> ')
    default:
      return readInline(elements)
  }
}

function readInline(elements: readonly Record<string, unknown>[]): string {
  return elements.map(readElement).join('')
}

function readElement(element: Record<string, unknown>): string {
  switch (element['type']) {
    case 'text':
      return styled(textOf(element['text']), element['style'])
    case 'link':
      return linkTo(escapeMarkdown(textOf(element['text'])), element['url'])
    case 'emoji':
      return `:${textOf(element['name']) || 'question'}:`
    case 'user':
      return `@${escapeMarkdown(textOf(element['user_id']) || 'someone')}`
    case 'broadcast':
      return `@${escapeMarkdown(textOf(element['range']) || 'channel')}`
    default:
      return escapeMarkdown(textOf(element['fallback']) || textOf(element['text']))
  }
}

/** Marks bind to words, so the white space around them stays outside. */
function styled(text: string, style: unknown): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? []
  if (!isRecord(style) || inner === '') return escapeMarkdown(text)
  if (style['code'] === true && !inner.includes('`')) return `${before}\`${inner}\`${after}`
  let marked = escapeMarkdown(inner)
  if (style['strike'] === true) marked = `~~${marked}~~`
  if (style['italic'] === true) marked = `*${marked}*`
  if (style['bold'] === true) marked = `**${marked}**`
  return before + marked + after
}

function fence(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length))
  const marks = '`'.repeat(longest + 1)
  return code.trim() === '' ? '' : `${marks}\n${code}\n${marks}`
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed() : ''
}
