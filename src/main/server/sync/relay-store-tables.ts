/** The tables of relay.db, a file of its own that holds envelopes and nothing else; the only SQL of the relay. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import type { Envelope, RelayRecord, Subject } from '#shared/contract/envelope.ts'
import { AppError } from '#shared/contract/errors.ts'
import { openConnection, type Connection, type Reader, type Tx } from '../store/connection.ts'
import { PAGE_BYTES, type RelayPage } from './relay.ts'

/** "HKRL": says whose file this is. */
const applicationId = 0x484b524c
const version = 1

const tables = [
  `CREATE TABLE subjects (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT`,
  // The digest outlives the body, so that a repetition is known as one after the body was dropped.
  `CREATE TABLE records (
    number INTEGER PRIMARY KEY,
    subject INTEGER NOT NULL REFERENCES subjects (number),
    position INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    device TEXT NOT NULL,
    at INTEGER NOT NULL,
    redacts TEXT,
    redacted INTEGER NOT NULL DEFAULT 0,
    digest BLOB NOT NULL,
    signature BLOB NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (subject, position)
  ) STRICT`,
]

/**
 * Opens or makes the file; a commit is on disk, and what is deleted is overwritten with zeros.
 * @throws AppError `unavailable` when the file is somebody else's or of a newer program; it is left as it was.
 */
export function openRelayFile(path: string, onDamage?: (error: unknown) => void): Connection {
  if (existsSync(path)) refuseForeign(path)
  const connection = openConnection({ path, onDamage })
  connection.db.pragma('secure_delete = ON')
  return connection
}

/** Also refuses what only shows with the write-ahead log. @throws AppError `unavailable` */
export function createTables(connection: Connection): void {
  const { db } = connection
  if (db.pragma('user_version', { simple: true }) === version && db.pragma('application_id', { simple: true }) === applicationId) return
  if (Number(db.pragma('schema_version', { simple: true })) > 0) throw notOurs()
  makeRelayTables(connection)
}

/** In a new file. */
export function makeRelayTables({ db, run }: Pick<Connection, 'db' | 'run'>): void {
  for (const statement of tables) run(statement)
  db.pragma(`application_id = ${applicationId}`)
  db.pragma(`user_version = ${version}`)
}

/**
 * Reads the header by hand (https://sqlite.org/fileformat.html, section 1.3), because SQLite itself may change a file, or the files
 * beside it, when we open it.
 */
function refuseForeign(path: string): void {
  const header = Buffer.alloc(100)
  const file = openSync(path, 'r')
  const sizeBytes = readSync(file, header, 0, header.length, 0)
  closeSync(file)
  if (sizeBytes === 0) return
  const id = header.readUInt32BE(68)
  // A crash right after the first start leaves the id in the write-ahead log only.
  const isYoung = id === 0 && header[18] === 2
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0' || (id !== applicationId && !isYoung)) throw notOurs()
  if (header.readUInt32BE(60) > version) throw new AppError('unavailable', 'The file relay.db was written by a newer Hookline. Update Hookline; nothing was changed.')
}

const notOurs = (): AppError => new AppError('unavailable', 'The file relay.db in the data folder is not a relay of Hookline. Move it away; nothing was changed.')

/** What of a record decides over repetitions and redactions. */
export interface Placed {
  readonly subject: number
  readonly position: number
  readonly kind: Envelope['kind']
  readonly device: string
  readonly at: number
  readonly digest: Uint8Array
}

export const findPlaced = (reader: Reader, id: string): Placed | undefined => reader.get<Placed>('SELECT subject, position, kind, device, at, digest FROM records WHERE id = CAST(? AS TEXT)', id)

/** The number of a subject's rows; undefined while it has none. */
export function findSubject(reader: Reader, name: Subject): number | undefined {
  const key = `subject ${name}`
  const known = reader.cache.get(key) as number | undefined
  if (known !== undefined) return known
  const row = reader.get<{ number: number }>('SELECT number FROM subjects WHERE name = CAST(? AS TEXT)', name)
  if (row) reader.cache.set(key, row.number)
  return row?.number
}

