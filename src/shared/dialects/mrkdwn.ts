/** Turns Slack's mrkdwn into Markdown that shows the same; Markdown's own `**bold**` and `[label](url)` are understood too. */
import { renderAngleMark } from './angle-mark.ts'
import { findCodeEnds, renderCode } from './mrkdwn-code.ts'

/** Slack cuts a text at 40 000 characters. One that is five times longer stays as it was written: reading 10 MB of marks takes seconds. */
export const longestRead = 200_000

/** Linear in the length of `raw`: one pass, and each mark looks no further than the next one of its kind. */
export function mrkdwnToMarkdown(raw: string): string {
  return raw.length > longestRead || !needsWork.test(raw) ? raw : convert(raw, false)
}

function convert(raw: string, isQuotedToEnd: boolean): string {
  const reading: Reading = { raw, out: [], openers: new Map(), codeEnds: findCodeEnds(raw), isQuote: false, isQuotedToEnd }
  let index = startLine(reading, 0)
  for (;;) {
    mark.lastIndex = index
    const found = mark.exec(raw)
    if (found === null) break
    if (found.index > index) reading.out.push(raw.slice(index, found.index))
    index = takeMark(reading, found.index, found[0])
  }
  reading.out.push(raw.slice(index))
  return reading.out.join('')
}

interface Reading {
  readonly raw: string
  readonly out: string[]
  /** Where in `out` the last opening `*`, `**` or `~` of this line stands. */
  readonly openers: Map<string, number>
  readonly codeEnds: ReadonlyMap<number, number>
  /** Whether this line began with `>`. */
  isQuote: boolean
  /** Whether all of it stands behind `>>>`. */
  readonly isQuotedToEnd: boolean
}

