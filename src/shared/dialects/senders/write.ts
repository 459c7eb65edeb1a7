/** Writes a sender's words as Markdown: what is plain stays as it is written, links lead to web addresses, long texts are cut. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { linkTo } from '../block-links.ts'

/** Plain text, of one line or many: shown exactly as it is, with its web addresses as links. */
export function plain(text: string): string {
  // An escape within an address would belong to it.
  return text.includes('://') ? text.split(address).map((part, index) => (index % 2 === 1 ? part : escapeMarkdown(part))).join('') : escapeMarkdown(text)
}

/** Of signs that mean nothing in Markdown within an address. */
const address = /(https?:\/\/[A-Za-z0-9\-._:/?#@!$&'()+,;=%]+(?![*~|]))/

/** `label` is plain text, in the midst of a line; without an address it stands alone. */
export function linked(label: string, url: string): string {
  if (label === '') return ''
  // What only means something where a line begins, such as `#2`, does not begin one here.
  const shown = escapeMarkdown(`.${label}`).slice(1)
  return url === '' ? shown : linkTo(shown, url)
}

/** A branch, version or hash; with a backtick in it, as plain text. */
export function code(line: string, url = ''): string {
  if (line === '') return ''
  const shown = line.includes('`') ? plain(line) : `\`${line}\``
  return url === '' ? shown : linkTo(shown, url)
}

/** `1 commit`, `2 commits`. */
export function several(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** Parts that say something, with a space between. */
export function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ')
}

/** Characters of a description or comment: enough to know what it is about; the whole is behind the link. */
const maxBody = 1500

/** Plain text of any length. */
export function prose(text: string): string {
  const whole = text.replace(/\r\n?/g, '\n')
  const kept = cut(whole)
  return plain(kept) + (kept === whole ? '' : ' …')
}

function cut(text: string): string {
  if (text.length <= maxBody) return text
  const head = text.slice(0, maxBody).toWellFormed()
  const end = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '))
  return head.slice(0, end > maxBody / 2 ? end : maxBody).trimEnd()
}

/** What people wrote for a page of the sender, in its Markdown: without hidden comments, cut at a word, with open code closed. */
export function body(markdown: string): string {
  const text = markdown.replace(/\r\n?/g, '\n').replace(/<!--[\s\S]*?(?:-->|$)/g, '').trim()
  if (text.length <= maxBody) return text
  const kept = cut(text)
  const isInCode = (kept.match(/^ {0,3}```/gm) ?? []).length % 2 === 1
  return isInCode ? `${kept}\n\`\`\`\n…` : `${kept} …`
}

/** The first line of a commit's message. */
export function subject(message: string): string {
  const line = message.split('\n', 1)[0]!.trim()
  return line.length > 120 ? `${line.slice(0, 119).toWellFormed().trimEnd()}…` : line
}

/** `4 min 5 s`; '' for what is no span of time. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (!(whole >= 0)) return ''
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A span between two times as ISO 8601; '' when one of them is none. */
export function between(start: string, end: string): string {
  return duration((Date.parse(end) - Date.parse(start)) / 1000)
}
