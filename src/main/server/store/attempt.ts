/** Tries something within a transaction that others have a part in: when the tables do not take it, only this is undone. */
import type { Tx } from './connection.ts'

/** @returns undefined when it was done, else what the tables said. @throws whatever is no broken constraint: a full disk, a bug */
export function attempt(tx: Tx, act: () => void): Error | undefined {
  tx.run('SAVEPOINT attempt')
  try {
    act()
    tx.run('RELEASE attempt')
    return undefined
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('SQLITE_CONSTRAINT')) throw error
    tx.run('ROLLBACK TO attempt')
    tx.run('RELEASE attempt')
    tx.cache.clear()
    return error
  }
}
