/** The sync thread's own file: secrets sealed at rest, checked facts, envelopes on their way, records that wait for a key. */
import { deserialize, serialize } from 'node:v8'
import type { Envelope, RelayRecord, Subject } from '#shared/contract/envelope.ts'
import { AppError } from '#shared/contract/errors.ts'
import { openConnection, type Connection } from '../../store/connection.ts'
import { openAtRest, sealAtRest } from '../sealing/at-rest.ts'
import { writeIdentityCopy } from './identity-copy.ts'

export interface SyncStore {
  /** @throws AppError `unavailable` under another master key: nothing is lost, the keyring may come back. */
  secret(name: string): Uint8Array | undefined
  keepSecret(name: string, value: Uint8Array): void
  text(name: string): string | undefined
  keepText(name: string, value: string): void
  /** Of the subject `workspace`, in order. */
  facts(after: number, limit: number): RelayRecord[]
  keepFact(record: RelayRecord): void
  outgoing(id: string): Envelope | undefined
  /** In place of an earlier one of the same id. */
  keepOutgoing(envelope: Envelope): void
  dropOutgoing(id: string): void
  /** By subject and position, those behind `after`. */
  waiting(after: { readonly subject: string; readonly position: number }, limit: number): RelayRecord[]
  keepWaiting(record: RelayRecord): void
  dropWaiting(subject: Subject, position: number): void
  /** Of a host: once more what the relay has of keys and their links, without which nobody could follow. */
  keepRelayed(record: RelayRecord): void
  relayed(subject: Subject, after: number, limit: number): RelayRecord[]
  /** How many of each subject are kept so, and the last of them. */
  countRelayed(): ReadonlyMap<Subject, { readonly count: number; readonly last: number }>
  /** Of a host: how far a subject of the relay is; on disk soon after. */
  noteHead(subject: Subject, last: number): void
  heads(): ReadonlyMap<Subject, number>
  /** Of a host: up to where positions may be given before this is called again. Survives the end of the process. */
  reserve(subject: Subject, last: number): void
  reserved(): ReadonlyMap<Subject, number>
  /** How far each subject is stands in its head now. */
  freeReserved(): void
  /** Runs all of `work` in one transaction. */
  together(work: () => void): void
  close(): void
}

/** Envelopes that arrived are forgotten together. */
const DROP_MOST = 256
const DROP_MS = 500

export const syncTables = ['secret', 'text', 'fact', 'outgoing', 'waiting', 'relayed', 'head', 'reserved'] as const

export const syncSchema = `
CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS text (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fact (position INTEGER PRIMARY KEY, record BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS outgoing (id TEXT PRIMARY KEY, envelope BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS waiting (subject TEXT NOT NULL, position INTEGER NOT NULL, record BLOB NOT NULL, PRIMARY KEY (subject, position)) STRICT;
CREATE TABLE IF NOT EXISTS relayed (subject TEXT NOT NULL, position INTEGER NOT NULL, record BLOB NOT NULL, PRIMARY KEY (subject, position)) STRICT;
CREATE TABLE IF NOT EXISTS head (subject TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reserved (subject TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
PRAGMA user_version = 1;
`

/** @param masterKey 32 bytes, of the system's keyring or a key file. @throws AppError `unavailable` for a file of a newer Hookline. */
export function openSyncStore(path: string, masterKey: Uint8Array, onDamage?: (error: unknown) => void): SyncStore {
  const connection = openConnection({ path, onDamage })
  const { db, run } = connection
  const version = db.pragma('user_version', { simple: true })
  if (typeof version === 'number' && version > 1) throw new AppError('unavailable', 'The file sync.db was written by a newer Hookline. Update Hookline; nothing was changed.')
  // Tables that came later are made too.
  db.exec(syncSchema)
  const copy = (): void => copyIdentity(connection, path)
  copy()
  // What is lost with the power here is in the relay, or is said again; only secrets wait for the disk. A killed process loses nothing.
  connection.waitForDisk(false)
  const [outgoing, heads] = [keepEnvelopes(connection), keepHeads(connection)]
  return {
    ...keepSecrets(connection, masterKey, copy),
    ...outgoing,
    ...keepRecords(connection),
    ...heads,
    text: (name) => connection.get<{ value: string }>('SELECT value FROM text WHERE name = ?', name)?.value,
    keepText(name, value) {
      run('INSERT INTO text (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', name, value)
      copy()
    },
    together(work) {
      onDisk(connection, db.transaction(work))
      copy()
    },
    close() {
      outgoing.dropNow()
      heads.writeHeads()
      connection.close()
    },
  }
}

/** Inside of a transaction it waits for the end: what is undone must not be copied. */
function copyIdentity({ db, all }: Connection, path: string): void {
  if (db.inTransaction) return
  const secrets = all<{ name: string; sealed: Uint8Array }>("SELECT name, sealed FROM secret WHERE name NOT LIKE 'group/%' ORDER BY name")
  if (secrets.length === 0) return
  writeIdentityCopy(path, {
    secrets: Object.fromEntries(secrets.map(({ name, sealed }) => [name, Buffer.from(sealed).toString('base64')])),
    texts: Object.fromEntries(all<{ name: string; value: string }>('SELECT name, value FROM text ORDER BY name').map(({ name, value }) => [name, value])),
  })
}

/** What `work` writes is on disk when it returns. */
function onDisk({ db, waitForDisk }: Connection, work: () => void): void {
  // Within a transaction SQLite refuses to change that; whoever began it has asked for it.
  if (db.inTransaction) return work()
  waitForDisk(true)
  try {
    work()
  } finally {
    waitForDisk(false)
  }
}

