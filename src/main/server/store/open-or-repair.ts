/** Opens the data file, and repairs it first when it was found damaged: by the last run, by its write-ahead log, or by opening it. */
import { existsSync, lstatSync, statSync } from 'node:fs'
import type { Connection, OpenOptions } from './connection.ts'
import { isDamage, readMark, removeMark, type DamageReport } from './damage.ts'
import { applicationId } from './migrate.ts'
import { openDatabase, readIdentity } from './open-database.ts'
import { finishRepair, isBeyondDoubt, repair, setAsideName } from './recovery/repair.ts'
import { setForeignLogAside } from './recovery/foreign-log.ts'
import { listCopies, setCopiesAside } from './recovery/copies.ts'
import { isWithoutLog } from './recovery/log-mode.ts'
import { readWal } from './recovery/wal.ts'

export interface Opened {
  readonly connection: Connection
  /** What was repaired and not told yet. */
  readonly repaired: DamageReport | undefined
  /** Somebody put a copy in the place of the file. */
  readonly isCopy: boolean
}

/** @throws AppError `unavailable` for a file of a newer version, not ours, or damaged beyond repair; it is left as it was. */
export function openOrRepair(options: Omit<OpenOptions, 'readOnly'>, now: number): Opened {
  const { path } = options
  const mark = readMark(path)
  const isMade = mark?.state === 'repaired' && isBeyondDoubt(path, mark.report.kept)
  let repaired = isMade ? mark.report : undefined
  // A repaired file lies beside only behind its mark: when nothing else is there, it is what there is, whatever became of the mark.
  if (repaired || !existsSync(path)) finishRepair(path, repaired?.kept ?? setAsideName(path, now))
  setForeignLogAside(path, now)
  // Who moved the file away wants to begin anew, and mark and copies were of that file.
  if (!existsSync(path)) {
    removeMark(path)
    // A link that leads nowhere is one to a disk that is away for now.
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) setCopiesAside(path, now)
  } else if ((mark && !isMade) || isDamaged(path, now)) repaired = repair(path, now)
  // Opening it makes it an ordinary file.
  const isCopy = repaired === undefined && existsSync(path) && isWithoutLog(path)
  try {
    return { connection: openDatabase(options), repaired, isCopy }
  } catch (error) {
    if (!isDamage(error)) throw error
    repaired = repair(path, now)
    return { connection: openDatabase(options), repaired, isCopy: false }
  }
}

/** As far as that can be told before SQLite looks: it would throw the log of an emptied file away, and end the log at its first bad frame. */
function isDamaged(path: string, now: number): boolean {
  const wal = readWal(`${path}-wal`)
  return (wal?.lostCommits ?? 0) > 0 || isBeheaded(path, now, (wal?.frames.length ?? 0) > 0)
}

/** Its beginning is gone, though copies beside it, or commits in its log, say that it was ours: also when nothing is left of it. */
function isBeheaded(path: string, now: number, hasCommits: boolean): boolean {
  const hasCopies = listCopies(path, now).length > 0
  if (statSync(path).size === 0) return hasCopies || hasCommits
  if (!hasCopies) return false
  const { applicationId: id, isEmpty } = readIdentity(path)
  return isEmpty ? !existsSync(`${path}-wal`) : id !== applicationId
}
