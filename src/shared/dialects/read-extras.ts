/** Reads what Mattermost's and kChat's payloads may ask for besides words: a reply, a priority, silence, a type. */
import { prioritySchema } from '#shared/contract/message.ts'
import type { HookPost, Refusal } from './dialect.ts'
import { foldKeys, isRecord } from './payload-values.ts'

type Extras = Pick<HookPost, 'rawRootId' | 'priority' | 'isSilent' | 'customType'>
export type ExtrasRead = { readonly ok: true; readonly extras: Extras; readonly ignored: readonly string[] } | ({ readonly ok: false } & Refusal)

/** `fields` with keys in lower case, of checked types where the dialect is strict; a lenient one may hold anything, and what is of no use is named. */
export function readExtras(fields: ReadonlyMap<string, unknown>, isLenient = false): ExtrasRead {
  const rootId = fields.get('root_id')
  const silent = fields.get('silent')
  const type = fields.get('type')
  const priority = readPriority(fields.get('priority'), isLenient)
  if (!priority.ok) return priority
  const unread = [...(rootId === undefined || typeof rootId === 'string' ? [] : ['root_id']), ...(silent === undefined || typeof silent === 'boolean' ? [] : ['silent'])]
  const extras: Extras = {
    ...priority.extras,
    ...(typeof rootId === 'string' && rootId !== '' ? { rawRootId: rootId } : {}),
    ...(silent === true ? { isSilent: true } : {}),
    ...(typeof type === 'string' && type.startsWith('custom_') ? { customType: type.slice(0, 64).toWellFormed() } : {}),
  }
  const idle = typeof type === 'string' && type !== '' && extras.customType === undefined ? ['type'] : []
  return { ok: true, extras, ignored: [...priority.ignored, ...unread, ...idle] }
}

/** An object without a level is refused by Mattermost; `""` is the usual level, and one that nobody knows counts as that. */
function readPriority(raw: unknown, isLenient: boolean): ExtrasRead {
  if (raw === undefined) return { ok: true, extras: {}, ignored: [] }
  if (!isRecord(raw)) return { ok: true, extras: {}, ignored: ['priority'] }
  const values = foldKeys(raw)
  const level = values.get('priority')
  if (typeof level !== 'string' && isLenient) return { ok: true, extras: {}, ignored: ['priority'] }
  if (typeof level !== 'string') {
    const detail = 'The field "priority.priority" must be "important", "urgent" or "".'
    return { ok: false, reason: 'bad_payload', detail, field: 'webhook.priority.priority' }
  }
  const known = prioritySchema.safeParse(level.toLowerCase())
  const ignored = ['requested_ack', 'persistent_notifications'].filter((key) => values.get(key) === true).map((key) => `priority.${key}`)
  if (known.success) return { ok: true, extras: { priority: known.data }, ignored }
  return { ok: true, extras: {}, ignored: level === '' ? ignored : ['priority.priority', ...ignored] }
}
