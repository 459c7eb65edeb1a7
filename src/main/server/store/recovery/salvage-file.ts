/** Makes a new, whole file of what can be read of a damaged one that has no copies: what it lacks is had from elsewhere. The damaged one is set aside, never deleted. */
import { copyFileSync, existsSync, renameSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { openConnection, type Connection } from '../connection.ts'
import { isDamage, readMark, writeMark } from '../damage.ts'
import { checkWhole } from './copies.ts'
import { foldWal } from './fold-wal.ts'
import { finishRepair, flush, isBeyondDoubt, removeFile, repairedPath, setAsideName } from './repair.ts'
import { salvageTable } from './salvage-table.ts'
import { readWal } from './wal.ts'

export interface Salvaging {
  readonly path: string
  /** ms since epoch. */
  readonly now: number
  readonly tables: readonly string[]
  /** Makes the tables, in a new file. */
  readonly make: (connection: Connection) => void
  /** Brings what could not be read from elsewhere. @returns how many changes are gone. `isOlder`: some of it may be as it was before it was written last. Whatever it throws, the damaged file stays as it is. */
  readonly complete: (connection: Connection, found: { readonly isOlder: boolean }) => number | Promise<number>
}

/** Larger files are read through when something in them proved wrong, not at each start. */
const READ_THROUGH_BYTES = 256 * 1024 * 1024

/** What is wrong with a file that must be there, in a few words; undefined when nothing is. Goes on with a repair that was cut off. @throws Error of a disk that refuses */
export function findDamage(path: string, now: number): string | undefined {
  const mark = readMark(path)
  finishRepair(path, mark?.state === 'repaired' ? mark.report.kept : setAsideName(path, now))
  if (!existsSync(path)) return 'it is gone'
  const { size } = statSync(path)
  // SQLite would begin a new file, and throw its log away.
  if (size === 0) return 'it is empty'
  if ((readWal(`${path}-wal`)?.lostCommits ?? 0) > 0) return 'its write-ahead log is damaged'
  if (mark?.state === 'damaged') return mark.reason
  if (mark && !isBeyondDoubt(path, mark.report.kept)) return 'its repair did not come to its end'
  return size > READ_THROUGH_BYTES ? undefined : checkWhole(path)
}

/** Leaves a whole file at `path`, and a report in its mark until that was told. Nobody else may have the file open. */
export async function salvageFile({ path, now, tables, make, complete }: Salvaging): Promise<void> {
  const [work, made] = [`${path}.work`, `${path}.made`]
  try {
    for (const one of [work, made]) removeFile(one)
    const isOlder = !existsSync(path) || foldOut(path, work)
    const gone = await fill(made, (connection) => {
      make(connection)
      if (existsSync(work)) copyReadable(work, connection, tables)
      return complete(connection, { isOlder })
    })
    flush(made)
    const kept = setAsideName(path, now)
    writeMark(path, { state: 'repaired', report: { at: now, how: 'pages', lost: gone === 0 ? null : { from: null, to: now, changes: gone }, tables: [], kept } })
    // From here on the new file is the truth.
    renameSync(made, repairedPath(path))
    finishRepair(path, kept)
  } finally {
    for (const one of [work, made]) removeFile(one)
  }
}

/** @returns whether something newer was in the log and is lost */
function foldOut(path: string, work: string): boolean {
  copyFileSync(path, work)
  const wal = readWal(`${path}-wal`)
  return foldWal(work, `${path}-wal`, wal) || (wal?.lostCommits ?? 0) > 0
}

async function fill(made: string, work: (connection: Connection) => number | Promise<number>): Promise<number> {
  const connection = openConnection({ path: made })
  try {
    connection.db.pragma('foreign_keys = OFF')
    connection.waitForDisk(false)
    return await work(connection)
  } finally {
    connection.close()
  }
}

function copyReadable(work: string, { db }: Connection, tables: readonly string[]): void {
  const damaged = new Database(work, { readonly: true })
  try {
    for (const table of tables) salvageTable({ damaged, copy: undefined, target: db }, table)
  } catch (error) {
    // Not even where its tables stand can be told.
    if (!isDamage(error)) throw error
  } finally {
    damaged.close()
  }
}
