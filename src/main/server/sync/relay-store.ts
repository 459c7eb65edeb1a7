/** The relay of one hosting device: an ordered log in SQLite (relay.db), where many appends share a commit. */
import { hash } from 'node:crypto'
import { listRedacted, type Envelope, type RelayRecord, type Subject } from '#shared/contract/envelope.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Connection, Tx } from '../store/connection.ts'
import { isDamage } from '../store/damage.ts'
import { createWriter } from '../store/write.ts'
import { createFollowers } from './relay-store-follow.ts'
import { createTables, dropBody, findLastOf, findLatestAt, findPlaced, findRecord, findSubject, foldLog, insertRecord, insertSubject, openRelayFile, readPage, type Placed } from './relay-store-tables.ts'
import { checkEnvelope, checkRange, RelayRefused, type AppendOptions, type Relay, type RelayPage } from './relay.ts'

export interface RelayStoreOptions {
  readonly path: string
  /** ms since epoch. When it goes back, records keep the latest time that it said. */
  readonly now: () => number
  /** What its owner has said of its clock: when the newest record is of that time, it was wrong, and the clock goes on from `at`. */
  readonly clockSet?: ClockSet | undefined
  /** Called when the file itself proves wrong, each time. Whoever asked is told to come again. */
  readonly onDamage?: (error: unknown) => void
}

/** Both in ms since epoch. */
export interface ClockSet {
  /** The latest time that the relay had said. */
  readonly wrong: number
  /** What time it was. */
  readonly at: number
}

/** Who has the file need not ask page by page. */
export interface RelayStore extends Relay {
  /** Also one that others may not read. @throws RelayRefused `gone` */
  find(subject: Subject, id: string): RelayRecord | undefined
  /** Of the last record of a subject; 0 while it has none. @throws RelayRefused `gone` */
  last(subject: Subject): number
  /** The clock that records get: it never goes back by itself. ms since epoch. */
  clock(): number
  /** The computer's clock was ahead and is right now: goes on from there. @returns to be given to the next start */
  setClock(): ClockSet
}

/** How long the write-ahead log may still hold a dropped body, ms. */
const FOLD_AFTER_MS = 1000

interface Outcome {
  readonly record: RelayRecord
  readonly duplicate: boolean
}

/** @throws AppError `unavailable` when the file is not a relay's or of a newer program, `storage_full`, `storage_failed`. */
export async function openRelayStore({ path, now, clockSet, onDamage = () => undefined }: RelayStoreOptions): Promise<RelayStore> {
  const connection = openRelayFile(path, onDamage)
  const writer = createWriter(connection, () => undefined)
  try {
    await writer.write(() => createTables(connection))
    foldLog(connection)
  } catch (error) {
    connection.close()
    throw error
  }
  const time = createClock(connection, now, clockSet)
  const safely = readOrRefuse(onDamage)
  const readSafely = (subject: Subject, after: number, limit: number): RelayPage => safely(() => readPage(connection, subject, after, limit))
  const followers = createFollowers(readSafely)
  let closed: Promise<void> | undefined
  const folding = createFolding(connection, onDamage)

  const refuseClosed = (): void => {
    if (closed) throw new RelayRefused('gone', 'This relay is closed.')
  }
  const readOpen = <T>(read: () => T): T => {
    refuseClosed()
    return safely(read)
  }
  const close = async (): Promise<void> => {
    await writer.idle()
    folding.stop()
    followers.close()
    connection.close()
  }
  return {
    async append(envelope, { expectLast, behind } = {}) {
      refuseClosed()
      checkEnvelope(envelope, expectLast)
      // A copy: what the caller does with its bytes afterwards changes no record.
      const kept = { ...envelope, body: new Uint8Array(envelope.body), signature: new Uint8Array(envelope.signature) }
      const digest = digestOf(kept)
      const { record, duplicate } = await writer.write((tx) => place(tx, kept, { digest, expectLast, behind, at: time.clock() })).catch(refuseStorage)
      if (!duplicate) followers.announce(record)
      if (record.redacts !== undefined && !closed) folding.begin()
      return { position: record.position, at: record.at, duplicate }
    },
    async read(subject, after, limit) {
      refuseClosed()
      checkRange(subject, after, limit)
      return readSafely(subject, after, limit)
    },
    find: (subject, id) => readOpen(() => findRecord(connection, subject, id)),
    last: (subject) => readOpen(() => findLastOf(connection, subject)),
    ...time,
    subscribe(from, onRecord, onEnd) {
      const refusal = refused(() => {
        refuseClosed()
        for (const [subject, after] of Object.entries(from)) checkRange(subject, after, 1)
      })
      if (!refusal) return followers.subscribe(from, onRecord, onEnd)
      const told = setImmediate(() => onEnd(refusal))
      return () => clearImmediate(told)
    },
    close: () => (closed ??= close()),
  }
}

