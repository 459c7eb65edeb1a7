/** Turns Discord's Markdown into ours, so that it shows the same: mentions, times, emoji, quotes, subtext, and code in one line. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { findCodeEnds } from '../mrkdwn-code.ts'
import { formatDiscordTime } from './format-time.ts'

export interface Named {
  /** The person whose id a sender wrote; undefined for ids of nobody. */
  readonly usernameOf?: ((rawId: string) => string | undefined) | undefined
}

/** Longer than anything that Discord takes, so it comes from somewhere else and stays as it was written. */
const longestRead = 50_000
const needsWork = /[`<>|=#]|^\s*-/m

/** Linear in the length of `raw`. */
export function discordToMarkdown(raw: string, named: Named = {}): string {
  if (raw.length > longestRead || !needsWork.test(raw)) return raw
  const { prose, codes } = takeOutCode(raw.replace(/[\uE000\uE001]/g, ''))
  const marked = prose.replace(mark, (whole: string, ...groups: (string | undefined)[]) => renderMark(whole, groups, named))
  return putBackCode(writeLines(hideSpoilers(marked)), codes)
}

/** For titles and names of fields, which are shown as text: without the marks that only format. */
export function discordToPlain(raw: string, named: Named = {}): string {
  const marked = raw.replace(mark, (whole: string, ...groups: (string | undefined)[]) => (whole.startsWith('\\') ? whole.slice(1) : unescape(renderMark(whole, groups, named))))
  return marked.replace(/(\*\*|__|~~|\|\||`)(?=\S)([^\n]*?\S)\1/g, '$2')
}

/** An escaped sign; then what stands between `<` and `>`: a person, a role, a channel, an emoji, a time, a command, a page of the server. */
const mark = /\\[\s\S]|<(?:@!?([\w-]{17,36})|@&(\d{17,20})|#([\w-]{17,36})|a?:(\w{2,32}):\d{17,20}|t:(-?\d{1,13})(?::([tTdDfFsSR]))?|\/([^:<>\n]{1,100}):\d{17,20}|id:([\w-]{1,40}))>/g

function renderMark(whole: string, [person, role, channel, emoji, time, style, command, page]: readonly (string | undefined)[], { usernameOf }: Named): string {
  if (person !== undefined) return `@${usernameOf?.(person) ?? person}`
  if (role !== undefined) return `@${role}`
  if (channel !== undefined) return `#${channel}`
  if (emoji !== undefined) return `:${emoji}:`
  if (time !== undefined) return formatDiscordTime(Number(time), style) ?? escapeMarkdown(whole)
  if (command !== undefined) return escapeMarkdown(`/${command}`)
  return page === undefined ? whole : `#${page}`
}

const unescape = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, '$1')

/** Each piece of code as one sign of its own, so that nothing in it is read. */
function takeOutCode(raw: string): { readonly prose: string; readonly codes: readonly string[] } {
  const codes: string[] = []
  let prose = ''
  let from = 0
  for (const [start, end] of [...findCodeEnds(raw)].sort(([a], [b]) => a - b)) {
    if (start < from || raw[start - 1] === '\\') continue
    const length = countTicks(raw, start)
    codes.push(writeCode(raw.slice(start + length, end), '`'.repeat(length), { atStart: /(?:^|\n)(?:>>?>? )?$/.test(raw.slice(Math.max(0, start - 5), start)), atEnd: /^(?:\n|$)/.test(raw.slice(end + length, end + length + 1)) }))
    prose += `${raw.slice(from, start)}\uE000${codes.length - 1}\uE001`
    from = end + length
  }
  return { prose: prose + raw.slice(from), codes }
}

function countTicks(raw: string, start: number): number {
  let length = 0
  while (raw[start + length] === '`') length += 1
  return length
}

/** In Discord three backticks make a block wherever they stand; Markdown wants its fences on lines of their own. */
function writeCode(code: string, ticks: string, { atStart, atEnd }: { readonly atStart: boolean; readonly atEnd: boolean }): string {
  if (ticks.length < 3) return ticks + code + ticks
  const [, language = '', body = code] = /^([\w+#.-]{1,30})\n([\s\S]*)$/.exec(code) ?? []
  return `${atStart ? '' : '\n'}${ticks}${language}\n${body.replace(/^\n/, '').replace(/\n$/, '')}\n${ticks}${atEnd ? '' : '\n'}`
}

/** Lines of a block stay in the quote in which it stands. */
function putBackCode(text: string, codes: readonly string[]): string {
  if (codes.length === 0) return text
  const lines = text.split('\n').map((line) => {
    const isQuote = line.startsWith('> ')
    return line.replace(/\uE000(\d+)\uE001/g, (_whole, index: string) => {
      const code = codes[Number(index)] ?? ''
      return isQuote ? code.replaceAll('\n', '\n> ') : code
    })
  })
  return lines.join('\n')
}

/** Ours hide words of one paragraph, without space inside of the bars; code in a block cannot be hidden. */
function hideSpoilers(text: string): string {
  if (!text.includes('||')) return text
  return text.replace(/\|\|([\s\S]+?)\|\|/g, (whole, hidden: string) => {
    const paragraphs = hidden.split(/\n{2,}/).map((one) => one.trim())
    return paragraphs.every((one) => one === '') ? whole : paragraphs.filter((one) => one !== '').map((one) => `||${one}||`).join('\n\n')
  })
}

/** What Markdown reads out of whole lines and Discord does not, and the other way round. */
function writeLines(text: string): string {
  const written: string[] = []
  let isRest = false
  for (const line of text.split('\n')) {
    const rest: string | undefined = isRest ? line : /^>>> ([\s\S]*)$/.exec(line)?.[1]
    isRest = rest !== undefined
    const next = rest === undefined ? writeLine(line) : `> ${rest}`
    // A quote ends with its line; in Markdown the next line would belong to it.
    if (written.at(-1)?.startsWith('> ') === true && !next.startsWith('> ') && next !== '') written.push('')
    written.push(next)
  }
  return written.join('\n')
}

function writeLine(line: string): string {
  if (line.startsWith('-# ')) return line.slice(3)
  if (/^ {0,3}(?:#{4,6}\s|>(?! )|(?:-{2,}|=+)\s*$)/.test(line)) return line.replace(/^( {0,3})/, '$1\\')
  return line
}