const needsWork = /[`<&*~[\\#]|^ {0,3}[-=]|^>/m
const mark = /`+|<|&|\*+|~+|\[|\\|\n|https?:\/\//g
const markdownLink = /\[[^[\]\n]*\]\([^()\s<>]*\)/y
const bareUrl = /https?:\/\/[^\s<>|`]*/y
/** A heading or the underline of one, which Slack does not know. */
const headingMark = / {0,3}(?:#{1,6}(?=[ \t\n]|$)|(?:-+|=+)[ \t]*(?=\n|$))/y
const entity = /&(?:amp|lt|gt);/y

/** Reads one mark at `at`, writes what it means and returns where to go on. */
function takeMark(reading: Reading, at: number, found: string): number {
  switch (found.charAt(0)) {
    case '`':
      return takeCode(reading, at, found.length)
    case '<':
      return takeAngle(reading, at)
    case '&':
      return takeEntity(reading, at)
    case '*':
    case '~':
      return takeDelimiter(reading, at, found)
    case '\\':
      return takeBackslash(reading, at)
    case '\n':
      reading.out.push(endsQuote(reading, at + 1) ? '\n\n' : '\n')
      reading.openers.clear()
      return startLine(reading, at + 1)
    case '[':
      return takeAsItIs(reading, at, markdownLink) ?? push(reading, '[', at + 1)
    default:
      return takeUrl(reading, at)
  }
}

function push(reading: Reading, text: string, next: number): number {
  reading.out.push(text)
  return next
}

function takeAsItIs(reading: Reading, at: number, pattern: RegExp): number | undefined {
  pattern.lastIndex = at
  const found = pattern.exec(reading.raw)
  return found === null ? undefined : push(reading, found[0], at + found[0].length)
}

/** In Slack a quote ends with its line; in Markdown the next line would belong to it. */
function endsQuote({ raw, isQuote }: Reading, next: number): boolean {
  return isQuote && next < raw.length && raw[next] !== '>' && raw[next] !== '\n'
}

function startLine(reading: Reading, at: number): number {
  const { raw } = reading
  if (raw.startsWith('>>>', at) && !reading.isQuotedToEnd) {
    const quoted = convert(raw.slice(at + 3).replace(/^[ \t]*\n?/, ''), true)
    return push(reading, quoted.replace(/^/gm, '> '), raw.length)
  }
  reading.isQuote = raw[at] === '>'
  headingMark.lastIndex = at
  const found = headingMark.exec(raw)?.[0]
  if (found === undefined) return at
  const isUnderline = !found.includes('#')
  const isAfterText = at > 1 && raw[at - 2] !== '\n'
  if (isUnderline && !isAfterText) return push(reading, found, at + found.length)
  const text = found.trimStart()
  return push(reading, `${' '.repeat(found.length - text.length)}\\${text}`, at + found.length)
}

function takeCode(reading: Reading, at: number, length: number): number {
  const end = reading.codeEnds.get(at)
  if (end === undefined) return push(reading, '\\`'.repeat(length), at + length)
  return push(reading, renderCode(reading.raw, { at, length, end }), end + length)
}

function takeAngle(reading: Reading, at: number): number {
  angle.lastIndex = at
  const content = angle.exec(reading.raw)?.[1]
  const rendered = content === undefined ? undefined : renderAngleMark(content)
  if (content === undefined || rendered === undefined) return push(reading, '\\<', at + 1)
  return push(reading, rendered, at + content.length + 2)
}

const angle = /<([^<>\n]*)>/y

/** What was escaped must not become markup now. `&amp;lt;` stays, for it means the text `&lt;`. */
function takeEntity(reading: Reading, at: number): number {
  const { raw } = reading
  entity.lastIndex = at
  const found = entity.exec(raw)?.[0]
  const next = at + (found?.length ?? 1)
  if (found === '&lt;') return push(reading, '\\<', next)
  if (found === '&gt;') return push(reading, /^[\s>]?$/.test(raw.charAt(at - 1)) ? '\\>' : '>', next)
  // Slack has three entities only; Markdown would read others, such as `&copy;`.
  otherEntity.lastIndex = next
  return push(reading, otherEntity.test(raw) ? '\\&' : '&', next)
}

const otherEntity = /#?\w{1,32};/y

/** `*` and `~` bind at the edges of words only, and within a line. */
function takeDelimiter(reading: Reading, at: number, run: string): number {
  const { raw, out, openers } = reading
  const next = at + run.length
  const before = raw.charAt(at - 1)
  const after = raw.charAt(next)
  const markdown = run.length > 3 || run === '~~~' ? undefined : run === '***' ? run : run.startsWith('*') ? '**' : '~~'
  if (markdown === undefined) return push(reading, run, next)
  const opener = openers.get(run)
  if (!isSpace(before) && !isWord(after) && opener !== undefined) {
    out[opener] = markdown
    openers.delete(run)
    return push(reading, markdown, next)
  }
  if (!isWord(before) && !isSpace(after)) {
    openers.set(run, out.length)
    return push(reading, run, next)
  }
  return push(reading, isSpace(before) ? run : run.replaceAll(run.charAt(0), (character) => `\\${character}`), next)
}

function takeBackslash(reading: Reading, at: number): number {
  return push(reading, /[!-/:-@[-`{-~\n]/.test(reading.raw.charAt(at + 1)) ? '\\\\' : '\\', at + 1)
}

/** Without the punctuation at its end, which belongs to the sentence or is markup. */
function takeUrl(reading: Reading, at: number): number {
  bareUrl.lastIndex = at
  const found = bareUrl.exec(reading.raw)?.[0] ?? ''
  let length = found.length
  while (length > 8 && '*_~.,;:!?)"\''.includes(found.charAt(length - 1))) length -= 1
  // An entity ends with `;` and is the URL's own.
  if (/&(?:amp|lt|gt)$/.test(found.slice(Math.max(0, length - 4), length)) && found.charAt(length) === ';') length += 1
  return push(reading, found.slice(0, length).replaceAll('&amp;', '&'), at + length)
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character)
}

function isSpace(character: string): boolean {
  return character === '' || /\s/.test(character)
}
