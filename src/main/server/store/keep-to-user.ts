/** Keeps a database to its user: SQLite makes files as open as the system lets it, and their folder may be one that somebody made or unpacked. */
import { chmodSync, closeSync, openSync, statSync } from 'node:fs'

const OTHERS = 0o077

/** To be called before SQLite opens it: the log and its index are made as open as the file is. Never throws: what cannot be had, SQLite says better. */
export function keepToUser(path: string): void {
  if (process.platform === 'win32' || path === ':memory:') return
  tryTo(() => closeSync(openSync(path, 'a', 0o600)))
  for (const ending of ['', '-wal', '-shm']) tryTo(() => closeToOthers(path + ending))
}

function closeToOthers(path: string): void {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode
  if (mode !== undefined && (mode & OTHERS) !== 0) chmodSync(path, mode & 0o7777 & ~OTHERS)
}

/** Somebody else's file, or a disk without rights. */
function tryTo(work: () => void): void {
  try {
    work()
  } catch {
    // See above.
  }
}
