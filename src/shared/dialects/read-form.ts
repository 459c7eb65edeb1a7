/** Reads the plain fields of a form into what the same sender would have written as JSON. */
import type { RawPost } from './dialect.ts'

export type Form = NonNullable<RawPost['form']>

/** Each field by its name, the last of equal ones; all values are strings. */
export function toFlatObject(form: Form): Record<string, unknown> {
  return Object.fromEntries(form)
}

/** Names that Go gives the fields of Mattermost's payload, by which its server reads a form. */
const goNames: Readonly<Record<string, string>> = { iconurl: 'icon_url', iconemoji: 'icon_emoji', channelname: 'channel', rootid: 'root_id' }
/** `titlelink` is `title_link` and so on: in a card all names are compared without the underscore. */
const cardKeys = new Map(
  ['fallback', 'color', 'pretext', 'author_name', 'author_link', 'author_icon', 'title', 'title_link', 'text', 'image_url', 'thumb_url', 'footer', 'footer_icon', 'ts'].map((key) => [key.replace('_', ''), key]),
)
const fieldKeys: ReadonlySet<string> = new Set(['title', 'value', 'short'])
const structures: ReadonlySet<string> = new Set(['attachments', 'blocks', 'props', 'priority'])

/**
 * The payload that Slack, Mattermost and kChat share: JSON names and Go's (`IconURL`), cards as `attachments.0.text`, fields of cards as
 * `attachments.0.fields.0.title`, the level as `priority.priority`. Unknown names stay, so that they can be told as ignored.
 */
export function toChatPayload(form: Form): Record<string, unknown> {
  const payload = new Map<string, unknown>()
  const cards = new Map<number, Card>()
  for (const [rawName, value] of form) {
    const name = rawName.toLowerCase()
    if (readCardPart(cards, name, value)) continue
    if (name === 'priority.priority') payload.set('priority', { priority: value })
    else {
      const key = Object.hasOwn(goNames, name) ? goNames[name]! : name
      payload.set(key, readValue(key, value))
    }
  }
  if (cards.size > 0) payload.set('attachments', inOrder(cards).map(toAttachment))
  return Object.fromEntries(payload)
}

interface Card {
  readonly values: Map<string, unknown>
  readonly fields: Map<number, Map<string, unknown>>
}

/** `attachments.0.text` and `attachments[0][text]`, up to 99. */
function readCardPart(cards: Map<number, Card>, name: string, value: string): boolean {
  if (!name.startsWith('attachments')) return false
  const [, index, fieldIndex, key = ''] = /^attachments\.(\d\d?)\.(?:fields\.(\d\d?)\.)?([a-z_]+)$/.exec(name.replace(/\[(\w+)\]/g, '.$1')) ?? []
  const cardKey = fieldIndex === undefined ? cardKeys.get(key.replace('_', '')) : key
  if (index === undefined || cardKey === undefined || (fieldIndex !== undefined && !fieldKeys.has(key))) return false
  const card = getOrAdd<Card>(cards, Number(index), () => ({ values: new Map(), fields: new Map() }))
  const place = fieldIndex === undefined ? card.values : getOrAdd<Map<string, unknown>>(card.fields, Number(fieldIndex), () => new Map())
  place.set(cardKey, value)
  return true
}

function toAttachment({ values, fields }: Card): Record<string, unknown> {
  const attachment = Object.fromEntries(values)
  return fields.size === 0 ? attachment : { ...attachment, fields: inOrder(fields).map((field) => Object.fromEntries(field)) }
}

/** A switch comes as a word, a structure as JSON; what is neither stays and is refused as what it is. */
function readValue(key: string, value: string): unknown {
  if (key === 'silent') return { true: true, '1': true, on: true, false: false, '0': false, '': false }[value.trim().toLowerCase()] ?? value
  if (!structures.has(key)) return value
  if (value.trim() === '') return null
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function getOrAdd<V>(map: Map<number, V>, index: number, create: () => V): V {
  const found = map.get(index) ?? create()
  map.set(index, found)
  return found
}

function inOrder<V>(map: ReadonlyMap<number, V>): V[] {
  return [...map].sort(([a], [b]) => a - b).map(([, value]) => value)
}
