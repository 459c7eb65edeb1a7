/** Which person of this device does not want to be called by which hook. Never a change. */
import type { ChannelId, HookId, MessageId, PersonId } from '#shared/contract/ids.ts'
import { UNREAD_LIMIT } from '#shared/contract/unread.ts'
import type { Reader, Tx } from './connection.ts'
import { forgetHot, remember } from './hot-cache.ts'
import { PENDING_FIRST } from './positions.ts'
import type { ReadMark } from './read-marks.ts'

/** Asked at every count, so it is remembered. */
export function listMutedBy(reader: Reader, personId: PersonId): ReadonlyMap<HookId, number> {
  return remember(reader, `mutes:${personId}`, () => new Map(reader.all<{ id: HookId; at: number }>('SELECT hook_id AS id, at FROM hook_mute WHERE person_id = ? ORDER BY at, hook_id', personId).map(({ id, at }) => [id, at])))
}

export function isMutedFor(reader: Reader, personId: PersonId, hookId: HookId | null): boolean {
  return hookId !== null && listMutedBy(reader, personId).has(hookId)
}

export function setHookMute(tx: Tx, personId: PersonId, hookId: HookId, at: number | null): void {
  forgetHot(tx)
  if (at === null) tx.run('DELETE FROM hook_mute WHERE person_id = ? AND hook_id = ?', personId, hookId)
  else tx.run('INSERT INTO hook_mute (person_id, hook_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', personId, hookId, at)
}

const counts = "m.thread_root_id IS NULL AND m.deleted_at IS NULL AND m.silent = 0 AND m.type <> 'system'"

/** Hooks that ever posted to a channel, one step of the index each, however much they wrote. */
function listHooksIn(reader: Reader, channelId: ChannelId): HookId[] {
  const found: HookId[] = []
  const next = `SELECT m.hook_id AS id FROM message m INDEXED BY message_by_hook WHERE m.channel_id = CAST(? AS TEXT) AND m.hook_id > CAST(? AS TEXT) AND ${counts} ORDER BY m.hook_id LIMIT 1`
  for (let id = reader.get<{ id: HookId }>(next, channelId, '')?.id; id !== undefined; id = reader.get<{ id: HookId }>(next, channelId, id)?.id) found.push(id)
  return found
}

export interface Unmuted {
  /** 0 to UNREAD_LIMIT. */
  readonly unread: number
  /** The position of the first of them; null for none. */
  readonly first: number | null
}

/** What is unread of a channel beside the posts of muted hooks: source by source, so that those are stepped over. */
export function countUnmuted(reader: Reader, personId: PersonId, channelId: ChannelId, mark: ReadMark): Unmuted {
  const muted = listMutedBy(reader, personId)
  const pages = [pageOfPeople(reader, { personId, channelId, mark }), ...listHooksIn(reader, channelId).flatMap((id) => (muted.has(id) ? [] : [pageOfHook(reader, id, channelId, mark)]))]
  const firsts = pages.flatMap(({ first }) => (first === null ? [] : [first]))
  return { unread: Math.min(UNREAD_LIMIT, pages.reduce((sum, { n }) => sum + n, 0)), first: firsts.length === 0 ? null : Math.min(...firsts) }
}

interface Page {
  readonly n: number
  readonly first: number | null
}

const none: Page = { n: 0, first: null }
const after = `m.position > ? AND (m.position < ${PENDING_FIRST} OR m.position > ?)`

function pageOfPeople(reader: Reader, { personId, channelId, mark }: { personId: PersonId; channelId: ChannelId; mark: ReadMark }): Page {
  const sql = `SELECT count(*) AS n, min(position) AS first FROM (SELECT m.position FROM message m INDEXED BY message_by_hook WHERE m.channel_id = CAST(? AS TEXT) AND m.hook_id IS NULL AND ${after} AND ${counts}
    AND (m.author_id <> ? OR m.type = 'webhook') ORDER BY m.position LIMIT ${UNREAD_LIMIT})`
  return reader.get<Page>(sql, channelId, mark.position, mark.pending, personId) ?? none
}

function pageOfHook(reader: Reader, hookId: HookId, channelId: ChannelId, mark: ReadMark): Page {
  const sql = `SELECT count(*) AS n, min(position) AS first FROM (SELECT m.position FROM message m INDEXED BY message_by_hook WHERE m.channel_id = CAST(? AS TEXT) AND m.hook_id = CAST(? AS TEXT) AND ${after} AND ${counts}
    ORDER BY m.position LIMIT ${UNREAD_LIMIT})`
  return reader.get<Page>(sql, channelId, hookId, mark.position, mark.pending) ?? none
}

/** How many posts of one hook stand after the mark; 0 to UNREAD_LIMIT. */
export function countAfter(reader: Reader, hookId: HookId, channelId: ChannelId, mark: ReadMark): number {
  return pageOfHook(reader, hookId, channelId, mark).n
}

/** The last posts of one hook in a channel after the mark, the newest first. */
export function listAfter(reader: Reader, { hookId, channelId, mark, limit }: { hookId: HookId; channelId: ChannelId; mark: ReadMark; limit: number }): MessageId[] {
  const sql = `SELECT m.id FROM message m INDEXED BY message_by_hook WHERE m.channel_id = CAST(? AS TEXT) AND m.hook_id = CAST(? AS TEXT) AND ${after} AND ${counts} ORDER BY m.position DESC LIMIT ?`
  return reader.all<{ id: MessageId }>(sql, channelId, hookId, mark.position, mark.pending, limit).map(({ id }) => id)
}

/** Whether a hook posted to a channel, replies to threads included where it ever wrote one of its own. */
export function hasPostedTo(reader: Reader, hookId: HookId, channelId: ChannelId): boolean {
  return reader.get(`SELECT 1 FROM message m INDEXED BY message_by_hook WHERE m.channel_id = CAST(? AS TEXT) AND m.hook_id = CAST(? AS TEXT) AND ${counts} LIMIT 1`, channelId, hookId) !== undefined
}
