/** Reads message attachments: keys, types and texts of strangers into ours. */
import type { Attachment, AttachmentField } from '#shared/contract/message.ts'
import { isDeeperThan } from '#shared/core/json-scan.ts'
import { layCardBlocks } from './lay-blocks.ts'
import { readActions } from './read-actions.ts'
import type { PayloadRules } from './payload-rules.ts'
import { foldKeys, isRecord, typeName } from './payload-values.ts'

export type AttachmentsRead =
  | { readonly ok: true; readonly attachments: readonly Attachment[]; readonly ignored: readonly string[] }
  | { readonly ok: false; readonly detail: string }

const maxAttachments = 100
const maxFields = 100

/** `raw` is the value of `attachments`: null items are dropped; anything else that is no object refuses the payload, or is named where the rules are lenient. */
export function readAttachments(raw: unknown, rules: PayloadRules): AttachmentsRead {
  if (raw === undefined) return { ok: true, attachments: [], ignored: [] }
  const items = rules.isLenient && isRecord(raw) ? [raw] : raw
  if (!Array.isArray(items)) return rules.isLenient ? { ok: true, attachments: [], ignored: ['attachments'] } : wrong('attachments', 'an array', raw)
  const ignored = new Set<string>()
  const attachments: Attachment[] = []
  for (const [position, given] of (items as unknown[]).entries()) {
    if (given === null) continue
    const item = rules.isLenient && typeof given === 'string' ? { text: given } : given
    const path = `attachments[${position}]`
    if (!isRecord(item)) {
      if (!rules.isLenient) return wrong(path, 'an object', item)
      ignored.add(path)
      continue
    }
    const read = readAttachment(foldKeys(item), { rules, ignored, path })
    if (!read.ok) return read
    attachments.push(...read.attachments)
  }
  if (attachments.length > maxAttachments) ignored.add(`attachments after the first ${maxAttachments}`)
  return { ok: true, attachments: attachments.slice(0, maxAttachments), ignored: [...ignored] }
}

interface Reading {
  readonly rules: PayloadRules
  /** Names of what had no effect; added to. */
  readonly ignored: Set<string>
  /** Where we are, for messages: `attachments[0]`. */
  readonly path: string
}
type Fields = ReadonlyMap<string, unknown>
type Wrong = { readonly ok: false; readonly detail: string }

/** How each text is read. Links and pictures are addresses and stay as they are, if they are safe. */
const stringKeys = {
  fallback: 'plain',
  color: 'color',
  pretext: 'text',
  author_name: 'plain',
  author_link: 'link',
  author_icon: 'picture',
  title: 'title',
  title_link: 'link',
  text: 'text',
  image_url: 'picture',
  thumb_url: 'picture',
  footer: 'plain',
  footer_icon: 'picture',
} as const
type StringKey = keyof typeof stringKeys
const stringKeyList = Object.entries(stringKeys) as [StringKey, (typeof stringKeys)[StringKey]][]
const knownKeys: ReadonlySet<string> = new Set([...Object.keys(stringKeys), 'fields', 'ts', 'id', 'actions'])

/** More than one when it holds blocks that do not fit into one card. */
function readAttachment(values: Fields, reading: Reading): { readonly ok: true; readonly attachments: readonly Attachment[] } | Wrong {
  const attachment: Attachment = {}
  for (const [key, kind] of stringKeyList) {
    const raw = values.get(key)
    if (raw === undefined) continue
    if (typeof raw === 'object' && reading.rules.isLenient) {
      reading.ignored.add(`attachments.${key}`)
      continue
    }
    if (typeof raw !== 'string' && !reading.rules.isLenient) return wrong(`${reading.path}.${key}`, 'a string', raw)
    const value = readString(String(raw).toWellFormed(), kind, reading.rules)
    if (value === undefined) reading.ignored.add(`attachments.${key}`)
    else if (value !== '') attachment[key] = value
  }
  const fields = readFields(values.get('fields'), reading)
  if (!fields.ok) return fields
  if (fields.fields.length > 0) attachment.fields = [...fields.fields]
  const ts = values.get('ts')
  // 1e999 is a number that JSON cannot write again.
  if (typeof ts === 'number' ? Number.isFinite(ts) : typeof ts === 'string' && ts !== '') attachment.ts = ts as number | string
  else if (ts !== undefined && ts !== '') reading.ignored.add('attachments.ts')
  const { actions, isCut } = readActions(values.get('actions'), reading.rules.plain)
  if (actions.length > 0) attachment.actions = [...actions]
  if (isCut) reading.ignored.add('attachments.actions')
  const attachments = reading.rules.readsBlocks ? addBlocks(attachment, values.get('blocks'), reading) : [attachment]
  for (const key of values.keys()) if (!knownKeys.has(key) && !(key === 'blocks' && reading.rules.readsBlocks)) reading.ignored.add(`attachments.${key.slice(0, 64).toWellFormed()}`)
  return { ok: true, attachments }
}

