/** Copies the data file before a new program changes its schema, so that nothing that goes wrong there costs anything. */
import { closeSync, copyFileSync, fsyncSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from './connection.ts'
import { copiesFolder, dropOldest, stampOf } from './recovery/copies.ts'
import { sayWithoutLog } from './recovery/log-mode.ts'

/**
 * Writes `backups/hookline-schema-<version>-<time>.db` beside the data file. Everything in the write-ahead log is folded in first,
 * and nobody else has the file open, so the copy is whole.
 * @returns its path. @throws Error of the file system, for instance when the disk is full: then nothing may be migrated.
 */
export function backUp(connection: Connection, path: string, version: number, now: number): string {
  const folder = copiesFolder(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  connection.db.pragma('wal_checkpoint(TRUNCATE)')
  const copy = join(folder, `hookline-schema-${version}-${stampOf(now)}.db`)
  try {
    copyFileSync(path, copy)
    sayWithoutLog(copy)
    flush(copy)
  } catch (error) {
    rmSync(copy, { force: true })
    throw error
  }
  dropOldest(path, 'schema', now)
  return copy
}

function flush(path: string): void {
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}
