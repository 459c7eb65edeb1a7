/** Whole copies of the data file, made while it is in use: what a damaged one is repaired from. */
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { isDamage } from '../damage.ts'
import { openConnection, type Reader } from '../connection.ts'
import { keepToUser } from '../keep-to-user.ts'
import { sayWithoutLog } from './log-mode.ts'

/** Copies kept of each kind. */
const KEPT = 2
/** Pages at a time. */
const PIECE = 2000

export const copiesFolder = (path: string): string => join(dirname(path), 'backups')

const copyName = /^hookline-(?:schema-\d+|copy)-(\d{4}-\d\d-\d\dT[\d-]+Z)\.db$/

const leftName = /^hookline-(?:schema-\d+|copy)-\d{4}-\d\d-\d\dT[\d-]+Z\.db(?:\.part)?(?:-journal|-wal|-shm)?$/

/** A time as it stands in names; sorts as text. @param now ms since epoch */
export const stampOf = (now: number): string => new Date(now).toISOString().replaceAll(/[:.]/g, '-')

/** Paths of all copies, the newest first; those that a wrong clock dated after `now` (ms since epoch) last, because nobody knows how old they are. */
export function listCopies(path: string, now: number): string[] {
  const latest = stampOf(now)
  const timed = namesIn(copiesFolder(path)).flatMap((name) => {
    const [, time] = copyName.exec(name) ?? []
    return time === undefined ? [] : [{ time, name, isBelieved: time <= latest }]
  })
  return timed.sort((a, b) => Number(b.isBelieved) - Number(a.isBelieved) || b.time.localeCompare(a.time)).map(({ name }) => join(copiesFolder(path), name))
}

/** Empty where there is no such folder. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** When the newest daily copy was made, ms since epoch; undefined without one that is older than `now`. */
export function findCopiedAt(path: string, now: number): number | undefined {
  const newest = listCopies(path, now).map((copy) => basename(copy)).find((name) => name.startsWith('hookline-copy-'))
  const [, date, hours, minutes, seconds] = /-copy-([\d-]+)T(\d\d)-(\d\d)-(\d\d)/.exec(newest ?? '') ?? []
  const at = date === undefined ? Number.NaN : Date.parse(`${date}T${hours}:${minutes}:${seconds}Z`)
  return at <= now ? at : undefined
}

/** Bytes of a copy: all that was written, what is still in the write-ahead log too. */
export const measureCopy = (reader: Reader): number => reader.get<{ bytes: number }>('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size')!.bytes

/**
 * Copies one state of the file, however much is written meanwhile, and reads the copy through: only one that is whole is kept.
 * For a thread of its own. @param now ms since epoch
 * @returns what was found wrong with the file; undefined when it is well.
 */
export async function copyWhole(path: string, now: number): Promise<string | undefined> {
  mkdirSync(copiesFolder(path), { recursive: true, mode: 0o700 })
  dropUnfinished(path)
  const copy = join(copiesFolder(path), `hookline-copy-${stampOf(now)}.db`)
  const part = `${copy}.part`
  keepToUser(part)
  try {
    const unread = await copyPages(path, part)
    if (unread === undefined) sayWithoutLog(part)
    const problem = unread ?? checkWhole(part)
    if (problem !== undefined) return problem
    const file = openSync(part, 'r+')
    fsyncSync(file)
    closeSync(file)
    renameSync(part, copy)
    dropOldest(path, 'copy', now)
    return undefined
  } finally {
    for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(part + ending, { force: true })
  }
}

async function copyPages(path: string, part: string): Promise<string | undefined> {
  const connection = openConnection({ path, readOnly: true })
  try {
    // One state: without it, each write would make the copy begin anew. Nothing is written, so nothing is to be committed.
    connection.run('BEGIN DEFERRED') // eslint-disable-line no-restricted-syntax
    connection.get('SELECT 1 FROM sqlite_schema')
    await connection.db.backup(part, { progress: () => PIECE })
    return undefined
  } catch (error) {
    if (isDamage(error)) return (error as Error).message
    throw error
  } finally {
    connection.close()
  }
}

/** The first thing that is wrong with a file, by SQLite's own check. */
export function checkWhole(path: string): string | undefined {
  const db = new Database(path, { readonly: true })
  try {
    const first = db.pragma('integrity_check(1)', { simple: true })
    return first === 'ok' ? undefined : String(first)
  } catch (error) {
    if (isDamage(error)) return (error as Error).message
    throw error
  } finally {
    db.close()
  }
}

/** Of daily copies, or of those made before a schema was changed, the newest two stay. @param now ms since epoch */
export function dropOldest(path: string, kind: 'copy' | 'schema', now: number): void {
  for (const copy of listCopies(path, now).filter((one) => basename(one).startsWith(`hookline-${kind}-`)).slice(KEPT)) rmSync(copy, { force: true })
}

/** Those of a file that is gone: the one that begins in its place would push them out, and be filled from them when it is damaged. @param now ms since epoch */
export function setCopiesAside(path: string, now: number): void {
  const copies = listCopies(path, now)
  if (copies.length === 0) return
  const aside = join(copiesFolder(path), `before-${stampOf(now)}`)
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  for (const copy of copies) renameSync(copy, join(aside, basename(copy)))
}

/** What a copy left that was cut off, and what SQLite leaves beside one that was read; nothing that somebody else put there. */
export function dropUnfinished(path: string): void {
  const left = namesIn(copiesFolder(path)).filter((name) => leftName.test(name) && !copyName.test(name))
  for (const name of left) rmSync(join(copiesFolder(path), name), { force: true })
}
