/** Gathers what the functions of one batch have for the same row, and writes it once, before their commit. */
import type { Connection, Tx } from './connection.ts'

/**
 * To be called by a function that wrote something before: what it adds is undone only with the whole batch. Whoever reads the row inside a write does not
 * see what is gathered.
 * @param write called once with all that was added, in the transaction that commits it; may throw what `tx.run` throws
 * @returns where to add: what `begin` gave to the first of the batch
 */
export function gather<State>(tx: Tx, name: string, begin: () => State, write: (tx: Tx, state: State) => void): State {
  const known = tx.gathered.get(name)
  if (known) return known.state as State
  const state = begin()
  tx.gathered.set(name, { state, write: (last) => write(last, state) })
  return state
}

/** To be called right before a commit. */
export function writeGathered(connection: Connection): void {
  if (connection.gathered.size === 0) return
  const tx: Tx = { ...connection, emit: () => undefined }
  for (const { write } of connection.gathered.values()) write(tx)
  connection.gathered.clear()
}

/** What the batch gathered so far; undefined for nothing. */
export function gathered<State>(tx: Tx, name: string): State | undefined {
  return tx.gathered.get(name)?.state as State | undefined
}
