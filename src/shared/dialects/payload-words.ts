/** Words of strangers' JSON and how code is written in Markdown, for the readers of blocks and cards. */
import { isRecord } from './payload-values.ts'

/** '' for anything else. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed() : ''
}

/** Numbers and true or false count as text. */
export function wordOf(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : stringOf(value)
}

/** Objects of a list; one that stands alone counts as a list of one. */
export function listOf(value: unknown): Record<string, unknown>[] {
  if (isRecord(value)) return [value]
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** A web address; undefined for what is none. */
export function webAddress(value: unknown): string | undefined {
  return typeof value === 'string' && /^https?:\/\/[^\s/]/i.test(value.trim()) ? value.trim().toWellFormed().replace(/\s/g, '%20') : undefined
}

/** With as many backticks around it as it needs. */
export function codeSpan(code: string): string {
  const line = code.replace(/\s*\n\s*/g, ' ')
  const marks = '`'.repeat(longestRun(line) + 1)
  return line.startsWith('`') || line.endsWith('`') ? `${marks} ${line} ${marks}` : `${marks}${line}${marks}`
}

/** '' for nothing. `language` is taken when it is a name. */
export function fence(code: string, language = ''): string {
  const marks = '`'.repeat(Math.max(3, longestRun(code) + 1))
  return code.trim() === '' ? '' : `${marks}${/^[\w+#.-]{1,32}$/.test(language) ? language : ''}\n${code.replace(/\n$/, '')}\n${marks}`
}

function longestRun(code: string): number {
  let longest = 0
  for (const [run] of code.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  return longest
}

const maxRows = 200

/** Rows of Markdown cells; the first is the head. '' for nothing. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const width = Math.max(0, ...rows.map((row) => row.length))
  if (width === 0) return ''
  const line = (row: readonly string[]): string => `| ${Array.from({ length: width }, (_, column) => (row[column] ?? '').replace(/\s*\n\s*/g, ' ').replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`
  const [head = [], ...others] = rows.slice(0, maxRows)
  return [line(head), `|${' --- |'.repeat(width)}`, ...others.map(line)].join('\n')
}
