/** The secrets that senders sign with, kept on the hook's own device: the current one and the one before it. */
import type { HookId } from '#shared/contract/ids.ts'
import type { HookSecret } from '#shared/contract/hook-secret.ts'
import type { Reader, Tx } from './connection.ts'
import { forgetHot, remember } from './hot-cache.ts'

export interface KeptSecret {
  readonly number: HookSecret['number']
  readonly secret: string
  readonly createdAt: number
  readonly expiresAt: number | null
}

const columns = 'number, secret, created_at AS createdAt, expires_at AS expiresAt'

/** The current one first; remembered, because every post to a hook that asks for signatures needs them. */
export function findHookSecrets(reader: Reader, hookId: HookId): readonly KeptSecret[] {
  return remember(reader, `secrets:${hookId}`, () => reader.all<KeptSecret>(`SELECT ${columns} FROM hook_secret WHERE hook_id = CAST(? AS TEXT) ORDER BY number`, hookId))
}

/** When each was last used, by number. */
export function listSecretUses(reader: Reader, hookId: HookId): readonly { readonly number: HookSecret['number']; readonly lastUsedAt: number | null }[] {
  return reader.all('SELECT number, last_used_at AS lastUsedAt FROM hook_secret WHERE hook_id = ? ORDER BY number', hookId)
}

export interface Replacing {
  readonly secret: string
  readonly now: number
  /** Which of those that are there becomes the one before it; the other is forgotten. */
  readonly old: HookSecret['number']
  readonly oldEndsAt: number
}

export function replaceHookSecret(tx: Tx, hookId: HookId, { secret, now, old, oldEndsAt }: Replacing): void {
  forgetHot(tx)
  forgetUses(tx, hookId)
  tx.run('DELETE FROM hook_secret WHERE hook_id = ? AND number <> ?', hookId, old)
  tx.run('UPDATE hook_secret SET number = 2, expires_at = ? WHERE hook_id = ?', oldEndsAt, hookId)
  tx.run('INSERT INTO hook_secret (hook_id, number, secret, created_at) VALUES (?, 1, ?, ?)', hookId, secret, now)
}

/** All of them without a number. */
export function deleteHookSecrets(tx: Tx, hookId: HookId, number?: HookSecret['number']): void {
  forgetHot(tx)
  forgetUses(tx, hookId)
  if (number === undefined) tx.run('DELETE FROM hook_secret WHERE hook_id = ?', hookId)
  else tx.run('DELETE FROM hook_secret WHERE hook_id = ? AND number = ?', hookId, number)
}

const minuteMs = 60_000

const usedKey = (hookId: HookId, number: HookSecret['number']): string => `secret-used:${hookId}:${number}`

/** A number may stand for another secret from here on, whose first use is to be seen at once. */
function forgetUses(tx: Tx, hookId: HookId): void {
  tx.cache.delete(usedKey(hookId, 1))
  tx.cache.delete(usedKey(hookId, 2))
}

/** Exact to a minute. */
export function markSecretUsed(tx: Tx, hookId: HookId, number: HookSecret['number'], usedAt: number): void {
  const key = usedKey(hookId, number)
  const last = tx.cache.get(key) as number | undefined
  if (last !== undefined && usedAt >= last && usedAt - last < minuteMs) return
  tx.cache.set(key, usedAt)
  tx.run('UPDATE hook_secret SET last_used_at = ? WHERE hook_id = CAST(? AS TEXT) AND number = ?', usedAt, hookId, number)
}
