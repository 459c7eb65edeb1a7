/** Remembers the few rows that every post asks for again: addresses, channels, memberships. Never wrong, because any write to them forgets all. */
import type { Reader, Tx } from './connection.ts'

/** More entries than this are not worth their memory; then it starts anew. */
const limit = 10_000

/**
 * The value that `load` reads for `key`, read once. Kept in the connection's cache, which only this thread's writes can make old:
 * they call `forgetHot`, and a rollback clears everything.
 */
export function remember<T>(reader: Reader, key: string, load: () => T): T {
  const hot = (reader.cache.get('hot') as Map<string, T> | undefined) ?? startAnew<T>(reader)
  const known = hot.get(key)
  if (known !== undefined) return known
  const value = load()
  if (hot.size >= limit) hot.clear()
  // Nothing found is not remembered: a flood of wrong addresses would push out the right ones.
  if (value !== undefined) hot.set(key, value)
  return value
}

/** To be called by whatever writes a table that is remembered. */
export function forgetHot(tx: Tx): void {
  tx.cache.delete('hot')
}

function startAnew<T>(reader: Reader): Map<string, T> {
  const hot = new Map<string, T>()
  reader.cache.set('hot', hot)
  return hot
}
