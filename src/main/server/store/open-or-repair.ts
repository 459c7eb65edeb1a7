/** Opens the data file, and repairs it first when it was found damaged: by the last run, by its write-ahead log, or by opening it. */
import { existsSync } from 'node:fs'
import type { Connection, OpenOptions } from './connection.ts'
import { isDamage, readMark, removeMark, type DamageReport } from './damage.ts'
import { applicationId } from './migrate.ts'
import { openDatabase, readIdentity } from './open-database.ts'
import { finishRepair, isBeyondDoubt, repair } from './recovery/repair.ts'
import { listCopies } from './recovery/copies.ts'
import { readWal } from './recovery/wal.ts'

export interface Opened {
  readonly connection: Connection
  /** What was repaired and not told yet. */
  readonly repaired: DamageReport | undefined
}

/** @throws AppError `unavailable` for a file of a newer version, not ours, or damaged beyond repair; it is left as it was. */
export function openOrRepair(options: Omit<OpenOptions, 'readOnly'>, now: number): Opened {
  const { path } = options
  const mark = readMark(path)
  const isMade = mark?.state === 'repaired' && isBeyondDoubt(path, mark.report.kept)
  let repaired = isMade ? mark.report : undefined
  if (repaired) finishRepair(path, repaired.kept)
  // Who moved the file away wants to begin anew, and the mark spoke of that file.
  if (!existsSync(path)) removeMark(path)
  else if ((mark && !isMade) || isBeheaded(path, now) || (readWal(`${path}-wal`)?.lostCommits ?? 0) > 0) repaired = repair(path, now)
  try {
    return { connection: openDatabase(options), repaired }
  } catch (error) {
    if (!isDamage(error)) throw error
    repaired = repair(path, now)
    return { connection: openDatabase(options), repaired }
  }
}

/** Its beginning is gone, though copies beside it say that it was ours: also when nothing is left of it. */
function isBeheaded(path: string, now: number): boolean {
  if (listCopies(path, now).length === 0) return false
  const { applicationId: id, isEmpty } = readIdentity(path)
  return isEmpty ? !existsSync(`${path}-wal`) : id !== applicationId
}
