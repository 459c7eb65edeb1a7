/** Turns the few HTML tags that chat cards know into Markdown. All other tags are shown as they are written. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { linkTo } from '../block-links.ts'
import { codeSpan, fence } from '../payload-words.ts'

/** Of what is plain text between its tags, as in cards of Google Chat. */
export function htmlToMarkdown(raw: string): string {
  return hasTags.test(raw) ? convert(raw, { token: plainToken, toText: (text) => escapeMarkdown(decodeEntities(text)) }) : escapeMarkdown(raw)
}

/** Of what is Markdown between its tags, as in Teams: code and entities stay as they are. */
export function mixedToMarkdown(raw: string): string {
  return hasTags.test(raw) ? convert(raw, { token: mixedToken, toText: (text) => text }) : raw
}

const hasTags = /[<&]/
const plainToken = /<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>|[^<]+|</gi
const mixedToken = /<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>|```[\s\S]*?```|`[^`\n]*`|[^<`]+|[<`]/gi

interface Mode {
  readonly token: RegExp
  readonly toText: (text: string) => string
}

interface Open {
  readonly tag: string
  readonly attributes: string
  content: string
}

/** Deeper ones are left out: nobody nests so many. */
const maxOpen = 50

function convert(raw: string, { token, toText }: Mode): string {
  const open: Open[] = [{ tag: '', attributes: '', content: '' }]
  const add = (text: string): void => void (open.at(-1)!.content += text)
  let words = ''
  for (const [whole, slash, rawTag, attributes = ''] of raw.matchAll(token)) {
    const tag = rawTag?.toLowerCase() ?? ''
    if (!(Object.hasOwn(alone, tag)) && !known.has(tag)) {
      words += whole
      continue
    }
    add(toText(words))
    words = ''
    if (Object.hasOwn(alone, tag)) add(alone[tag]!)
    else if (slash === '/') close(open, tag)
    else if (open.length < maxOpen) open.push({ tag, attributes, content: '' })
  }
  add(toText(words))
  while (open.length > 1) close(open, open.at(-1)!.tag)
  return open[0]!.content.replace(/\n{3,}/g, '\n\n').trim()
}

const alone: Readonly<Record<string, string>> = { br: '\n', hr: '\n\n---\n\n' }
const marks: Readonly<Record<string, string>> = { b: '**', strong: '**', i: '*', em: '*', s: '~~', strike: '~~', del: '~~' }
const known: ReadonlySet<string> = new Set([...Object.keys(marks), 'a', 'at', 'code', 'pre', 'u', 'ins', 'font', 'span', 'small', 'time', 'p', 'div', 'ul', 'ol', 'li', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

/** Whatever stands open within it ends with it; an end without a beginning is left out. */
function close(open: Open[], tag: string): void {
  const at = open.findLastIndex((one) => one.tag === tag)
  if (at < 1) return
  while (open.length > at) {
    const { tag: inner, attributes, content } = open.pop()!
    open.at(-1)!.content += render(inner, attributes, content)
  }
}

function render(tag: string, attributes: string, content: string): string {
  const mark = Object.hasOwn(marks, tag) ? marks[tag] : undefined
  if (mark !== undefined) return around(content, mark)
  switch (tag) {
    case 'a':
      return linkTo(content.replace(/\s*\n\s*/g, ' '), hrefOf(attributes))
    case 'at':
      return content === '' ? '' : `@${content}`
    case 'code':
      return content === '' ? '' : codeSpan(unescape(content))
    case 'pre':
      return `\n${fence(unescape(content))}\n`
    case 'li':
      return `\n- ${content.trim()}`
    case 'ul':
    case 'ol':
    case 'p':
    case 'div':
      return `\n\n${content.trim()}\n\n`
    case 'blockquote':
      return `\n\n${content.trim().replace(/^/gm, '> ')}\n\n`
    default:
      return /^h\d$/.test(tag) ? `\n\n${around(content.trim(), '**')}\n\n` : content
  }
}

/** Marks bind to words and within a paragraph. */
function around(content: string, mark: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(content) ?? []
  return inner === '' || inner.includes('\n\n') || inner.startsWith(mark) ? content : `${before}${mark}${inner}${mark}${after}`
}

function hrefOf(attributes: string): string {
  const [, quoted, single, bare] = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(attributes) ?? []
  return decodeEntities(quoted ?? single ?? bare ?? '').trim()
}

/** Code is shown as it is written. */
function unescape(markdown: string): string {
  return markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1')
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function decodeEntities(text: string): string {
  return text.replace(/&#?\w{1,10};/g, decodeEntity)
}

/** What is no entity stays. */
function decodeEntity(text: string): string {
  const [, number, name = ''] = /^&(?:#(x?[0-9a-f]{1,8})|(\w{1,10}));$/i.exec(text) ?? []
  if (number === undefined) return Object.hasOwn(named, name.toLowerCase()) ? named[name.toLowerCase()]! : text
  const point = /^x/i.test(number) ? parseInt(number.slice(1), 16) : parseInt(number, 10)
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point).toWellFormed() : text
}