export const insertSubject = (tx: Tx, name: Subject): number => tx.run('INSERT INTO subjects (name) VALUES (?)', name)

/** 0 while it has none. */
export function findLastOf(reader: Reader, name: Subject): number {
  const subject = findSubject(reader, name)
  return subject === undefined ? 0 : findLast(reader, subject)
}

function findLast(reader: Reader, subject: number): number {
  return reader.get<{ last: number | null }>('SELECT max(position) AS last FROM records WHERE subject = CAST(? AS INTEGER)', subject)?.last ?? 0
}

/** When the newest record of all was placed, ms since epoch; 0 for none. Times never go back, so it is the latest. */
export function findLatestAt(reader: Reader): number {
  return reader.get<{ at: number }>('SELECT at FROM records ORDER BY number DESC LIMIT 1')?.at ?? 0
}

/** After records were put in that are older than others: the clock of the relay goes on from the newest time of all. */
export function keepLatestLast({ run }: Pick<Connection, 'run'>): void {
  run('UPDATE records SET number = (SELECT max(number) + 1 FROM records) WHERE number = (SELECT number FROM records ORDER BY at DESC, number DESC LIMIT 1)')
}

/** Of the file, and how far each is. */
export function listSubjects(path: string): { readonly subject: Subject; readonly last: number }[] {
  const connection = openConnection({ path, readOnly: true })
  try {
    return connection.all('SELECT name AS subject, (SELECT max(position) FROM records WHERE subject = subjects.number) AS last FROM subjects')
  } finally {
    connection.close()
  }
}

export function insertRecord(tx: Tx, subject: number, record: RelayRecord, digest: Uint8Array): void {
  const { position, id, kind, device, at, redacts = null, signature, body } = record
  tx.run('INSERT INTO records (subject, position, id, kind, device, at, redacts, digest, signature, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', subject, position, id, kind, device, at, redacts, digest, signature, body)
}

export function dropBody(tx: Tx, subject: number, position: number): void {
  tx.run("UPDATE records SET redacted = 1, body = x'' WHERE subject = ? AND position = ?", subject, position)
}

/** Brings what was dropped out of the write-ahead log too. */
export function foldLog(connection: Connection): void {
  connection.db.pragma('wal_checkpoint(TRUNCATE)')
}

export type Row = Omit<RelayRecord, 'redacted' | 'redacts' | 'subject'> & { readonly redacted: 0 | 1; readonly redacts: string | null }

const pageStatement = `SELECT position, id, kind, device, at, redacts, redacted, signature, body FROM records
  WHERE subject = CAST(? AS INTEGER) AND position > CAST(? AS INTEGER) ORDER BY position LIMIT ?`

/** One record of a subject by its id. */
export function findRecord(reader: Reader, name: Subject, id: string): RelayRecord | undefined {
  const sql = 'SELECT position, id, kind, device, at, redacts, redacted, signature, body FROM records WHERE id = CAST(? AS TEXT) AND subject = CAST(? AS INTEGER)'
  const subject = findSubject(reader, name)
  const row = subject === undefined ? undefined : reader.get<Row>(sql, id, subject)
  return row && toRecord(row, name)
}

export function readPage(connection: Connection, name: Subject, after: number, limit: number): RelayPage {
  const subject = findSubject(connection, name)
  if (subject === undefined) return { records: [], last: 0 }
  const records: RelayRecord[] = []
  let sizeBytes = 0
  // Not all at once: a page ends early when its bodies are large.
  for (const row of connection.iterate<Row>(pageStatement, subject, after, limit)) {
    sizeBytes += row.body.length
    if (records.length > 0 && sizeBytes > PAGE_BYTES) break
    records.push(toRecord(row, name))
  }
  return { records, last: findLast(connection, subject) }
}

function toRecord({ redacts, ...row }: Row, subject: Subject): RelayRecord {
  return { ...row, subject, redacted: row.redacted === 1, signature: new Uint8Array(row.signature), body: new Uint8Array(row.body), ...(redacts === null ? {} : { redacts }) }
}
