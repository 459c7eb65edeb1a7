/** Remembers requests that were signed with their time, for as long as their signature would be taken: a copy of one is told from it. */
import type { HookId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'

/** Old rows are dropped once in this many new ones: a delete at every post would cost more than the row. */
const sweepEvery = 64

export interface SignedRequest {
  /** When it was signed, as its sender says; ms since epoch. */
  readonly at: number
  /** A hash of all that was signed. */
  readonly content: string
}

export function isSignedSeen(reader: Reader, hookId: HookId, { at, content }: SignedRequest): boolean {
  return reader.get('SELECT 1 AS one FROM hook_signed_seen WHERE hook_id = CAST(? AS TEXT) AND signed_at = ? AND content = CAST(? AS TEXT)', hookId, at, content) !== undefined
}

/** `tooOldAt`: what was signed before is refused for its age. */
export function noteSigned(tx: Tx, hookId: HookId, { at, content }: SignedRequest, tooOldAt: number): void {
  tx.run('INSERT OR IGNORE INTO hook_signed_seen (hook_id, signed_at, content) VALUES (?, ?, ?)', hookId, at, content)
  const key = `signed:${hookId}`
  const added = ((tx.cache.get(key) as number | undefined) ?? 0) + 1
  tx.cache.set(key, added % sweepEvery)
  if (added === sweepEvery) tx.run('DELETE FROM hook_signed_seen WHERE hook_id = ? AND signed_at < ?', hookId, tooOldAt)
}

export function forgetSigned(tx: Tx, hookId: HookId): void {
  tx.run('DELETE FROM hook_signed_seen WHERE hook_id = ?', hookId)
}
