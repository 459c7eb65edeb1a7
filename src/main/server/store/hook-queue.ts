/** The table of posts that wait for their turn, in the order in which they came; bounded per hook. */
import type { PostedFile } from '#shared/contract/change.ts'
import type { DialectId } from '#shared/contract/hook.ts'
import type { AddressId, ChannelId, HookId } from '#shared/contract/ids.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import type { Reader, Tx } from './connection.ts'

/** Of one hook. */
export const QUEUE_LIMIT = { posts: 10_000, bytes: 64 * 1024 * 1024 } as const

/** A post as it waits. `post` is what its dialect read, of which this table knows nothing. */
export interface WaitingPost<P = unknown> {
  readonly addressId: AddressId
  readonly dialect: DialectId
  readonly lastFour: string
  readonly post: P
  readonly files: readonly PostedFile[]
  readonly hops: number
  readonly requestId: string
  /** Of the channel that it names, or in which it answers something; left out for any other. */
  readonly namedId?: ChannelId | undefined
}

export interface WaitingRow {
  readonly id: number
  readonly hookId: HookId
  /** When it came; ms since epoch. */
  readonly at: number
  readonly waiting: WaitingPost
  /** What its request was told. */
  readonly verdict: Verdict | null
  readonly sizeBytes: number
}

export interface Backlog {
  readonly count: number
  readonly bytes: number
}

const cacheKey = (hookId: HookId): string => `queue:${hookId}`

/** What waits of a hook; remembered, because every post asks. */
export function readBacklog(reader: Reader, hookId: HookId): Backlog {
  const known = reader.cache.get(cacheKey(hookId)) as Backlog | undefined
  if (known) return known
  const sql = 'SELECT count(*) AS count, coalesce(sum(size_bytes), 0) AS bytes FROM hook_queue WHERE hook_id = CAST(? AS TEXT)'
  const backlog = reader.get<Backlog>(sql, hookId) ?? { count: 0, bytes: 0 }
  reader.cache.set(cacheKey(hookId), backlog)
  return backlog
}

/** @returns its number; the numbers of a hook grow in the order of its posts. */
export function insertWaiting(tx: Tx, hookId: HookId, at: number, waiting: WaitingPost): number {
  const post = JSON.stringify(waiting)
  const sizeBytes = Buffer.byteLength(post) + waiting.files.reduce((sum, file) => sum + file.sizeBytes, 0)
  const { count, bytes } = readBacklog(tx, hookId)
  const id = tx.run('INSERT INTO hook_queue (hook_id, at, post, size_bytes) VALUES (?, ?, ?, ?)', hookId, at, post, sizeBytes)
  const contents = waiting.files.flatMap(({ sha256, thumbnailSha256 }) => (thumbnailSha256 === null ? [sha256] : [sha256, thumbnailSha256]))
  for (const sha256 of contents) tx.run('INSERT OR IGNORE INTO hook_queue_file (queue_id, sha256) VALUES (?, ?)', id, sha256)
  tx.cache.set(cacheKey(hookId), { count: count + 1, bytes: bytes + sizeBytes })
  return id
}

/** In the write that put it there. */
export function setWaitingVerdict(tx: Tx, id: number, verdict: Verdict): void {
  tx.run('UPDATE hook_queue SET verdict = ? WHERE id = ?', JSON.stringify(verdict), id)
}

interface StoredRow extends Omit<WaitingRow, 'waiting' | 'verdict'> {
  readonly post: string
  readonly verdict: string | null
}

const columns = 'id, hook_id AS hookId, at, post, verdict, size_bytes AS sizeBytes'

/** The one whose turn is next. */
export function findFirstWaiting(reader: Reader, hookId: HookId): WaitingRow | undefined {
  const row = reader.get<StoredRow>(`SELECT ${columns} FROM hook_queue WHERE hook_id = CAST(? AS TEXT) ORDER BY id LIMIT 1`, hookId)
  return row && toWaiting(row)
}

/** Undefined for one that waits no more. */
export function findWaiting(reader: Reader, hookId: HookId, { id, at }: Pick<WaitingRow, 'id' | 'at'>): WaitingRow | undefined {
  const row = reader.get<StoredRow>(`SELECT ${columns} FROM hook_queue WHERE id = ?`, id)
  return row?.hookId === hookId && row.at === at ? toWaiting(row) : undefined
}

function toWaiting({ post, verdict, ...row }: StoredRow): WaitingRow {
  return { ...row, waiting: JSON.parse(post) as WaitingPost, verdict: verdict === null ? null : (JSON.parse(verdict) as Verdict) }
}

/** All of a hook that wait now, the first first: each by its number and when it came, because numbers are given again once nothing waits. */
export function listWaiting(reader: Reader, hookId: HookId): readonly Pick<WaitingRow, 'id' | 'at'>[] {
  return reader.all('SELECT id, at FROM hook_queue WHERE hook_id = CAST(? AS TEXT) ORDER BY id', hookId)
}

export function deleteWaiting(tx: Tx, { id, hookId, sizeBytes }: WaitingRow): void {
  const { count, bytes } = readBacklog(tx, hookId)
  tx.run('DELETE FROM hook_queue WHERE id = ?', id)
  tx.run('DELETE FROM hook_queue_file WHERE queue_id = ?', id)
  tx.cache.set(cacheKey(hookId), { count: count - 1, bytes: bytes - sizeBytes })
}

/** Hooks for which something waits: one step of the index for each. */
export function listWaitingHooks(reader: Reader): HookId[] {
  const hooks: HookId[] = []
  const sql = 'SELECT hook_id AS hookId FROM hook_queue WHERE hook_id > CAST(? AS TEXT) ORDER BY hook_id LIMIT 1'
  for (let next = reader.get<{ hookId: HookId }>(sql, ''); next; next = reader.get<{ hookId: HookId }>(sql, next.hookId)) hooks.push(next.hookId)
  return hooks
}

/** When the one came that waits longest; null for none. */
export function findOldestWaiting(reader: Reader, hookId: HookId): number | null {
  return reader.get<{ at: number }>('SELECT at FROM hook_queue WHERE hook_id = CAST(? AS TEXT) ORDER BY id LIMIT 1', hookId)?.at ?? null
}
