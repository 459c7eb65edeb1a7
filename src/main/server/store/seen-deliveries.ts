/** The table of requests that their senders gave a name of its own: what was answered to each, so that a repeat is answered the same. */
import type { DialectId } from '#shared/contract/hook.ts'
import type { HookId, MessageId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'
import { gather, gathered } from './gather.ts'
import { findOutdated, STEP_ROWS } from './outdated.ts'

export interface SeenDelivery {
  readonly at: number
  /** SHA-256 in hex. */
  readonly bodyHash: string
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

/** Where a request stands; one that its batch has not written yet, itself. */
type Place = { readonly row: number; readonly index: number } | SeenDelivery

/** By the names of keys, the oldest first. */
type Places = Map<string, Place>

/** To be called inside the write that posts. */
export function findSeen(tx: Tx, hookId: HookId, key: Uint8Array, now: number): SeenDelivery | undefined {
  const place = placesOf(tx, hookId).get(nameOf(key))
  const seen = place === undefined || 'requestId' in place ? place : readAt(tx, hookId, place)
  // Nor is one known for longer because the clock was ahead.
  return seen && Math.abs(now - seen.at) < seenForMs ? seen : undefined
}

/** One of the same name before it is forgotten. */
export function insertSeen(tx: Tx, hookId: HookId, key: Uint8Array, seen: SeenDelivery): void {
  const places = placesOf(tx, hookId)
  const name = nameOf(key)
  places.delete(name)
  places.set(name, seen)
  const batch = gather(tx, 'hook_delivery_seen', (): Batch => new Map(), writeBatch)
  const own = batch.get(hookId)
  if (own) own.push([name, seen])
  else batch.set(hookId, [[name, seen]])
  if (places.size > seenPerHook) prune(tx, hookId, places)
}

/** Of each hook, in the order in which they came. */
type Batch = Map<HookId, [name: string, SeenDelivery][]>

function writeBatch(tx: Tx, batch: Batch): void {
  for (const [hookId, all] of batch) {
    const requests = all.map(([, seen]) => seen)
    const keys = Buffer.from(all.map(([name]) => name).join(''), 'latin1')
    const row = tx.run('INSERT INTO hook_delivery_seen (hook_id, at, keys, requests) VALUES (?, ?, ?, ?)', hookId, requests.at(-1)!.at, keys, JSON.stringify(requests))
    const places = placesOf(tx, hookId)
    all.forEach(([name], index) => places.has(name) && places.set(name, { row, index }))
  }
}

function readAt(reader: Reader, hookId: HookId, { row, index }: { readonly row: number; readonly index: number }): SeenDelivery | undefined {
  const stored = reader.get<{ requests: string }>('SELECT requests FROM hook_delivery_seen WHERE id = ? AND hook_id = CAST(? AS TEXT)', row, hookId)
  return stored && (JSON.parse(stored.requests) as SeenDelivery[])[index]
}

/** A sixteenth is dropped at a time, as with verdicts: a delete at each post would cost more than the post. */
function prune(tx: Tx, hookId: HookId, places: Places): void {
  let left = seenPerHook / 16
  for (const [name, place] of places) {
    if (left > 0) places.delete(name)
    // A row goes with the last of its requests.
    else return void ('row' in place && tx.run('DELETE FROM hook_delivery_seen WHERE hook_id = ? AND id < ?', hookId, place.row))
    left -= 1
  }
}

/**
 * Drops what is not recognised any more, of the next rows behind `after`. Where all go, numbers begin anew: no place in memory holds any more.
 * @returns behind which row it goes on; undefined at the end.
 */
export function deleteSeen(tx: Tx, now: number, after: number): number | undefined {
  const rows = tx.all<{ id: number; at: number }>('SELECT id, at FROM hook_delivery_seen WHERE id > ? ORDER BY id LIMIT ?', after, STEP_ROWS)
  const { last, next } = findOutdated(rows, { before: now - seenForMs + 1, ahead: now + seenForMs - 1 })
  if (last === undefined) return next
  tx.cache.delete(cacheKey)
  tx.run('DELETE FROM hook_delivery_seen WHERE id <= ?', last)
  return next
}

export function deleteSeenOf(tx: Tx, hookId: HookId): void {
  tx.run('DELETE FROM hook_delivery_seen WHERE hook_id = ?', hookId)
  gathered<Batch>(tx, 'hook_delivery_seen')?.delete(hookId)
  tx.cache.delete(cacheKey)
}

const cacheKey = 'seen deliveries'

/** Each byte a sign: short, and quick to look for. */
const nameOf = (key: Uint8Array): string => Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1')

/** Read at a hook's first post after a start or a rollback: at most `seenPerHook`, in place of an index that would cost more with each post. */
function placesOf(tx: Tx, hookId: HookId): Places {
  const hooks = (tx.cache.get(cacheKey) as Map<HookId, Places> | undefined) ?? new Map<HookId, Places>()
  tx.cache.set(cacheKey, hooks)
  const known = hooks.get(hookId)
  if (known) return known
  const places: Places = new Map()
  for (const { id, keys } of tx.all<{ id: number; keys: Uint8Array }>('SELECT id, keys FROM hook_delivery_seen WHERE hook_id = CAST(? AS TEXT) ORDER BY id', hookId)) {
    const names = nameOf(keys)
    for (let index = 0; index * keyBytes < names.length; index += 1) {
      const name = names.slice(index * keyBytes, (index + 1) * keyBytes)
      places.delete(name)
      places.set(name, { row: id, index })
    }
  }
  for (const [name, seen] of gathered<Batch>(tx, 'hook_delivery_seen')?.get(hookId) ?? []) places.set(name, seen)
  makeRoom(hooks, places.size)
  hooks.set(hookId, places)
  return places
}

/** Of a key. */
const keyBytes = 16

function makeRoom(hooks: Map<HookId, Places>, wanted: number): void {
  let held = wanted
  for (const places of hooks.values()) held += places.size
  for (const [hookId, places] of hooks) {
    if (held <= mostHeld) return
    held -= places.size
    hooks.delete(hookId)
  }
}
