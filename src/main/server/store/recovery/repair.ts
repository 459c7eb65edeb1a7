/** Repairs a damaged data file: what can be read of it is kept, its newest copy fills in, and the damaged file itself is set aside, never deleted. */
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '#shared/contract/errors.ts'
import { isDamage, writeMark, type DamageReport } from '../damage.ts'
import { borrowSchema } from './borrow-schema.ts'
import { checkWhole, copiesFolder, listCopies } from './copies.ts'
import { salvage } from './salvage.ts'
import { foldWal, readWal } from './wal.ts'

/**
 * Leaves a whole file at `path` and a report in its mark. Cut off anywhere, it begins anew or goes on. Nobody else may have the file open.
 * @param now ms since epoch
 * @throws AppError `unavailable` when nothing can be read and there is no copy, `storage_full`; then everything is as it was.
 */
export function repair(path: string, now: number): DamageReport {
  const work = `${path}.work`
  const made = `${path}.made`
  try {
    for (const one of [work, made]) removeFile(one)
    copyFileSync(path, work)
    const wal = readWal(`${path}-wal`)
    const leftOut = foldWal(work, wal)
    const copies = listCopies(path)
    const found = readDamaged({ work, made, copies, now, leftOut })
    const kept = setAsideName(path, now)
    const report: DamageReport = { at: now, ...found, how: found.how === 'pages' && (wal?.lostCommits ?? 0) > 0 ? 'log' : found.how, kept }
    flush(made)
    writeMark(path, { state: 'repaired', report })
    // From here on the new file is the truth: `finishRepair` does the rest, now or at the next start.
    renameSync(made, `${path}.repaired`)
    finishRepair(path, kept)
    return report
  } catch (error) {
    throw explain(error)
  } finally {
    for (const one of [work, made]) removeFile(one)
  }
}

/** Puts a repaired file in its place, when there is one. */
export function finishRepair(path: string, kept: string): void {
  if (!existsSync(`${path}.repaired`)) return
  const aside = join(dirname(path), kept)
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  for (const ending of ['', '-wal']) if (existsSync(path + ending)) renameSync(path + ending, join(aside, basename(path) + ending))
  rmSync(`${path}-shm`, { force: true })
  renameSync(`${path}.repaired`, path)
}

interface Reading {
  readonly work: string
  readonly made: string
  readonly copies: readonly string[]
  readonly now: number
  readonly leftOut: boolean
}

/** Writes `made`, from the most that can be had. */
function readDamaged({ work, made, copies, now, leftOut }: Reading): Pick<DamageReport, 'how' | 'lost' | 'tables'> {
  const copy = copies.find((one) => checkWhole(one) === undefined)
  if (checkWhole(work) === undefined) {
    // A damaged frame that nothing replaced left an older page where it was, and yet all fits together: then what it said is unknown.
    renameSync(work, made)
    return { how: 'pages', lost: leftOut ? { from: null, to: now, changes: null } : null, tables: [] }
  }
  if (!canFindTables(work)) {
    if (copy === undefined) throw new AppError('unavailable', noCopy)
    borrowSchema(work, copy)
  }
  if (canFindTables(work)) return { how: 'pages', ...salvageFrom(work, copy, made, now) }
  if (copy === undefined) throw new AppError('unavailable', noCopy)
  copyFileSync(copy, made)
  return { how: 'copy', lost: { from: lastChangeAt(copy), to: now, changes: null }, tables: [] }
}

const noCopy = 'The file hookline.db is damaged so much that nothing in it can be found, and there is no copy of it yet. It was left as it is. Put a copy from a backup of yours in its place, or move it away to begin anew.'

function salvageFrom(work: string, copyPath: string | undefined, made: string, now: number): ReturnType<typeof salvage> {
  const damaged = new Database(work, { readonly: true })
  const copy = copyPath === undefined ? undefined : new Database(copyPath, { readonly: true })
  try {
    return salvage({ damaged, copy, now }, made)
  } finally {
    damaged.close()
    copy?.close()
  }
}

/** Tables of which not even the first page is one are left to `salvage`. */
function canFindTables(path: string): boolean {
  const db = new Database(path, { readonly: true })
  try {
    return Number(db.pragma('user_version', { simple: true })) > 0 && db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name IN ('change_log', 'message')").pluck().get() === 2
  } catch (error) {
    if (isDamage(error)) return false
    throw error
  } finally {
    db.close()
  }
}

function lastChangeAt(copy: string): number | null {
  const db = new Database(copy, { readonly: true })
  try {
    return (db.prepare('SELECT at FROM change_log ORDER BY seq DESC LIMIT 1').pluck().get() as number | undefined) ?? null
  } finally {
    db.close()
  }
}

/** Below the data folder. */
const setAsideName = (path: string, now: number): string => join(basename(copiesFolder(path)), `damaged-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`)

function flush(path: string): void {
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}

function removeFile(path: string): void {
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(path + ending, { force: true })
}

function explain(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^(ENOSPC|EDQUOT|SQLITE_FULL)/.test(code)) return new AppError('storage_full', 'The file hookline.db is damaged, and the disk is too full to repair it: that takes twice its size. Free some space and start Hookline again; nothing was changed.')
  return error
}

