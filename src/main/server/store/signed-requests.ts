/** Remembers requests that were signed with their time, for as long as their signature would be taken: a copy of one is told from it. */
import type { HookId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'

/** Old rows are dropped once in this many new ones: a delete at every post would cost more than the row. */
const sweepEvery = 64

/** `content`: a hash of all that was signed. */
export function isSignedSeen(reader: Reader, hookId: HookId, content: string): boolean {
  return reader.get('SELECT 1 AS one FROM hook_signed_seen WHERE hook_id = CAST(? AS TEXT) AND content = CAST(? AS TEXT)', hookId, content) !== undefined
}

/** `until`: when its signature is too old anyway; both ms since epoch. */
export function noteSigned(tx: Tx, hookId: HookId, { content, until, now }: { readonly content: string; readonly until: number; readonly now: number }): void {
  tx.run('INSERT OR IGNORE INTO hook_signed_seen (hook_id, content, until) VALUES (?, ?, ?)', hookId, content, until)
  const key = `signed:${hookId}`
  const added = ((tx.cache.get(key) as number | undefined) ?? 0) + 1
  tx.cache.set(key, added % sweepEvery)
  if (added === sweepEvery) tx.run('DELETE FROM hook_signed_seen WHERE hook_id = ? AND until < ?', hookId, now)
}

export function forgetSigned(tx: Tx, hookId: HookId): void {
  tx.run('DELETE FROM hook_signed_seen WHERE hook_id = ?', hookId)
}
