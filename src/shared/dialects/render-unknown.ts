/** Renders what no decoder knows in a form that people can read: the telling fields first, then all of it as code. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { isDeeperThan } from '#shared/core/json-scan.ts'
import { isRecord } from './payload-values.ts'

/** In the order in which they are shown. */
const titleKeys = ['title', 'subject', 'summary', 'name'] as const
const textKeys = ['text', 'message', 'msg', 'body', 'content', 'description'] as const
/** A form's `name` is rather one of its facts. */
const formTitleKeys = ['title', 'subject'] as const
const maxCodeLength = 3000
const maxFields = 100
const maxTextLength = 20_000

/** '' when there is nothing in it. */
export function renderUnknownJson(value: unknown): string {
  if (typeof value === 'string') return value.toWellFormed()
  if (value === null || isEmpty(value)) return ''
  const parts = isRecord(value) ? [...readTitle(value), ...readTexts(value)] : []
  return [...parts, renderCode(value)].join('\n\n')
}

/** The title and the texts of a form, then its other fields as a list; those after the first hundred are only counted. */
export function renderFields(form: readonly (readonly [name: string, value: string])[]): string {
  const filled = form.filter(([, value]) => value.trim() !== '')
  const valueOf = (key: string): string => filled.findLast(([name]) => name === key)?.[1].trim() ?? ''
  const titleKey = formTitleKeys.find((key) => valueOf(key) !== '')
  const title = titleKey === undefined ? [] : [`**${escapeMarkdown(valueOf(titleKey).replace(/\s+/g, ' '))}**`]
  const texts = textKeys.map(valueOf).filter((text) => text !== '')
  const others = filled.filter(([name]) => name !== titleKey && !textKeys.some((key) => key === name))
  return [...title, ...new Set(texts), ...(others.length > 0 ? [renderList(others)] : [])].join('\n\n')
}

function renderList(fields: readonly (readonly [name: string, value: string])[]): string {
  const lines = fields.slice(0, maxFields).map(([name, value]) => `- **${escapeMarkdown(name)}**: ${escapeMarkdown(value).replace(/\r?\n/g, '\n  ')}`)
  if (fields.length > maxFields) lines.push(`- … and ${fields.length - maxFields} more`)
  return lines.join('\n')
}

function readTitle(value: Record<string, unknown>): string[] {
  const title = titleKeys.map((key) => readString(value[key])).find((text) => text !== '')
  return title === undefined ? [] : [`**${escapeMarkdown(title.replace(/\s+/g, ' '))}**`]
}

function readTexts(value: Record<string, unknown>): string[] {
  const texts = textKeys.map((key) => readString(value[key])).filter((text) => text !== '')
  return [...new Set(texts)]
}

function readString(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, maxTextLength).toWellFormed().trim() : ''
}

function isEmpty(value: unknown): boolean {
  const items: unknown[] = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [value]
  return items.every((item) => item === null || item === '' || (Array.isArray(item) && item.every((one) => one === null)))
}

/** A line of JSON cannot begin with a backtick, so nothing in it closes the fence. */
function renderCode(value: unknown): string {
  if (isDeeperThan(value, 50)) return '*The JSON is nested too deep to show.*'
  const json = JSON.stringify(value, null, 2)
  const shown = json.length <= maxCodeLength ? json : `${json.slice(0, maxCodeLength).toWellFormed()}\n… (${json.length} characters)`
  return `\`\`\`json\n${shown}\n\`\`\``
}
