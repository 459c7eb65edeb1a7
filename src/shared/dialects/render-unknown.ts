/** Renders what no decoder knows in a form that people can read: the telling parts first, the rest as fields, the source behind a click. */
import type { Attachment } from '#shared/contract/message.ts'
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { isDeeperThan } from '#shared/core/json-scan.ts'
import { linkTo } from './block-links.ts'
import { describeJson, type Described } from './describe-json.ts'
import { isRecord } from './payload-values.ts'
import { linked, plain } from './senders/write.ts'

export interface Rendered {
  /** Markdown. */
  readonly text: string
  readonly attachments: readonly Attachment[]
  /** Markdown: all of it as code, for who wants to see more; '' where the text says all. */
  readonly source: string
}

/** In the order in which they are shown. */
const textKeys = ['text', 'message', 'msg', 'body', 'content', 'description'] as const
/** A form's `name` is rather one of its facts. */
const formTitleKeys = ['title', 'subject'] as const
const maxCodeLength = 20_000
const maxFields = 100
const maxCards = 10

/** Undefined when there is nothing in it. */
export function renderUnknownJson(value: unknown): Rendered | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : { text: value.toWellFormed(), attachments: [], source: '' }
  if (value === null || isEmpty(value)) return undefined
  const shown = isRecord(value) ? renderObject(value) : Array.isArray(value) ? renderList(value) : { text: '', attachments: [] }
  const source = renderCode(value)
  if (shown.text === '' && shown.attachments.length === 0) return { text: source, attachments: [], source: '' }
  return { ...shown, source }
}

type Shown = Omit<Rendered, 'source'>

function renderObject(value: Readonly<Record<string, unknown>>): Shown {
  const described = describeJson(value)
  const { title, link, texts, color, fields } = described
  const head = title === '' ? linkTo('', link === '' ? undefined : link) : `**${linked(title, link)}**`
  const text = [head, ...texts].filter((part) => part !== '').join('\n\n')
  if (fields.length === 0) return { text, attachments: [] }
  return { text, attachments: [{ ...fallbackOf(described, text === ''), ...(color === '' ? {} : { color }), fields: [...fields] }] }
}

/** For notifications, where there are no other words. */
function fallbackOf({ fields }: Described, isNeeded: boolean): Attachment {
  return isNeeded ? { fallback: fields.map(({ title, value }) => `${title}: ${value}`).join(', ').slice(0, 300).toWellFormed() } : {}
}

/** Objects are a card each, other values a list. */
function renderList(items: readonly unknown[]): Shown {
  const left = items.length - maxCards
  if (!items.some(isRecord)) {
    const lines = items.slice(0, maxFields).flatMap((item) => (item === null || item === '' || typeof item === 'object' ? [] : [`- ${plain(String(item).slice(0, 500).toWellFormed().replace(/\s+/g, ' '))}`]))
    return { text: lines.join('\n'), attachments: [] }
  }
  const attachments = items.slice(0, maxCards).flatMap((item) => (isRecord(item) ? renderCard(item) : []))
  return { text: left > 0 ? `… and ${left} more ${left === 1 ? 'entry' : 'entries'}` : '', attachments }
}

function renderCard(item: Readonly<Record<string, unknown>>): Attachment[] {
  const described = describeJson(item)
  const { title, link, texts, color, fields } = described
  const text = [title === '' ? linkTo('', link === '' ? undefined : link) : '', ...texts].filter((part) => part !== '').join('\n\n')
  const hasWords = title !== '' || text !== ''
  if (!hasWords && fields.length === 0) return []
  return [
    {
      ...fallbackOf(described, !hasWords),
      ...(color === '' ? {} : { color }),
      ...(title === '' ? {} : { title, ...(link === '' ? {} : { title_link: link }) }),
      ...(text === '' ? {} : { text }),
      ...(fields.length === 0 ? {} : { fields: [...fields] }),
    },
  ]
}

/** The title and the texts of a form, then its other fields as a list; those after the first hundred are only counted. */
export function renderFields(form: readonly (readonly [name: string, value: string])[]): string {
  const filled = form.filter(([, value]) => value.trim() !== '')
  const valueOf = (key: string): string => filled.findLast(([name]) => name === key)?.[1].trim() ?? ''
  const titleKey = formTitleKeys.find((key) => valueOf(key) !== '')
  const title = titleKey === undefined ? [] : [`**${escapeMarkdown(valueOf(titleKey).replace(/\s+/g, ' '))}**`]
  const texts = textKeys.map(valueOf).filter((text) => text !== '')
  const others = filled.filter(([name]) => name !== titleKey && !textKeys.some((key) => key === name))
  return [...title, ...new Set(texts), ...(others.length > 0 ? [renderPairs(others)] : [])].join('\n\n')
}

function renderPairs(fields: readonly (readonly [name: string, value: string])[]): string {
  const lines = fields.slice(0, maxFields).map(([name, value]) => `- **${escapeMarkdown(name)}**: ${escapeMarkdown(value).replace(/\r?\n/g, '\n  ')}`)
  if (fields.length > maxFields) lines.push(`- … and ${fields.length - maxFields} more`)
  return lines.join('\n')
}

function isEmpty(value: unknown): boolean {
  const items: unknown[] = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [value]
  return items.every((item) => item === null || item === '' || (Array.isArray(item) && item.every((one) => one === null)))
}

/** Objects and arrays in each other. */
export const deepestShown = 50

/** A line of JSON cannot begin with a backtick, so nothing in it closes the fence. */
function renderCode(value: unknown): string {
  if (isDeeperThan(value, deepestShown)) return '*The JSON is nested too deep to show.*'
  const json = JSON.stringify(value, null, 2)
  const shown = json.length <= maxCodeLength ? json : `${json.slice(0, maxCodeLength).toWellFormed()}\n… (${json.length} characters)`
  return `\`\`\`json\n${shown}\n\`\`\``
}
