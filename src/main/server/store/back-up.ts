/** Copies the data file before a new program changes its schema, so that nothing that goes wrong there costs anything. */
import { closeSync, copyFileSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from './connection.ts'
import { copiesFolder, dropOldest, dropUnfinished, stampOf } from './recovery/copies.ts'
import { sayWithoutLog } from './recovery/log-mode.ts'

/**
 * Writes `backups/hookline-schema-<version>-<time>.db` beside the data file. Everything in the write-ahead log is folded in first,
 * and nobody else has the file open, so the copy is whole; it has its name only then. Older ones are for the caller to drop, once all went well.
 * @returns its path. @throws Error of the file system, for instance when the disk is full: then nothing may be migrated.
 */
export function backUp(connection: Connection, path: string, version: number, now: number): string {
  const folder = copiesFolder(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Programs that were killed after their copy leave one each.
  dropOldest(path, 'schema', now)
  dropUnfinished(path)
  connection.db.pragma('wal_checkpoint(TRUNCATE)')
  const copy = join(folder, `hookline-schema-${version}-${stampOf(now)}.db`)
  const part = `${copy}.part`
  try {
    copyFileSync(path, part)
    sayWithoutLog(part)
    flush(part)
    renameSync(part, copy)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
  return copy
}

function flush(path: string): void {
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}
