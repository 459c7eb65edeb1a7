/** Reads the payload that Slack, Mattermost and kChat share into what a hook wants to post. */
import { isDeeperThan } from '#shared/core/json-scan.ts'
import { collectBlockText } from './block-text.ts'
import type { Decoded, HookPost, Refusal } from './dialect.ts'
import type { PayloadRules } from './payload-rules.ts'
import { foldKeys, isRecord, typeName } from './payload-values.ts'
import { readAttachments } from './read-attachments.ts'
import { readExtras } from './read-extras.ts'

const stringKeys = ['text', 'channel', 'username', 'icon_url', 'icon_emoji', 'type'] as const
/** Keys that only Mattermost and kChat know, with the type that they insist on. */
const ownTypes: Readonly<Record<string, string>> = { priority: 'an object', root_id: 'a string', silent: 'true or false' }
const readKeys: ReadonlySet<string> = new Set([...stringKeys, ...Object.keys(ownTypes), 'attachments', 'props'])
const maxIgnored = 30
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
  const props = readProps(fields.get('props'))
  if (!props.ok) return props
  // Where there are blocks they are the message, and the text beside them is what Slack's notifications say.
  const blocks = rules.readsBlocks ? collectBlockText(fields.get('blocks')) : ''
  const text = blocks === '' ? rules.text(stringOf(fields, 'text')) : blocks
  if (text === '' && attachments.attachments.length === 0 && beside.hasFiles !== true) return refuse('nothing_to_post', nothingToPost)
  const type = stringOf(fields, 'type')
  if (rules.checksType && type !== '' && !type.startsWith('custom_')) {
    return { ...refuse('type_not_allowed', 'The field "type" must be empty or begin with "custom_".'), field: 'post.type' }
  }
  const extras = readExtras(fields)
  if (!extras.ok) return extras
  const isRead = (key: string): boolean => readKeys.has(key) || (key === 'blocks' && blocks !== '')
  const ignored = listIgnored([...fields.keys()].filter((key) => !isRead(key)), [...(beside.ignored ?? []), ...attachments.ignored, ...props.ignored, ...extras.ignored])
  return { ok: true, post: { ...buildPost(fields, { text, attachments: attachments.attachments, props: props.props, ignored }), ...extras.extras } }
}

const nothingToPost = 'There is nothing to post: the payload has neither "text" nor "attachments".'

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

function findWrongType(fields: ReadonlyMap<string, unknown>, rules: PayloadRules): string | undefined {
  for (const key of stringKeys) {
    const value = fields.get(key)
    const isFine = value === undefined || typeof value === 'string' || (rules.isLenient && typeof value !== 'object')
    if (!isFine) return `The field "${key}" must be a string, not ${typeName(value)}.`
  }
  if (rules.isLenient) return undefined
  for (const [key, expected] of Object.entries(ownTypes)) {
    const value = fields.get(key)
    if (value !== undefined && typeName(value) !== expected) return `The field "${key}" must be ${expected}, not ${typeName(value)}.`
  }
  return undefined
}

function stringOf(fields: ReadonlyMap<string, unknown>, key: (typeof stringKeys)[number]): string {
  const value = fields.get(key)
  return value === undefined ? '' : String(value).toWellFormed()
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

function readProps(raw: unknown): PropsRead {
  if (raw === undefined) return { ok: true, props: {}, ignored: [] }
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
