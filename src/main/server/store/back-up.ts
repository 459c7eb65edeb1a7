/** Copies the data file before a new program changes its schema, so that nothing that goes wrong there costs anything. */
import { closeSync, copyFileSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Connection } from './connection.ts'

/** Copies kept; the newest last. */
const KEPT = 2

/**
 * Writes `backups/hookline-schema-<version>-<time>.db` beside the data file. Everything in the write-ahead log is folded in first,
 * and nobody else has the file open, so the copy is whole.
 * @returns its path. @throws Error of the file system, for instance when the disk is full: then nothing may be migrated.
 */
export function backUp(connection: Connection, path: string, version: number, now: number): string {
  const folder = join(dirname(path), 'backups')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  connection.db.pragma('wal_checkpoint(TRUNCATE)')
  const copy = join(folder, `hookline-schema-${version}-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}.db`)
  try {
    copyFileSync(path, copy)
    flush(copy)
  } catch (error) {
    rmSync(copy, { force: true })
    throw error
  }
  dropOldest(folder)
  return copy
}

function flush(path: string): void {
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}

/** Times in names sort as text; the schema's number stands before them and only grows. */
function dropOldest(folder: string): void {
  const copies = readdirSync(folder)
    .filter((name) => name.startsWith('hookline-schema-') && name.endsWith('.db'))
    .sort((a, b) => timeOf(a).localeCompare(timeOf(b)))
  for (const name of copies.slice(0, Math.max(0, copies.length - KEPT))) rmSync(join(folder, name), { force: true })
}

const timeOf = (name: string): string => name.replace(/^hookline-schema-\d+-/, '')
