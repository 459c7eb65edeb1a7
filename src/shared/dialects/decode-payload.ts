/** Reads the payload that Slack, Mattermost and kChat share into what a hook wants to post. */
import { isDeeperThan } from '#shared/core/json-scan.ts'
import type { Decoded, HookPost, Refusal } from './dialect.ts'
import type { PayloadRules } from './payload-rules.ts'
import { foldKeys, isRecord, typeName } from './payload-values.ts'
import { readAttachments } from './read-attachments.ts'
import { layBlocks } from './lay-blocks.ts'
import { readExtras } from './read-extras.ts'

const stringKeys = ['text', 'channel', 'username', 'icon_url', 'icon_emoji', 'type'] as const
/** Keys that only Mattermost and kChat know, with the type that they insist on. */
const ownTypes: Readonly<Record<string, string>> = { priority: 'an object', root_id: 'a string', silent: 'true or false' }
const readKeys: ReadonlySet<string> = new Set([...stringKeys, ...Object.keys(ownTypes), 'attachments', 'props'])
const maxIgnored = 30
const maxCards = 100
const maxPropsLength = 800_000
const maxPropsDepth = 200

/** What came with the payload. */
export interface Companions {
  /** Files are something to post, too. */
  readonly hasFiles?: boolean | undefined
  /** Names of what stood beside it and has no effect. */
  readonly ignored?: readonly string[] | undefined
}

/** `value` is the parsed payload: anything. Keys match in any case and the last one wins, as in Go. */
export function decodePayload(value: unknown, rules: PayloadRules, beside: Companions = {}): Decoded {
  if (value === null) return beside.hasFiles === true ? decodePayload({}, rules, beside) : refuse('nothing_to_post', nothingToPost)
  if (!isRecord(value)) return refuse('bad_payload', `The payload must be a JSON object, not ${typeName(value)}.`)
  const fields = foldKeys(value)
  const wrongType = findWrongType(fields, rules)
  if (wrongType !== undefined) return refuse('bad_payload', wrongType)
  const attachments = readAttachments(fields.get('attachments'), rules)
  if (!attachments.ok) return refuse('bad_payload', attachments.detail)
  const props = readProps(fields.get('props'), rules.isLenient)
  if (!props.ok) return props
  const isUnformatted = rules.unformatted !== undefined && fields.get('mrkdwn') === false
  const said = (isUnformatted ? rules.unformatted : rules.text)(stringOf(fields, 'text'))
  // Where there are blocks they are the message, and the text beside them is what Slack's notifications say.
  const blocks = rules.readsBlocks ? layBlocks(fields.get('blocks'), said) : undefined
  const text = blocks?.text ?? said
  const cards = [...(blocks?.attachments ?? []), ...attachments.attachments].slice(0, maxCards)
  if (text === '' && cards.length === 0 && beside.hasFiles !== true) return refuseEmpty(fields, rules)
  const type = stringOf(fields, 'type')
  if (rules.checksType && type !== '' && !type.startsWith('custom_')) {
    return { ...refuse('type_not_allowed', 'The field "type" must be empty or begin with "custom_".'), field: 'post.type' }
  }
  const extras = readExtras(fields, rules.isLenient)
  if (!extras.ok) return extras
  const isRead = (key: string): boolean => (readKeys.has(key) && !isUnfit(key, fields.get(key))) || (key === 'blocks' && blocks?.isRead === true) || (key === 'mrkdwn' && isUnformatted)
  const nested = [...(beside.ignored ?? []), ...(blocks?.ignored ?? []), ...attachments.ignored, ...props.ignored, ...extras.ignored]
  const ignored = listIgnored([...fields.keys()].filter((key) => !isRead(key)), nested)
  return { ok: true, post: { ...buildPost(fields, { text, attachments: cards, props: props.props, ignored }), ...extras.extras } }
}

const nothingToPost = 'There is nothing to post: the payload has neither "text" nor "attachments".'