/** What has expired stays so when the computer's clock is set back. */
function createClock(connection: Connection, now: () => number, set: ClockSet | undefined): Pick<RelayStore, 'clock' | 'setClock'> {
  const found = findLatestAt(connection)
  let latestAt = set?.wrong === found ? set.at : found
  return {
    clock: () => (latestAt = Math.max(latestAt, now())),
    setClock() {
      // Until there is a newer record, that of the newest is what the next start finds.
      const news = { wrong: findLatestAt(connection), at: now() }
      latestAt = news.at
      return news
    },
  }
}

/** Folds the log a moment later, once for many; a disk that refuses is asked again and again, and stops nothing else. */
function createFolding(connection: Connection, onDamage: (error: unknown) => void): { begin(): void; stop(): void } {
  let folding: NodeJS.Timeout | undefined
  function fold(): void {
    folding = undefined
    try {
      foldLog(connection)
    } catch (error) {
      // A damaged file is repaired when it is opened next.
      if (isDamage(error)) onDamage(error)
      else begin()
    }
  }
  function begin(): void {
    folding ??= setTimeout(fold, FOLD_AFTER_MS).unref()
  }
  return { begin, stop: () => clearTimeout(folding) }
}

function readOrRefuse(onDamage: (error: unknown) => void): <T>(read: () => T) => T {
  return (read) => {
    try {
      return read()
    } catch (error) {
      if (isDamage(error)) onDamage(error)
      if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('SQLITE_')) throw error
      throw new RelayRefused('gone', 'The disk of the host does not give out what was written there.')
    }
  }
}

interface Placing extends Pick<AppendOptions, 'expectLast' | 'behind'> {
  readonly digest: Uint8Array
  readonly at: number
}

/** Decides and writes, inside the transaction: nothing can come between. */
function place(tx: Tx, envelope: Envelope, { digest, expectLast, behind, at }: Placing): Outcome {
  const known = findPlaced(tx, envelope.id)
  if (known) {
    if (Buffer.compare(known.digest, digest) !== 0) throw new RelayRefused('changed', `The id ${envelope.id} is taken by another envelope.`)
    return { record: { ...envelope, position: known.position, at: known.at, redacted: false }, duplicate: true }
  }
  const found = findSubject(tx, envelope.subject)
  const last = findLastOf(tx, envelope.subject)
  if (expectLast !== undefined && expectLast !== last) throw new RelayRefused('conflict', `The last position of ${envelope.subject} is ${last}, not ${expectLast}.`, last)
  if (behind !== undefined && (found === undefined || findPlaced(tx, behind)?.subject !== found)) throw new RelayRefused('gone', 'What was sent before it is not there. Both may be sent again.')
  const dropped = listRedacted(envelope.redacts).map((id) => findDroppable(tx, envelope, id, found))
  const subject = found ?? insertSubject(tx, envelope.subject)
  const record: RelayRecord = { ...envelope, position: last + 1, at, redacted: false }
  insertRecord(tx, subject, record, digest)
  for (const one of dropped) dropBody(tx, one.subject, one.position)
  return { record, duplicate: false }
}

/** All that a record redacts is there, or it is refused and nothing is dropped. */
function findDroppable(tx: Tx, { kind, subject: name }: Envelope, id: string, subject: number | undefined): Placed {
  const placed = findPlaced(tx, id)
  if (placed && placed.subject === subject && redactable.has(placed.kind) && redactable.has(kind)) return placed
  throw new RelayRefused('invalid', `There is no message ${id} in ${name} whose content could be dropped.`)
}

/** Keys, links and facts stay: without them nobody could follow what came after. */
const redactable: ReadonlySet<Envelope['kind']> = new Set(['sealed', 'plain'])

function refused(check: () => void): RelayRefused | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof RelayRefused) return error
    throw error
  }
}

/** Field by field with a length where one could run into the next. */
export function digestOf({ id, subject, kind, device, redacts = '', signature, body }: Envelope): Uint8Array {
  return hash('sha256', Buffer.concat([Buffer.from(JSON.stringify([id, subject, kind, device, redacts])), signature, body]), 'buffer')
}

function refuseStorage(error: unknown): never {
  if (!(error instanceof AppError)) throw error
  throw new RelayRefused(error.code === 'storage_full' ? 'full' : 'gone', error.message)
}
