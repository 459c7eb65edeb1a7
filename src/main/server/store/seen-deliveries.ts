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

export function findSeen(reader: Reader, key: Uint8Array, now: number): SeenDelivery | undefined {
  return reader.get<SeenDelivery>(
    'SELECT at, body_hash AS bodyHash, dialect, request_id AS requestId, message_id AS messageId, answer FROM hook_delivery_seen WHERE key = CAST(? AS BLOB) AND at > ?',
    key,
    now - seenForMs,
  )
}

/** One of the same name before it is forgotten. */
export function insertSeen(tx: Tx, hookId: HookId, key: Uint8Array, { at, bodyHash, dialect, requestId, messageId, answer }: SeenDelivery): void {
  tx.run(
    'INSERT OR REPLACE INTO hook_delivery_seen (hook_id, key, at, body_hash, dialect, request_id, message_id, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    hookId,
    key,
    at,
    bodyHash,
    dialect,
    requestId,
    messageId,
    answer,
  )
  prune(tx, hookId)
}

/** A sixteenth is dropped at a time, as with verdicts: looking at each post would cost more than the post. */
function prune(tx: Tx, hookId: HookId): void {
  const slack = seenPerHook / 16
  const cacheKey = `seen:${hookId}`
  // Unknown after a start and after a rollback: then it is looked up.
  const added = (tx.cache.get(cacheKey) as number | undefined) ?? slack
  tx.cache.set(cacheKey, added < slack ? added + 1 : 0)
  if (added < slack) return
  const oldest = tx.get<{ id: number }>('SELECT id FROM hook_delivery_seen WHERE hook_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?', hookId, seenPerHook - slack)
  if (oldest) tx.run('DELETE FROM hook_delivery_seen WHERE hook_id = ? AND id <= ?', hookId, oldest.id)
}

/** Rows grow with time, so the first one that is young enough is found by reading only what is dropped. */
export function deleteSeenBefore(tx: Tx, beforeAt: number): void {
  const young = tx.get<{ id: number }>('SELECT id FROM hook_delivery_seen WHERE at > ? ORDER BY id LIMIT 1', beforeAt)
  tx.run('DELETE FROM hook_delivery_seen WHERE id < ?', young?.id ?? Number.MAX_SAFE_INTEGER)
}

export function deleteSeenOf(tx: Tx, hookId: string): void {
  tx.run('DELETE FROM hook_delivery_seen WHERE hook_id = ?', hookId)
}
