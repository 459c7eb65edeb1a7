/** The write-ahead log of a file: how much of it the file does not have yet, and bringing it there. */
import { openConnection, type Connection } from './connection.ts'

/** @returns pages of the log that are not in the file. Costs a few microseconds. */
export function countUnfolded({ db }: Connection): number {
  return unfolded(db.pragma('wal_checkpoint(NOOP)'))
}

/** Brings to the file what nobody reads in an older form; waits for nobody who writes or reads. @returns pages that are left. */
export function foldLog({ db }: Connection): number {
  return unfolded(db.pragma('wal_checkpoint(PASSIVE)'))
}

/** The same on a connection of its own, so that others can write meanwhile: what they add is left. */
export function foldLogOf(path: string): number {
  const connection = openConnection({ path })
  try {
    return foldLog(connection)
  } finally {
    connection.close()
  }
}

/** Both are -1 where there is no log. */
function unfolded(rows: unknown): number {
  const [{ log, checkpointed } = { log: 0, checkpointed: 0 }] = rows as { log: number; checkpointed: number }[]
  return Math.max(0, log) - Math.max(0, checkpointed)
}
