/** The table of requests that their senders gave a name of its own: what was answered to each, so that a repeat is answered the same. */
import type { DialectId } from '#shared/contract/hook.ts'
import type { HookId, MessageId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'

export interface SeenDelivery {
  readonly at: number
  readonly bodyHash: Uint8Array
  /** In whose words it was answered. */
  readonly dialect: DialectId
  readonly requestId: string
  /** The first message that it made; null when it made none yet. */
  readonly messageId: MessageId | null
  /** JSON of status, content type, headers and body. */
  readonly answer: string
}

/** How long a repeat is recognised. */
export const seenForMs = 24 * 3_600_000

/** Requests of one hook that are remembered; beyond it the oldest are forgotten. */
const seenPerHook = 10_000

/** In memory of all hooks together; beyond it those are read again that were read first. A key takes about 100 bytes. */
const mostHeld = 400_000

/** The rows of a hook's keys, the oldest first. */
type Rows = Map<string, number>

export function findSeen(reader: Reader, hookId: HookId, key: Uint8Array, now: number): SeenDelivery | undefined {
  const id = rowsOf(reader, hookId).get(nameOf(key))
  if (id === undefined) return undefined
  return reader.get<SeenDelivery>(
    'SELECT at, body_hash AS bodyHash, dialect, request_id AS requestId, message_id AS messageId, answer FROM hook_delivery_seen WHERE id = ? AND at > ?',
    id,
    now - seenForMs,
  )
}

/** One of the same name before it is forgotten. */
export function insertSeen(tx: Tx, hookId: HookId, key: Uint8Array, { at, bodyHash, dialect, requestId, messageId, answer }: SeenDelivery): void {
  const rows = rowsOf(tx, hookId)
  const before = rows.get(nameOf(key))
  if (before !== undefined) {
    tx.run('DELETE FROM hook_delivery_seen WHERE id = ?', before)
    rows.delete(nameOf(key))
  }
  const id = tx.run(
    'INSERT INTO hook_delivery_seen (hook_id, key, at, body_hash, dialect, request_id, message_id, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    hookId,
    key,
    at,
    bodyHash,
    dialect,
    requestId,
    messageId,
    answer,
  )
  rows.set(nameOf(key), id)
  if (rows.size > seenPerHook) prune(tx, hookId, rows)
}

/** A sixteenth is dropped at a time, as with verdicts: a delete at each post would cost more than the post. */
function prune(tx: Tx, hookId: HookId, rows: Rows): void {
  let [left, last] = [seenPerHook / 16, 0]
  for (const [name, id] of rows) {
    if (left === 0) break
    left -= 1
    last = id
    rows.delete(name)
  }
  tx.run('DELETE FROM hook_delivery_seen WHERE hook_id = ? AND id <= ?', hookId, last)
}

/** Rows grow with time, so the first one that is young enough is found by reading only what is dropped. */
export function deleteSeenBefore(tx: Tx, beforeAt: number): void {
  const young = tx.get<{ id: number }>('SELECT id FROM hook_delivery_seen WHERE at > ? ORDER BY id LIMIT 1', beforeAt)
  tx.run('DELETE FROM hook_delivery_seen WHERE id < ?', young?.id ?? Number.MAX_SAFE_INTEGER)
  tx.cache.delete(cacheKey)
}

export function deleteSeenOf(tx: Tx, hookId: string): void {
  tx.run('DELETE FROM hook_delivery_seen WHERE hook_id = ?', hookId)
  tx.cache.delete(cacheKey)
}

const cacheKey = 'seen deliveries'

const nameOf = (key: Uint8Array): string => Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1')

/** Read at a hook's first post after a start or a rollback: at most `seenPerHook`, of an index that would cost more with each post. */
function rowsOf(reader: Reader, hookId: HookId): Rows {
  const hooks = (reader.cache.get(cacheKey) as Map<HookId, Rows> | undefined) ?? new Map<HookId, Rows>()
  reader.cache.set(cacheKey, hooks)
  const known = hooks.get(hookId)
  if (known) return known
  const stored = reader.all<{ id: number; key: Uint8Array }>('SELECT id, key FROM hook_delivery_seen WHERE hook_id = CAST(? AS TEXT) ORDER BY id', hookId)
  const rows: Rows = new Map(stored.map(({ id, key }) => [nameOf(key), id]))
  makeRoom(hooks, rows.size)
  hooks.set(hookId, rows)
  return rows
}

function makeRoom(hooks: Map<HookId, Rows>, wanted: number): void {
  let held = wanted
  for (const rows of hooks.values()) held += rows.size
  for (const [hookId, rows] of hooks) {
    if (held <= mostHeld) return
    held -= rows.size
    hooks.delete(hookId)
  }
}
