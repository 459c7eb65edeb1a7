/** Remembers requests that were signed with their time, for as long as their signature would be taken: a copy of one is told from it. */
import type { HookId } from '#shared/contract/ids.ts'
import type { Tx } from './connection.ts'
import { gather, gathered } from './gather.ts'

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

/** To be called inside the write that posts. */
export function isSignedSeen(tx: Tx, hookId: HookId, { at, content }: SignedRequest): boolean {
  const held = holdOf(tx, hookId)
  if (at >= held.from) return held.contents.get(at)?.has(content) === true
  if (unwritten(tx, hookId).some((one) => one.at === at && one.contents.includes(content))) return true
  const rows = tx.all<{ contents: string }>('SELECT contents FROM hook_signed_seen WHERE hook_id = CAST(? AS TEXT) AND signed_at = CAST(? AS INTEGER)', hookId, at)
  return rows.some(({ contents }) => contents.split(' ').includes(content))
}

/** To be called for what was not seen, after it was posted. `tooOldAt`: what was signed before is refused for its age. */
export function noteSigned(tx: Tx, hookId: HookId, { at, content }: SignedRequest, tooOldAt: number): void {
  const held = holdOf(tx, hookId)
  if (at >= held.from) hold(held, at, content)
  const moments = gather(tx, name, (): Moments => new Map(), insertAll)
  const key = `${hookId} ${at}`
  const moment = moments.get(key)
  if (moment) moment.contents.push(content)
  else moments.set(key, { hookId, at, contents: [content] })
  held.added = (held.added + 1) % sweepEvery
  if (held.added === 0) tx.run('DELETE FROM hook_signed_seen WHERE hook_id = ? AND signed_at < ?', hookId, tooOldAt)
}

export function forgetSigned(tx: Tx, hookId: HookId): void {
  tx.cache.delete(keyOf(hookId))
  for (const { at } of unwritten(tx, hookId)) gathered<Moments>(tx, name)?.delete(`${hookId} ${at}`)
  tx.run('DELETE FROM hook_signed_seen WHERE hook_id = ?', hookId)
}

interface Moment {
  readonly hookId: HookId
  readonly at: number
  readonly contents: string[]
}

type Moments = Map<string, Moment>

/** Those of one batch that were signed at the same time for the same hook are one row. */
const name = 'hook_signed_seen'

const unwritten = (tx: Tx, hookId: HookId): Moment[] => [...(gathered<Moments>(tx, name)?.values() ?? [])].filter((one) => one.hookId === hookId)

function insertAll(tx: Tx, moments: Moments): void {
  const sql = 'INSERT INTO hook_signed_seen (hook_id, signed_at, number, contents) SELECT ?, ?, coalesce(max(number) + 1, 0), ? FROM hook_signed_seen WHERE hook_id = CAST(? AS TEXT) AND signed_at = CAST(? AS INTEGER)'
  for (const { hookId, at, contents } of moments.values()) tx.run(sql, hookId, at, contents.join(' '), hookId, at)
}

const keyOf = (hookId: HookId): string => `signed:${hookId}`

/** After a start and after a rollback nothing is held: it begins behind what was noted. */
function holdOf(tx: Tx, hookId: HookId): Held {
  const known = tx.cache.get(keyOf(hookId)) as Held | undefined
  if (known) return known
  const stored = tx.get<{ at: number | null }>('SELECT max(signed_at) AS at FROM hook_signed_seen WHERE hook_id = CAST(? AS TEXT)', hookId)?.at ?? -Infinity
  const newest = Math.max(stored, ...unwritten(tx, hookId).map(({ at }) => at))
  const held: Held = { from: newest + 1, contents: new Map(), added: 0 }
  tx.cache.set(keyOf(hookId), held)
  return held
}

function hold(held: Held, at: number, content: string): void {
  const { contents } = held
  const same = contents.get(at)
  if (same) return void same.add(content)
  contents.set(at, new Set([content]))
  if (contents.size <= heldMoments) return
  const oldest = Math.min(...contents.keys())
  contents.delete(oldest)
  held.from = oldest + 1
}
