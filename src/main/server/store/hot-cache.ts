/** Remembers the few rows that every post asks for again: addresses, channels, memberships. Never wrong, because any write to them forgets all. */
import type { Reader, Tx } from './connection.ts'

/** What is remembered, and how many of it; with more than this, which are not worth their memory, it starts anew. */
const limits = {
  hot: 10_000,
  /** What deliveries tell of a change: the same for each receiver. */
  told: 500,
  /** The next few of each lane. */
  ahead: 1000,
}

type Kind = keyof typeof limits

/**
 * The value that `load` reads for `key`, read once. Kept in the connection's cache, which only this thread's writes can make old:
 * they call `forgetHot`, and a rollback clears everything.
 */
export function remember<T>(reader: Reader, key: string, load: () => T, kind: Kind = 'hot'): T {
  const hot = (reader.cache.get(kind) as Map<string, T> | undefined) ?? startAnew<T>(reader, kind)
  const known = hot.get(key)
  if (known !== undefined) return known
  const value = load()
  if (hot.size >= limits[kind]) hot.clear()
  // Nothing found is not remembered: a flood of wrong addresses would push out the right ones.
  if (value !== undefined) hot.set(key, value)
  return value
}

/** What `load` returned, if that is remembered still. */
export function recall<T>(reader: Reader, key: string, kind: Kind): T | undefined {
  return (reader.cache.get(kind) as Map<string, T> | undefined)?.get(key)
}

/** How often something was forgotten, for each connection that somebody asked it of. */
const counts = new WeakMap<Reader['cache'], Int32Array<SharedArrayBuffer>>()

/** Grows, in its one place, with all that is forgotten: what was read holds, on any thread, while the number is the same. */
export function countForgetting(reader: Reader): Int32Array<SharedArrayBuffer> {
  const known = counts.get(reader.cache)
  if (known) return known
  const count = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  counts.set(reader.cache, count)
  return count
}

function forget(tx: Tx, kinds: readonly Kind[]): void {
  for (const kind of kinds) tx.cache.delete(kind)
  const count = counts.get(tx.cache)
  if (count) Atomics.add(count, 0, 1)
}

/** To be called by whatever writes a table that is remembered. */
export function forgetHot(tx: Tx): void {
  forget(tx, ['hot', 'told'])
}

/** To be called by whatever changes what a message says, or takes it away. */
export function forgetTold(tx: Tx): void {
  forget(tx, ['told'])
}

/** To be called by whatever changes what waits; only that it was sent is noted without. */
export function forgetAhead(tx: Tx): void {
  forget(tx, ['ahead'])
}

function startAnew<T>(reader: Reader, kind: Kind): Map<string, T> {
  const hot = new Map<string, T>()
  reader.cache.set(kind, hot)
  return hot
}
