/** Finds in JSON of which nobody knows the format what people want to see: title, texts, link, state, and all else as fields. */
import type { AttachmentField } from '#shared/contract/message.ts'
import { isRecord } from './payload-values.ts'
import { plain } from './senders/write.ts'

export interface Described {
  /** One line of plain text; '' when there is none. */
  readonly title: string
  /** Markdown, as the sender wrote it. */
  readonly texts: readonly string[]
  /** A web address; '' when there is none. */
  readonly link: string
  /** Of the card's bar; '' when nothing tells. */
  readonly color: string
  /** Those after the twentieth are only counted. */
  readonly fields: readonly AttachmentField[]
}

/** In the order in which they are looked for. */
const titleKeys = ['title', 'subject', 'summary', 'headline'] as const
const textKeys = ['text', 'message', 'msg', 'body', 'content', 'description'] as const
const linkKeys = ['url', 'link', 'href', 'html_url', 'web_url', 'permalink', 'externalurl'] as const
const stateKeys = ['status', 'state', 'level', 'severity', 'result', 'conclusion', 'outcome', 'newstatevalue', 'type'] as const

const maxTitle = 200
const maxText = 20_000
const maxValue = 300
const maxFields = 20
/** More than that are not even counted. */
const maxLeaves = 1000
const maxDepth = 4

const colours: readonly (readonly [RegExp, string])[] = [
  [/^(?:fail(?:ed|ure|ing)?|error(?:ed)?|err|crit(?:ical)?|fatal|emergency|down|offline|firing|alarm|alert(?:ing)?|broken|unhealthy|timeout)$/i, 'danger'],
  [/^(?:warn(?:ing)?|degraded|unstable)$/i, 'warning'],
  [/^(?:ok|success(?:ful)?|succeeded|pass(?:ed|ing)?|resolved|recovered|up|online|healthy|completed?|done|fixed)$/i, 'good'],
]

interface Leaf {
  readonly path: string
  readonly key: string
  readonly value: string
  readonly depth: number
}

export function describeJson(value: Readonly<Record<string, unknown>>): Described {
  const leaves: Leaf[] = []
  collect(value, { path: '', depth: 0, leaves })
  const title = pick(leaves, titleKeys, (leaf) => leaf.value.length <= maxTitle) ?? leaves.find(({ path, value: name }) => path.toLowerCase() === 'name' && name.length <= maxTitle)
  const texts = textsOf(leaves)
  const link = pick(leaves, linkKeys, (leaf) => /^https?:\/\/\S/i.test(leaf.value))
  const state = leaves.find((leaf) => stateKeys.some((key) => key === leaf.key) && colourOf(leaf.value) !== '')
  const used = new Set([title, link, ...texts])
  return {
    title: title?.value.replace(/\s+/g, ' ') ?? '',
    texts: [...new Set(texts.map((leaf) => leaf.value))],
    link: link?.value ?? '',
    color: colourOf(state?.value ?? ''),
    fields: toFields(leaves.filter((leaf) => !used.has(leaf))),
  }
}

/** Every value that is no object, with where it stands; an array of such values is one. */
function collect(value: unknown, at: { readonly path: string; readonly depth: number; readonly leaves: Leaf[] }): void {
  const { path, depth, leaves } = at
  if (leaves.length >= maxLeaves) return
  if (isRecord(value)) {
    if (depth >= maxDepth) return
    for (const [key, item] of Object.entries(value)) collect(item, { path: path === '' ? key : `${path}.${key}`, depth: depth + 1, leaves })
    return
  }
  const only = Array.isArray(value) && value.length === 1 ? (value as unknown[])[0] : undefined
  if (isRecord(only) && saysSomething(only)) return collect(only, at)
  const shown = Array.isArray(value) ? listed(value) : valueOf(value)
  if (shown !== '') leaves.push({ path: path.toWellFormed(), key: path.slice(path.lastIndexOf('.') + 1).toLowerCase(), value: shown, depth })
}

/** A list of one thing that has a title or a text, as the notifications of Terraform, is that thing. */
function saysSomething(item: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(item).some(([key, value]) => typeof value === 'string' && [...titleKeys, ...textKeys].some((known) => known === key.toLowerCase()))
}

function valueOf(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'object') return ''
  return String(value).slice(0, maxText).toWellFormed().trim()
}

function listed(items: readonly unknown[]): string {
  const isPlain = items.every((item) => typeof item !== 'object' || item === null)
  if (isPlain) return items.slice(0, 100).map(valueOf).filter((item) => item !== '').join(', ')
  return items.length === 1 ? '1 entry' : `${items.length} entries`
}

/** The first of the names that is there; what stands at the top wins over what stands one object deeper. */
function pick(leaves: readonly Leaf[], keys: readonly string[], fits: (leaf: Leaf) => boolean): Leaf | undefined {
  for (const depth of [1, 2]) {
    for (const key of keys) {
      const found = leaves.find((leaf) => leaf.depth === depth && leaf.key === key && fits(leaf))
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** All texts of the one object that has the first of them. */
function textsOf(leaves: readonly Leaf[]): Leaf[] {
  const first = pick(leaves, textKeys, () => true)
  if (first === undefined) return []
  const place = first.path.slice(0, first.path.length - first.key.length)
  return textKeys.flatMap((key) => leaves.filter((leaf) => leaf.key === key && leaf.path.slice(0, leaf.path.length - key.length) === place))
}

function colourOf(state: string): string {
  return colours.find(([words]) => words.test(state))?.[1] ?? ''
}

function toFields(leaves: readonly Leaf[]): AttachmentField[] {
  const fields = leaves.slice(0, maxFields).map(({ path, value }) => {
    const isLong = value.length > maxValue
    const shown = isLong ? `${plain(value.slice(0, maxValue).toWellFormed().trimEnd())} …` : plain(value)
    return { title: path, value: shown, short: value.length <= 40 && !value.includes('\n') }
  })
  const left = leaves.length - maxFields
  return left > 0 ? [...fields, { title: '…', value: `and ${left} more`, short: true }] : fields
}
