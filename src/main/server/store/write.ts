/** The one door for writes: queued functions share a transaction (group commit), and only the guilty one of a batch fails. */
import { AppError } from '#shared/contract/errors.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import type { Audience, Connection, SqlValue, Tx } from './connection.ts'
import { writeGathered } from './gather.ts'

export interface Announced {
  readonly event: AppEvent
  readonly audience: Audience
}

/** A function that answers at once; one that returns a promise does not type-check, because the commit would not wait for it. */
export type WriteFunction<T> = (tx: Tx) => T & (T extends PromiseLike<unknown> ? never : unknown)

export interface Writer {
  /**
   * Runs `fn` inside the next transaction and resolves once that is on disk. `fn` may run twice (after somebody else's failure in
   * the same batch), so it must touch nothing but `tx`.
   * @throws what `fn` threw; AppError `storage_full` or `storage_failed` when the disk refused.
   */
  write<T>(fn: WriteFunction<T>): Promise<T>
  /**
   * The same for what may be lost with the power: it resolves when it is in the log of the database, and is on disk with the next
   * `write`. A killed process loses none of it. For records of what would merely be done again.
   */
  writeSoon<T>(fn: WriteFunction<T>): Promise<T>
  /** Resolves when nothing is queued any more. */
  idle(): Promise<void>
}

interface Job {
  readonly fn: (tx: Tx) => unknown
  readonly needsDisk: boolean
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
  events: Announced[]
  outcome: { value: unknown } | { error: unknown } | undefined
}

const batchSize = 256
const batchMs = 8

export interface WriterOptions {
  /** Called after each commit, when its promises have their outcome. */
  readonly committed?: () => void
  /** The clock, in milliseconds from any moment on, by which a batch takes long. */
  readonly stopwatch?: () => number
}

export function createWriter(connection: Connection, announce: (announced: Announced) => void, { committed = () => undefined, stopwatch = () => performance.now() }: WriterOptions = {}): Writer {
  let queue: Job[] = []
  let armed = false
  const idlers: (() => void)[] = []

  function arm(): void {
    if (armed) return
    armed = true
    setImmediate(flush)
  }

  function flush(): void {
    armed = false
    const startedAt = stopwatch()
    const batch: Job[] = []
    try {
      // SQLite refuses to change this inside a transaction.
      connection.waitForDisk(queue.some(({ needsDisk }) => needsDisk))
      connection.run('BEGIN IMMEDIATE')
      for (const job of queue) {
        batch.push(job)
        const wrote = perform(connection, job)
        if (job.outcome && 'error' in job.outcome && (wrote || !connection.db.inTransaction)) throw new Spoiled()
        if (batch.length === batchSize || stopwatch() - startedAt > batchMs) break
      }
      writeGathered(connection)
      connection.run('COMMIT')
    } catch (error) {
      rollback(connection)
      if (error instanceof Spoiled) for (const job of batch) performAlone(connection, job)
      else for (const job of batch.length > 0 ? batch : batchOf(queue, batch)) job.outcome = { error: storageError(error) }
    }
    queue = queue.slice(batch.length)
    for (const job of batch) settle(job)
    for (const job of batch) if (job.outcome && 'value' in job.outcome) job.events.forEach(announce)
    committed()
    if (queue.length > 0) arm()
    else idlers.splice(0).forEach((done) => done())
  }

  const add = <T>(fn: WriteFunction<T>, needsDisk: boolean): Promise<T> =>
    new Promise((resolve, reject) => {
      queue.push({ fn, needsDisk, resolve, reject, events: [], outcome: undefined })
      arm()
    })

  return {
    write: (fn) => add(fn, true),
    writeSoon: (fn) => add(fn, false),
    idle: () => (queue.length === 0 && !armed ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  }
}

/** A function failed after it wrote: the batch is rolled back and its functions run again one by one. */
class Spoiled extends Error {}

/** When BEGIN itself failed, the functions that it would have served fail with it. */
function batchOf(queue: Job[], batch: Job[]): Job[] {
  batch.push(...queue.slice(0, batchSize))
  return batch
}

/** Runs one function and keeps what came of it; true when it had written before it ended. */
function perform(connection: Connection, job: Job): boolean {
  let wrote = false
  let ended: { readonly error: unknown } | undefined
  job.events = []
  const tx: Tx = {
    get: connection.get,
    all: connection.all,
    cache: connection.cache,
    gathered: connection.gathered,
    run: (sql: string, ...params: SqlValue[]) => {
      if (ended) throw ended.error
      wrote = true
      try {
        return connection.run(sql, ...params)
      } catch (error) {
        // A full disk ends the transaction: what a function that swallows this wrote next would be kept, whatever becomes of the batch.
        if (!connection.db.inTransaction) ended = { error }
        throw error
      }
    },
    emit: (event, audience) => void job.events.push({ event, audience }),
  }
  try {
    const value = job.fn(tx)
    if (ended) throw ended.error
    job.outcome = { value }
  } catch (error) {
    job.outcome = { error: storageError(error) }
  }
  return wrote
}

function performAlone(connection: Connection, job: Job): void {
  try {
    connection.run('BEGIN IMMEDIATE')
    perform(connection, job)
    if (job.outcome && 'error' in job.outcome) rollback(connection)
    else {
      writeGathered(connection)
      connection.run('COMMIT')
    }
  } catch (error) {
    rollback(connection)
    job.outcome = { error: storageError(error) }
  }
}

/** SQLite rolls back by itself on some errors (a full disk); only then is there nothing left to do. */
function rollback(connection: Connection): void {
  connection.cache.clear()
  connection.gathered.clear()
  if (connection.db.inTransaction) connection.run('ROLLBACK')
}

function settle(job: Job): void {
  if (job.outcome && 'value' in job.outcome) job.resolve(job.outcome.value as never)
  else job.reject(job.outcome?.error)
}

const diskCodes = /^SQLITE_(IOERR|BUSY|READONLY|CANTOPEN|CORRUPT|NOTADB|PROTOCOL)/

/** @returns an AppError for what SQLite says of the disk or the file; anything else as it is. */
export function storageError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('SQLITE_FULL')) return new AppError('storage_full', 'The disk is full: nothing was stored. Free some space and try again.')
  if (diskCodes.test(code)) return new AppError('storage_failed', `The data file could not be written (${code}): nothing was stored. Try again in a moment.`)
  return error
}

/**
 * Tries something within a write that others have a part in: when the tables do not take it, only this is undone.
 * @returns undefined when it was done, else what the tables said.
 * @throws whatever is no broken constraint: a full disk, a bug
 */
export function attempt(tx: Tx, act: () => void): Error | undefined {
  tx.run('SAVEPOINT attempt')
  try {
    act()
    tx.run('RELEASE attempt')
    return undefined
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('SQLITE_CONSTRAINT')) throw error
    tx.run('ROLLBACK TO attempt')
    tx.run('RELEASE attempt')
    tx.cache.clear()
    return error
  }
}