/** Many senders put all that they say into the blocks of an attachment, next to nothing but a colour, which all its cards then have. */
function addBlocks(attachment: Attachment, blocks: unknown, { ignored }: Reading): Attachment[] {
  const read = layCardBlocks(blocks)
  for (const name of read.ignored) ignored.add(`attachments.${name}`)
  const { fallback, color, ...own } = attachment
  const [first, ...others] = read.attachments
  const colour = color === undefined ? {} : { color }
  const words = fallback === undefined ? {} : { fallback }
  if (first === undefined) return [attachment]
  // Nothing of its own: the first card is this one.
  if (Object.keys(own).length === 0) return [{ ...words, ...colour, ...first }, ...others.map((card) => ({ ...colour, ...card }))]
  return [attachment, ...read.attachments.map((card) => ({ ...colour, ...card }))]
}

/** Undefined: the value is of no use. */
function readString(raw: string, kind: (typeof stringKeys)[StringKey], rules: PayloadRules): string | undefined {
  switch (kind) {
    case 'link':
      return /^\s*(?:javascript|vbscript|data|file):/i.test(raw) ? undefined : raw
    case 'picture':
      return raw === '' || /^https?:\/\//i.test(raw) ? raw : undefined
    case 'color':
      return raw === '' ? raw : readColor(raw, rules.isLenient)
    default:
      return rules[kind](raw)
  }
}

function readColor(raw: string, isLenient: boolean): string | undefined {
  const color = raw.trim()
  if (/^(?:good|warning|danger)$/i.test(color)) return color.toLowerCase()
  if (/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(color)) return color
  return isLenient && /^[0-9a-f]{6}$/i.test(color) ? `#${color}` : undefined
}

function readFields(raw: unknown, reading: Reading): { readonly ok: true; readonly fields: readonly AttachmentField[] } | Wrong {
  if (raw === undefined) return { ok: true, fields: [] }
  const items = reading.rules.isLenient && isRecord(raw) ? [raw] : raw
  const { isLenient } = reading.rules
  if (!Array.isArray(items) && isLenient) reading.ignored.add('attachments.fields')
  if (!Array.isArray(items)) return isLenient ? { ok: true, fields: [] } : wrong(`${reading.path}.fields`, 'an array', raw)
  const fields: AttachmentField[] = []
  for (const [position, item] of (items as unknown[]).entries()) {
    if (item === null) continue
    const path = `${reading.path}.fields[${position}]`
    if (!isRecord(item) && !isLenient) return wrong(path, 'an object', item)
    const read = isRecord(item) ? readField(item, reading.rules, path) : undefined
    if (read === undefined || (!read.ok && isLenient)) {
      reading.ignored.add('attachments.fields')
      continue
    }
    if (!read.ok) return read
    fields.push(read.field)
  }
  if (fields.length > maxFields) reading.ignored.add(`attachments.fields after the first ${maxFields}`)
  return { ok: true, fields: fields.slice(0, maxFields) }
}

function readField(item: Record<string, unknown>, rules: PayloadRules, path: string): { readonly ok: true; readonly field: AttachmentField } | Wrong {
  const values = foldKeys(item)
  const title = values.get('title') ?? ''
  if (typeof title !== 'string' && !(rules.isLenient && typeof title !== 'object')) return wrong(`${path}.title`, 'a string', title)
  // Not from `values`: those lack null, which Mattermost refuses here, while `short` may be absent.
  const short = Object.entries(item).findLast(([key]) => key.toLowerCase() === 'short')
  const isShort = readShort(short?.[1], rules.isLenient)
  if (isShort === undefined) return { ok: false, detail: `The field "${path}.short" must be true or false.` }
  const value = values.get('value')
  if (isDeeperThan(value, 100)) return { ok: false, detail: `The field "${path}.value" is nested more than 100 deep.` }
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value ?? '')
  return { ok: true, field: { title: rules.plain(String(title).toWellFormed()), value: rules.text(text.toWellFormed()), short: isShort } }
}

function readShort(raw: unknown, isLenient: boolean): boolean | undefined {
  if (raw === undefined) return false
  if (typeof raw === 'boolean') return raw
  const word = String(raw).toLowerCase()
  if (typeof raw === 'string' && (word === 'true' || word === 'false')) return word === 'true'
  return isLenient ? word === '1' : undefined
}

function wrong(path: string, expected: string, value: unknown): Wrong {
  return { ok: false, detail: `The field "${path}" must be ${expected}, not ${typeName(value)}.` }
}
