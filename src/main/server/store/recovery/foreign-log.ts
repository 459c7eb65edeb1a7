/** A write-ahead log beside a file that it is not of: SQLite would write it into that file all the same. It is set aside, never deleted. */
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isWithoutLog } from './log-mode.ts'
import { dropOldestAside, setAsideName } from './repair.ts'

/** For instance of a file that was killed, and in whose place somebody put a copy; or that was moved away without its log. @param now ms since epoch */
export function setForeignLogAside(path: string, now: number): void {
  const log = `${path}-wal`
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) === 0 || (existsSync(path) && !isWithoutLog(path))) return
  const aside = join(dirname(path), setAsideName(path, now))
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  renameSync(log, join(aside, basename(log)))
  rmSync(`${path}-shm`, { force: true })
  dropOldestAside(path, basename(aside))
}
