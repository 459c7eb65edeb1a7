/** Whole copies of the data file, made while it is in use: what a damaged one is repaired from. */
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { isDamage } from '../damage.ts'
import { openConnection } from '../connection.ts'

/** Copies kept, besides those made before a schema was changed. */
const KEPT = 2
/** Pages at a time. */
const PIECE = 2000

export const copiesFolder = (path: string): string => join(dirname(path), 'backups')

const copyName = /^hookline-(?:schema-\d+|copy)-(\d{4}-\d\d-\d\dT[\d-]+Z)\.db$/

/** Paths of all copies, the newest first. */
export function listCopies(path: string): string[] {
  try {
    const timed = readdirSync(copiesFolder(path)).flatMap((name) => {
      const [, time] = copyName.exec(name) ?? []
      return time === undefined ? [] : [{ time, name }]
    })
    return timed.sort((a, b) => b.time.localeCompare(a.time)).map(({ name }) => join(copiesFolder(path), name))
  } catch {
    return []
  }
}

/** When the newest daily copy was made, ms since epoch; undefined without one. */
export function findCopiedAt(path: string): number | undefined {
  const newest = listCopies(path).find((copy) => copy.includes('hookline-copy-'))
  const [, date, hours, minutes, seconds] = /-copy-([\d-]+)T(\d\d)-(\d\d)-(\d\d)/.exec(newest ?? '') ?? []
  return date === undefined ? undefined : Date.parse(`${date}T${hours}:${minutes}:${seconds}Z`)
}

/**
 * Copies one state of the file, however much is written meanwhile, and reads the copy through: only one that is whole is kept.
 * For a thread of its own. @param now ms since epoch
 * @returns what was found wrong with the file; undefined when it is well.
 */
export async function copyWhole(path: string, now: number): Promise<string | undefined> {
  mkdirSync(copiesFolder(path), { recursive: true, mode: 0o700 })
  const copy = join(copiesFolder(path), `hookline-copy-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}.db`)
  const part = `${copy}.part`
  try {
    const problem = (await copyPages(path, part)) ?? checkWhole(part)
    if (problem !== undefined) return problem
    const file = openSync(part, 'r+')
    fsyncSync(file)
    closeSync(file)
    renameSync(part, copy)
    dropOldest(path)
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

function dropOldest(path: string): void {
  for (const copy of listCopies(path).filter((one) => one.includes('hookline-copy-')).slice(KEPT)) rmSync(copy, { force: true })
}
