/** Reads what can be read of a damaged file: the file itself where it proves whole, its tables with the newest copy in their gaps, or that copy alone. */
import { copyFileSync, renameSync } from 'node:fs'
import Database from 'better-sqlite3'
import { AppError } from '#shared/contract/errors.ts'
import { isDamage, type DamageReport } from '../damage.ts'
import { applicationId, migrate, newestVersion, refuseForeign } from '../migrate.ts'
import { readIdentity } from '../open-database.ts'
import { borrowSchema } from './borrow-schema.ts'
import { checkWhole } from './copies.ts'
import { salvage } from './salvage.ts'
import { neverFilled } from './salvage-table.ts'

export interface Reading {
  /** The damaged file with its log folded in; it may be changed. */
  readonly work: string
  /** Where the whole one is to be. */
  readonly made: string
  /** Where a copy of an older schema may be brought to the file's. */
  readonly raised: string
  readonly copies: readonly string[]
  readonly now: number
  readonly leftOut: boolean
}

/** Writes `made`, from the most that can be had. @throws AppError `unavailable` for a file of a newer version or not ours, or when there is nothing to be had. */
export function readDamaged({ work, made, raised, copies, now, leftOut }: Reading): Pick<DamageReport, 'how' | 'lost' | 'tables'> {
  const identity = readIdentity(work)
  // Of a file of a newer program this one would leave out what it does not know.
  if (identity.applicationId === applicationId) refuseForeign(identity)
  if (checkWhole(work) === undefined && isOurs(work)) {
    // A damaged frame that nothing replaced left an older page where it was, and yet all fits together: then what it said is unknown.
    renameSync(work, made)
    return { how: 'pages', lost: leftOut ? { from: null, to: now, changes: null } : null, tables: [] }
  }
  if (!canFindTables(work)) {
    // Where each table stands is the same in files of one schema alone.
    const alike = findCopy(copies, (version) => version === (identity.version || newestVersion))
    if (alike) borrowSchema(work, alike.path)
  }
  if (canFindTables(work)) return { how: 'pages', ...salvageFrom(work, raiseCopy(work, copies, raised), made, now) }
  const copy = findCopy(copies, (version) => version <= newestVersion)
  if (copy === undefined) throw new AppError('unavailable', noCopy)
  copyFileSync(copy.path, made)
  return { how: 'copy', lost: { from: lastChangeAt(copy.path), to: now, changes: null }, tables: dropRevocable(made) }
}

/** What may have been ended since the copy was made, and would work again. Each is named, so that somebody looks. */
const revocable = ['address', 'hook_secret', ...neverFilled]

/** Tokens and consents are given anew in a moment; an address that senders post to is not. @returns the tables of which something is gone or may be outdated. */
function dropRevocable(made: string): string[] {
  const db = new Database(made)
  try {
    const there = new Set(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[])
    const touched = revocable.filter((table) => there.has(table) && db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined).sort()
    for (const table of touched) if (neverFilled.has(table)) db.exec(`DELETE FROM ${table}`)
    return touched
  } finally {
    db.close()
  }
}

const noCopy = 'The file hookline.db is damaged so much that nothing in it can be found, and there is no copy of it yet. It was left as it is. Move it away together with hookline.db-wal; then put a copy from a backup of yours in its place. To begin anew without one, move sync.db, sync.db-identity and relay.db away too, if they are there.'

/** Of a whole file. One that lost its own mark in the head gets it back. @throws AppError `unavailable` for one with tables of another program. */
function isOurs(work: string): boolean {
  const db = new Database(work)
  try {
    const tables = db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table'").pluck().get() as number
    if (tables === 0) return false
    if (!canFindTables(work)) refuseForeign({ version: 0, applicationId: 0, isEmpty: false })
    db.pragma(`application_id = ${applicationId}`)
    return true
  } finally {
    db.close()
  }
}

interface Copy {
  readonly path: string
  /** Of its schema. */
  readonly version: number
}

/** The first whole one. */
function findCopy(copies: readonly string[], fits: (version: number) => boolean): Copy | undefined {
  for (const path of copies) {
    const { version } = readIdentity(path)
    if (version > 0 && fits(version) && checkWhole(path) === undefined) return { path, version }
  }
  return undefined
}

/** @returns the newest copy that can fill the gaps of `work`, brought to its schema. */
function raiseCopy(work: string, copies: readonly string[], raised: string): string | undefined {
  const { version } = readIdentity(work)
  const copy = findCopy(copies, (older) => older <= version)
  if (copy === undefined || copy.version === version) return copy?.path
  copyFileSync(copy.path, raised)
  const db = new Database(raised)
  try {
    migrate(db, version)
  } finally {
    db.close()
  }
  return raised
}

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
