/** Opens the data file for writing: refuses what is not ours before a byte of it changes, then brings it to the newest schema, after a copy was made. */
import { closeSync, existsSync, openSync, readSync, rmSync } from 'node:fs'
import { openConnection, type Connection, type OpenOptions } from './connection.ts'
import { backUp } from './back-up.ts'
import { applicationId, migrate, needsMigration, refuseForeign, type Identity } from './migrate.ts'
import { dropOldest } from './recovery/copies.ts'

/** @throws AppError `unavailable` when the file is of a newer version or not ours; it is left as it was. */
export function openDatabase(options: Omit<OpenOptions, 'readOnly'>): Connection {
  if (existsSync(options.path)) refuseForeign(readIdentity(options.path))
  const connection = openConnection(options)
  try {
    bringUp(connection, options.path, Date.now())
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** A copy is for what went wrong unnoticed: of a file that stayed as it was it would only take room, and the place of an older copy. */
function bringUp(connection: Connection, path: string, now: number): void {
  const version = connection.db.pragma('user_version', { simple: true }) as number
  const copy = needsMigration(version) ? backUp(connection, path, version, now) : undefined
  try {
    migrate(connection.db)
  } catch (error) {
    if (copy !== undefined) rmSync(copy, { force: true })
    throw error
  }
  if (copy !== undefined) dropOldest(path, 'schema', now)
}

/**
 * Reads the header by hand (https://sqlite.org/fileformat.html, section 1.3), because SQLite itself changes a file's mode when we
 * open it. What only stands in the write-ahead log is not seen here; `migrate` looks again.
 */
export function readIdentity(path: string): Identity {
  const header = readStart(path, 100)
  const nothing = { version: 0, applicationId: 0 }
  if (header.length === 0) return { ...nothing, isEmpty: true }
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0') return { ...nothing, isEmpty: false }
  const id = header.readUInt32BE(68)
  // Ours are in WAL mode from their first moment, and have their id from the first migration on.
  const isWal = header[18] === 2
  return { version: id === applicationId ? header.readUInt32BE(60) : 0, applicationId: id, isEmpty: isWal && id === 0 }
}

function readStart(path: string, sizeBytes: number): Buffer {
  const buffer = Buffer.alloc(sizeBytes)
  const file = openSync(path, 'r')
  try {
    return buffer.subarray(0, readSync(file, buffer, 0, sizeBytes, 0))
  } finally {
    closeSync(file)
  }
}
