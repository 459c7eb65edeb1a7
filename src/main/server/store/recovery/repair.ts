/** Repairs a damaged data file: what can be read of it is kept, its newest copy fills in, and the damaged file itself is set aside. */
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '#shared/contract/errors.ts'
import { writeMark, type DamageReport } from '../damage.ts'
import { copiesFolder, listCopies, stampOf } from './copies.ts'
import { foldWal } from './fold-wal.ts'
import { readDamaged } from './read-damaged.ts'
import { readWal } from './wal.ts'

/** Damaged files that stay set aside: a disk that breaks files again and again must not be filled by it. */
const KEPT_ASIDE = 5

/**
 * Leaves a whole file at `path` and a report in its mark. Cut off anywhere, it begins anew or goes on. Nobody else may have the file open.
 * @param now ms since epoch
 * @throws AppError `unavailable` when nothing can be read and there is no copy, or when the file is of a newer version or not ours; `storage_full`; then everything is as it was.
 */
export function repair(path: string, now: number): DamageReport {
  const [work, made, raised] = [`${path}.work`, `${path}.made`, `${path}.raised`] as const
  try {
    for (const one of [work, made, raised]) removeFile(one)
    copyFileSync(path, work)
    const wal = readWal(`${path}-wal`)
    const leftOut = foldWal(work, `${path}-wal`, wal)
    const copies = listCopies(path, now)
    const found = readDamaged({ work, made, raised, copies, now, leftOut })
    const kept = setAsideName(path, now)
    const report: DamageReport = { at: now, ...found, how: found.how === 'pages' && (wal?.lostCommits ?? 0) > 0 ? 'log' : found.how, kept }
    flush(made)
    writeMark(path, { state: 'repaired', report })
    // From here on the new file is the truth: `finishRepair` does the rest, now or at the next start.
    renameSync(made, repairedPath(path))
    finishRepair(path, kept)
    return report
  } catch (error) {
    throw explain(error)
  } finally {
    for (const one of [work, made, raised]) removeFile(one)
  }
}

/** Where a repaired file lies until it is put in its place. */
export const repairedPath = (path: string): string => `${path}.repaired`

/** Puts a repaired file in its place, when there is one. */
export function finishRepair(path: string, kept: string): void {
  if (!existsSync(repairedPath(path))) return
  const aside = join(dirname(path), kept)
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  for (const ending of ['', '-wal']) if (existsSync(path + ending)) renameSync(path + ending, join(aside, basename(path) + ending))
  rmSync(`${path}-shm`, { force: true })
  renameSync(repairedPath(path), path)
  dropOldestAside(path, basename(kept))
}

/** Whether the repair that a mark speaks of came so far that `finishRepair` can end it, or has. */
export const isBeyondDoubt = (path: string, kept: string): boolean => existsSync(repairedPath(path)) || existsSync(join(dirname(path), kept))

/** Of what was set aside the newest stay. @param newest whose name is of now, whatever the clock says */
export function dropOldestAside(path: string, newest: string): void {
  const others = readdirSync(copiesFolder(path)).filter((name) => name.startsWith('damaged-') && name !== newest).sort()
  for (const name of others.slice(0, Math.max(0, others.length + 1 - KEPT_ASIDE))) rmSync(join(copiesFolder(path), name), { recursive: true, force: true })
}

/** Of the folder, below the data folder, in which a damaged file is kept. */
export const setAsideName = (path: string, now: number): string => join(basename(copiesFolder(path)), `damaged-${stampOf(now)}`)

/** Brings it to the disk. */
export function flush(path: string): void {
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}

/** With all that SQLite may have laid beside it. */
export function removeFile(path: string): void {
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(path + ending, { force: true })
}

function explain(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^(ENOSPC|EDQUOT|SQLITE_FULL)/.test(code)) return new AppError('storage_full', 'The file hookline.db is damaged, and the disk is too full to repair it: that takes twice its size. Free some space and start Hookline again; nothing was changed.')
  return error
}