function keepSecrets(connection: Connection, masterKey: Uint8Array, copy: () => void): Pick<SyncStore, 'secret' | 'keepSecret'> {
  return {
    secret(name) {
      const row = connection.get<{ sealed: Uint8Array }>('SELECT sealed FROM secret WHERE name = ?', name)
      if (!row) return undefined
      const opened = openAtRest(masterKey, name, row.sealed)
      if (!opened) throw new AppError('unavailable', 'The keys of this device are locked: the system’s keyring gave another key than before. Unlock it and start Hookline again; nothing was changed.')
      return opened
    },
    keepSecret(name, value) {
      onDisk(connection, () => void connection.run('INSERT INTO secret (name, sealed) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed', name, sealAtRest(masterKey, name, value)))
      if (!name.startsWith('group/')) copy()
    },
  }
}

function keepEnvelopes({ get, run }: Connection): Pick<SyncStore, 'outgoing' | 'keepOutgoing' | 'dropOutgoing'> & { dropNow(): void } {
  const dropped: string[] = []
  let dropping: NodeJS.Timeout | undefined
  function dropNow(): void {
    clearTimeout(dropping)
    dropping = undefined
    if (dropped.length > 0) run('DELETE FROM outgoing WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(dropped))
    dropped.length = 0
  }
  return {
    outgoing: (id) => read<Envelope>(get('SELECT envelope AS value FROM outgoing WHERE id = ?', id)),
    keepOutgoing: (envelope) => void run('INSERT INTO outgoing (id, envelope) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET envelope = excluded.envelope', envelope.id, serialize(envelope)),
    dropOutgoing(id) {
      dropped.push(id)
      if (dropped.length >= DROP_MOST) dropNow()
      else dropping ??= setTimeout(() => unlessRefused(dropNow), DROP_MS).unref()
    },
    dropNow,
  }
}

function keepRecords({ all, run }: Connection): Pick<SyncStore, 'facts' | 'keepFact' | 'waiting' | 'keepWaiting' | 'dropWaiting' | 'keepRelayed' | 'relayed' | 'countRelayed'> {
  const list = (sql: string, ...params: (number | string)[]): RelayRecord[] => all<Stored>(sql, ...params).flatMap((row) => read<RelayRecord>(row) ?? [])
  return {
    facts: (after, limit) => list('SELECT record AS value FROM fact WHERE position > ? ORDER BY position LIMIT ?', after, limit),
    keepFact: (record) => void run('INSERT INTO fact (position, record) VALUES (?, ?) ON CONFLICT DO NOTHING', record.position, serialize(record)),
    waiting: ({ subject, position }, limit) => list('SELECT record AS value FROM waiting WHERE (subject, position) > (?, ?) ORDER BY subject, position LIMIT ?', subject, position, limit),
    keepWaiting: (record) => void run('INSERT INTO waiting (subject, position, record) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', record.subject, record.position, serialize(record)),
    dropWaiting: (subject, position) => void run('DELETE FROM waiting WHERE subject = ? AND position = ?', subject, position),
    keepRelayed: (record) => void run('INSERT INTO relayed (subject, position, record) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', record.subject, record.position, serialize(record)),
    relayed: (subject, after, limit) => list('SELECT record AS value FROM relayed WHERE subject = ? AND position > ? ORDER BY position LIMIT ?', subject, after, limit),
    countRelayed: () => new Map(all<{ subject: Subject; count: number; last: number }>('SELECT subject, count(*) AS count, max(position) AS last FROM relayed GROUP BY subject').map(({ subject, ...counted }) => [subject, counted])),
  }
}

/** Each record moves one: they are written together. */
function keepHeads({ all, run }: Connection): Pick<SyncStore, 'noteHead' | 'heads' | 'reserve' | 'reserved' | 'freeReserved'> & { writeHeads(): void } {
  const news = new Map<Subject, number>()
  let writing: NodeJS.Timeout | undefined
  const list = (table: 'head' | 'reserved'): Map<Subject, number> => new Map(all<{ subject: Subject; last: number }>(`SELECT subject, last FROM ${table}`).map(({ subject, last }) => [subject, last]))
  function writeHeads(): void {
    clearTimeout(writing)
    writing = undefined
    if (news.size === 0) return
    run('INSERT INTO head (subject, last) SELECT key, value FROM json_each(?) WHERE true ON CONFLICT (subject) DO UPDATE SET last = max(last, excluded.last)', JSON.stringify(Object.fromEntries(news)))
    news.clear()
  }
  return {
    writeHeads,
    noteHead(subject, last) {
      news.set(subject, Math.max(last, news.get(subject) ?? 0))
      writing ??= setTimeout(() => unlessRefused(writeHeads), DROP_MS).unref()
    },
    heads: () => list('head'),
    reserve: (subject, last) => unlessRefused(() => void run('INSERT INTO reserved (subject, last) VALUES (?, ?) ON CONFLICT (subject) DO UPDATE SET last = max(last, excluded.last)', subject, last)),
    reserved: () => list('reserved'),
    freeReserved: () =>
      unlessRefused(() => {
        writeHeads()
        run('DELETE FROM reserved')
      }),
  }
}

/** In the background nobody can be told that the disk refuses: the next time brings it too. */
function unlessRefused(write: () => void): void {
  try {
    write()
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
  }
}

interface Stored {
  readonly value: Uint8Array
}

/** Undefined also for bytes that are none any more: all of it can be had again. */
function read<T>(row: Stored | undefined): T | undefined {
  try {
    return row && (deserialize(row.value) as T)
  } catch {
    return undefined
  }
}
