/** Reads hook definitions, with what this device knows about their use. */
import { AppError } from '#shared/contract/errors.ts'
import type { Hook } from '#shared/contract/hook.ts'
import type { HookRules } from '#shared/contract/hook-rules.ts'
import type { ChannelId, DeviceId, HookId, PersonId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'
import { acceptedList } from './hook-health.ts'
import { readRules } from './hook-rules.ts'

interface Row extends Omit<Hook, 'locked' | 'enabled' | 'dialects' | 'rules'> {
  ownerId: PersonId
  locked: number
  enabled: number
  dialects: string | null
  rules: string
}

const select = `SELECT h.id, h.name, h.description, h.channel_id AS channelId, c.name AS channel, p.username AS owner, h.owner_id AS ownerId,
  h.locked, h.username, h.icon_url AS iconUrl, h.icon_emoji AS iconEmoji, h.enabled, h.rules, h.paused_reason AS pausedReason, h.home_device AS homeDevice, h.created_at AS createdAt,
  (SELECT group_concat(DISTINCT a.dialect) FROM address a WHERE a.hook_id = h.id AND a.replaced = 0) AS dialects,
  (SELECT max(a.last_used_at) FROM address a WHERE a.hook_id = h.id) AS lastUsedAt,
  (SELECT count(*) FROM verdict v WHERE v.hook_id = h.id) AS requests,
  (SELECT count(*) FROM verdict v WHERE v.hook_id = h.id AND v.reason NOT IN ${acceptedList}) AS refused
  FROM hook h JOIN channel c ON c.id = h.channel_id JOIN person p ON p.id = h.owner_id WHERE h.deleted_at IS NULL`

/** By name; only those of one owner when `ownerId` is given. */
export function listHooks(reader: Reader, ownerId: PersonId | undefined): Hook[] {
  const rows = ownerId
    ? reader.all<Row>(`${select} AND h.owner_id = ? ORDER BY h.name, h.id`, ownerId)
    : reader.all<Row>(`${select} ORDER BY h.name, h.id`)
  return rows.map(toHook)
}

/** @throws AppError `not_found`, also for a hook that was deleted. */
export function getHook(reader: Reader, id: HookId): Hook {
  return toHook(getRow(reader, id))
}

/** Undefined also for one that was deleted. */
export function findHook(reader: Reader, id: HookId): Hook | undefined {
  const row = reader.get<Row>(`${select} AND h.id = ?`, id)
  return row && toHook(row)
}

export function getHookOwner(reader: Reader, id: HookId): PersonId {
  return getRow(reader, id).ownerId
}

/** Those that the change just applied paused; asked once. Nothing while the projection is made anew. */
export function takeJustPaused(tx: Tx, personId: PersonId): readonly HookId[] {
  const ids = tx.cache.get(`paused of ${personId}`) as readonly HookId[] | undefined
  tx.cache.delete(`paused of ${personId}`)
  return ids ?? []
}

/** What is asked of a hook whose messages one sees; also of one that was deleted. */
export interface HookPlace {
  readonly name: string
  readonly channelId: ChannelId
  readonly ownerId: PersonId
  /** Username. */
  readonly owner: string
  readonly homeDevice: DeviceId
  readonly deletedAt: number | null
  readonly rules: HookRules
}

export function findHookPlace(reader: Reader, id: HookId): HookPlace | undefined {
  const sql = `SELECT h.name, h.channel_id AS channelId, h.owner_id AS ownerId, p.username AS owner, h.home_device AS homeDevice, h.deleted_at AS deletedAt, h.rules
    FROM hook h JOIN person p ON p.id = h.owner_id WHERE h.id = ?`
  const row = reader.get<Omit<HookPlace, 'rules'> & { rules: string }>(sql, id)
  return row && { ...row, rules: readRules(row.rules) }
}

/** Whose hook it is or was; undefined for an id that never was a hook's. */
export function findHookOwner(reader: Reader, id: HookId): PersonId | undefined {
  return reader.get<{ ownerId: PersonId }>('SELECT owner_id AS ownerId FROM hook WHERE id = ?', id)?.ownerId
}

/** The device that a hook lives on, also of one that was deleted. */
export function findHookHome(reader: Reader, id: HookId): string | undefined {
  return reader.get<{ home: string }>('SELECT home_device AS home FROM hook WHERE id = ?', id)?.home
}

/** Whether a webhook, incoming or outgoing, of this person lives on a device or lived there when it was deleted. */
export function ownsWebhookOn(reader: Reader, ownerId: PersonId, device: DeviceId): boolean {
  const sql = 'SELECT 1 FROM hook WHERE owner_id = ? AND home_device = ? UNION ALL SELECT 1 FROM subscription WHERE owner_id = ? AND home_device = ? LIMIT 1'
  return reader.get(sql, ownerId, device, ownerId, device) !== undefined
}

/** How many definitions count towards the limit. */
export function countHooks(reader: Reader): number {
  return reader.get<{ n: number }>('SELECT count(*) AS n FROM hook WHERE deleted_at IS NULL')?.n ?? 0
}

function getRow(reader: Reader, id: HookId): Row {
  const row = reader.get<Row>(`${select} AND h.id = ?`, id)
  if (!row) throw new AppError('not_found', 'This incoming webhook does not exist any more.')
  return row
}

function toHook({ ownerId: _, ...row }: Row): Hook {
  return {
    ...row,
    locked: row.locked === 1,
    enabled: row.enabled === 1,
    rules: readRules(row.rules),
    dialects: (row.dialects?.split(',') ?? []).sort() as Hook['dialects'],
  }
}
