/** One SQLite connection with its prepared statements: `Reader` reads, `Tx` is what a write function is given. */
import Database from 'better-sqlite3'
import type { AppEvent } from '#shared/contract/events.ts'
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import { isDamage } from './damage.ts'
import { keepToUser } from './keep-to-user.ts'

export type SqlValue = string | number | null | Uint8Array

export interface Reader {
  /** The first row or undefined. `Row` is what the statement selects, a promise that the statement's test keeps. */
  get<Row>(sql: string, ...params: SqlValue[]): Row | undefined
  all<Row>(sql: string, ...params: SqlValue[]): Row[]
  /** Derived values that hold until something they came from is written or a batch is rolled back. */
  readonly cache: Map<string, unknown>
}

/** Who may see an event: everyone, the members of a channel, those who may manage hooks, or one person. */
export type Audience = 'everyone' | 'managers' | ChannelId | { readonly person: PersonId }

/** What functions of one batch gathered for `write`, see `gather.ts`. */
export interface Gathered {
  readonly state: unknown
  readonly write: (tx: Tx) => void
}

export interface Tx extends Reader {
  /** By name; written before the commit, gone with a rollback. */
  readonly gathered: Map<string, Gathered>
  /** @returns the row number of the last row that was inserted. */
  run(sql: string, ...params: SqlValue[]): number
  /** Announces an event after the commit; nothing is announced when the write fails. */
  emit(event: AppEvent, audience: Audience): void
}

export interface Connection extends Reader {
  readonly db: Database.Database
  readonly gathered: Map<string, Gathered>
  run(sql: string, ...params: SqlValue[]): number
  /** Whether the next commits wait until they are on disk; true at first. Without it they survive the end of the process, not that of the power. */
  waitForDisk(waits: boolean): void
  /** Row by row, so that the caller can stop before all are read. Meanwhile this connection may read, but not write. */
  iterate<Row>(sql: string, ...params: SqlValue[]): IterableIterator<Row>
  close(): void
}

export interface OpenOptions {
  readonly path: string
  readonly readOnly?: boolean
  /** Called with each statement before it runs; for diagnosis. */
  readonly trace?: ((sql: string) => void) | undefined
  /** Called when the file itself proves wrong, each time. What was asked for fails all the same. */
  readonly onDamage?: ((error: unknown) => void) | undefined
}

/** Opens the file with the settings that durability needs: WAL and `synchronous=FULL`, so that a commit is on disk. */
export function openConnection({ path, readOnly = false, trace, onDamage }: OpenOptions): Connection {
  if (!readOnly) keepToUser(path)
  const db = new Database(path, { readonly: readOnly, timeout: 5000, ...(trace ? { verbose: (sql) => trace(String(sql)) } : {}) })
  if (!readOnly) {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    // On macOS fsync alone does not reach the disk.
    db.pragma('fullfsync = ON')
    db.pragma('checkpoint_fullfsync = ON')
    db.pragma('foreign_keys = ON')
    // Folding the log into the file is `start-folding.ts`, on a thread of its own. What SQLite does by itself, in a commit that a flood of posts
    // waits for, begins at 64 MiB: for files that nobody looks after like that, and where the other comes too late.
    db.pragma('wal_autocheckpoint = 16000')
  }
  let waitsForDisk = true
  const statements = new Map<string, Database.Statement>()
  const prepare = (sql: string): Database.Statement => {
    let statement = statements.get(sql)
    if (!statement) statements.set(sql, (statement = db.prepare(sql)))
    return statement
  }
  const heed = <T>(ask: () => T): T => {
    try {
      return ask()
    } catch (error) {
      if (isDamage(error)) onDamage?.(error)
      throw error
    }
  }
  return {
    db,
    cache: new Map(),
    gathered: new Map(),
    get: <Row>(sql: string, ...params: SqlValue[]) => heed(() => prepare(sql).get(...params) as Row | undefined),
    all: <Row>(sql: string, ...params: SqlValue[]) => heed(() => prepare(sql).all(...params) as Row[]),
    run: (sql, ...params) => heed(() => Number(prepare(sql).run(...params).lastInsertRowid)),
    waitForDisk(waits) {
      if (waits === waitsForDisk) return
      db.pragma(`synchronous = ${waits ? 'FULL' : 'NORMAL'}`)
      waitsForDisk = waits
    },
    iterate: <Row>(sql: string, ...params: SqlValue[]) => prepare(sql).iterate(...params) as IterableIterator<Row>,
    close: () => db.close(),
  }
}
