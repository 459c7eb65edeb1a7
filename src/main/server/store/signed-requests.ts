/** Remembers requests that were signed with their time, for as long as their signature would be taken: a copy of one is told from it. */
import type { HookId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'

/** Old rows are dropped once in this many new ones: a delete at every post would cost more than the row. */
const sweepEvery = 64

/** Moments (a signature's time has whole seconds) of one hook that are held in memory; what is older is looked up. */
const heldMoments = 4

export interface SignedRequest {
  /** When it was signed, as its sender says; ms since epoch. */
  readonly at: number
  /** A hash of all that was signed. */
  readonly content: string
}

/** The newest of one hook. */
interface Held {
  /** All that was signed then or later is in `contents`. */
  from: number
  readonly contents: Map<number, Set<string>>
  /** Since the last sweep. */
  added: number
}

export function isSignedSeen(reader: Reader, hookId: HookId, { at, content }: SignedRequest): boolean {
  const held = holdOf(reader, hookId)
  if (at >= held.from) return held.contents.get(at)?.has(content) === true
  return reader.get('SELECT 1 AS one FROM hook_signed_seen WHERE hook_id = CAST(? AS TEXT) AND signed_at = ? AND content = CAST(? AS TEXT)', hookId, at, content) !== undefined
}

/** To be called for what was not seen. `tooOldAt`: what was signed before is refused for its age. */
export function noteSigned(tx: Tx, hookId: HookId, { at, content }: SignedRequest, tooOldAt: number): void {
  const held = holdOf(tx, hookId)
  tx.run('INSERT INTO hook_signed_seen (hook_id, signed_at, number, content) VALUES (?, ?, ?, ?)', hookId, at, at >= held.from ? hold(held, at, content) : countAt(tx, hookId, at), content)
  held.added = (held.added + 1) % sweepEvery
  if (held.added === 0) tx.run('DELETE FROM hook_signed_seen WHERE hook_id = ? AND signed_at < ?', hookId, tooOldAt)
}

export function forgetSigned(tx: Tx, hookId: HookId): void {
  tx.cache.delete(keyOf(hookId))
  tx.run('DELETE FROM hook_signed_seen WHERE hook_id = ?', hookId)
}

const keyOf = (hookId: HookId): string => `signed:${hookId}`

/** After a start and after a rollback nothing is held: it begins behind what is stored. */
function holdOf(reader: Reader, hookId: HookId): Held {
  const known = reader.cache.get(keyOf(hookId)) as Held | undefined
  if (known) return known
  const newest = reader.get<{ at: number | null }>('SELECT max(signed_at) AS at FROM hook_signed_seen WHERE hook_id = CAST(? AS TEXT)', hookId)?.at ?? null
  const held: Held = { from: newest === null ? -Infinity : newest + 1, contents: new Map(), added: 0 }
  reader.cache.set(keyOf(hookId), held)
  return held
}

/** @returns its number among those of its moment. */
function hold(held: Held, at: number, content: string): number {
  const { contents } = held
  const same = contents.get(at)
  if (same) return same.add(content).size - 1
  contents.set(at, new Set([content]))
  if (contents.size > heldMoments) {
    const oldest = Math.min(...contents.keys())
    contents.delete(oldest)
    held.from = oldest + 1
  }
  return 0
}

function countAt(reader: Reader, hookId: HookId, at: number): number {
  return reader.get<{ next: number }>('SELECT coalesce(max(number) + 1, 0) AS next FROM hook_signed_seen WHERE hook_id = ? AND signed_at = ?', hookId, at)?.next ?? 0
}