/** Slack has words of its own for blocks and attachments that say nothing. */
function refuseEmpty(fields: ReadonlyMap<string, unknown>, rules: PayloadRules): Refused {
  const field = rules.readsBlocks ? (['blocks', 'attachments'] as const).find((key) => !isEmptyValue(fields.get(key))) : undefined
  if (field === undefined) return refuse('nothing_to_post', nothingToPost)
  const value = fields.get(field)
  const detail = Array.isArray(value) ? `There is nothing to post: "${field}" say nothing that can be shown, and there is no "text".` : `The field "${field}" must be an array, not ${typeName(value)}, and there is no "text".`
  return { ...refuse('nothing_to_post', detail), field: Array.isArray(value) ? field : `${field}_format` }
}

function isEmptyValue(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.every((item) => item === null))
}

function buildPost(fields: ReadonlyMap<string, unknown>, parts: Pick<HookPost, 'text' | 'attachments' | 'props' | 'ignored'>): HookPost {
  return {
    text: parts.text,
    rawChannel: stringOf(fields, 'channel') || undefined,
    rawUsername: stringOf(fields, 'username') || undefined,
    iconUrl: stringOf(fields, 'icon_url') || undefined,
    iconEmoji: stringOf(fields, 'icon_emoji') || undefined,
    attachments: parts.attachments,
    props: parts.props,
    ignored: parts.ignored,
  }
}

/** Only lenient dialects get as far as to such a value: it is left out. */
function isUnfit(key: string, value: unknown): boolean {
  return typeof value === 'object' && stringKeys.some((one) => one === key)
}

function findWrongType(fields: ReadonlyMap<string, unknown>, rules: PayloadRules): string | undefined {
  if (rules.isLenient) return undefined
  for (const key of stringKeys) {
    const value = fields.get(key)
    if (value !== undefined && typeof value !== 'string') return `The field "${key}" must be a string, not ${typeName(value)}.`
  }
  for (const [key, expected] of Object.entries(ownTypes)) {
    const value = fields.get(key)
    if (value !== undefined && typeName(value) !== expected) return `The field "${key}" must be ${expected}, not ${typeName(value)}.`
  }
  return undefined
}

function stringOf(fields: ReadonlyMap<string, unknown>, key: (typeof stringKeys)[number]): string {
  const value = fields.get(key)
  return value === undefined || typeof value === 'object' ? '' : String(value).toWellFormed()
}

/** Keys that only the server may set: a sender could forge the label "webhook" or an author with them. */
const reservedProps: ReadonlySet<string> = new Set([
  'from_webhook',
  'from_bot',
  'from_oauth_app',
  'from_plugin',
  'override_username',
  'override_icon_url',
  'override_icon_emoji',
  'webhook_display_name',
  'attachments',
  'force_notification',
  'silent_notification',
  '__proto__',
])

type PropsRead = { readonly ok: true; readonly props: Readonly<Record<string, unknown>>; readonly ignored: readonly string[] } | Refused

function readProps(raw: unknown, isLenient: boolean): PropsRead {
  if (raw === undefined) return { ok: true, props: {}, ignored: [] }
  if (!isRecord(raw) && isLenient) return { ok: true, props: {}, ignored: ['props'] }
  if (!isRecord(raw)) return refuse('bad_payload', `The field "props" must be an object, not ${typeName(raw)}.`)
  if (isDeeperThan(raw, maxPropsDepth)) return refuse('bad_payload', `The field "props" is nested more than ${maxPropsDepth} deep.`)
  const entries = Object.entries(raw)
  const props = Object.fromEntries(entries.filter(([key]) => !reservedProps.has(key)))
  const json = JSON.stringify(props)
  if (json.length > maxPropsLength && [...json].length > maxPropsLength) {
    return { ...refuse('bad_payload', `The field "props" has more than ${maxPropsLength} characters as JSON.`), field: 'props' }
  }
  return { ok: true, props, ignored: entries.map(([key]) => key).filter((key) => reservedProps.has(key)).map((key) => `props.${key}`) }
}

/** Everything that was given and is not read, unknown keys included, each once. */
function listIgnored(unread: readonly string[], nested: readonly string[]): string[] {
  return [...new Set([...unread, ...nested].map((key) => key.slice(0, 64).toWellFormed()))].slice(0, maxIgnored)
}

type Refused = { readonly ok: false } & Refusal

function refuse(reason: Refusal['reason'], detail: string): Refused {
  return { ok: false, reason, detail }
}
