/** A damaged relay.db: what can be read of it is kept; facts and keys come from sync.db, the host's own posts from its data file; what is gone leaves a gap, so that no position is given twice. */
import type { Envelope, RelayRecord, Subject } from '#shared/contract/envelope.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Connection } from '../store/connection.ts'
import { isDamage } from '../store/damage.ts'
import { findDamage, salvageFile } from '../store/recovery/salvage-file.ts'
import type { SyncStore } from './engine/sync-store.ts'
import { digestOf } from './relay-store.ts'
import { insertRecord, insertSubject, keepLatestLast, listSubjects, makeRelayTables, type Row } from './relay-store-tables.ts'

export interface RelayMending {
  readonly path: string
  /** ms since epoch. */
  readonly now: number
  readonly store: Pick<SyncStore, 'facts' | 'relayed' | 'heads' | 'reserved'>
  /** How far the data file has read each subject. */
  readonly cursors: ReadonlyMap<Subject, number>
  /** What takes a place of which the record is gone: what this device said there, said again, or a gap. */
  readonly writeAgain: (subject: Subject, position: number) => Promise<Envelope>
}

/** Of a host, before anybody opens the file; a report is in its mark then. @throws AppError `unavailable`, and then nothing was changed */
export async function mendRelayFile(mending: RelayMending): Promise<void> {
  const { path, now } = mending
  if (findDamage(path, now) === undefined && !isBehind(mending)) return
  await salvageFile({ path, now, tables: ['subjects', 'records'], make: makeRelayTables, complete: (connection) => complete(connection, mending) })
}

/** Whether it lacks the end of what it had: a log that lost its end looks like one that a crash has torn. */
function isBehind({ path, store, cursors }: RelayMending): boolean {
  try {
    const there = new Map(listSubjects(path).map(({ subject, last }) => [subject, last]))
    return [...latest(store.heads(), cursors)].some(([subject, last]) => (there.get(subject) ?? 0) < last)
  } catch (error) {
    if (isDamage(error) || (error instanceof Error && error.message.startsWith('no such table'))) return true
    throw error
  }
}

const PAGE = 500

async function complete(connection: Connection, { store, cursors, writeAgain }: RelayMending): Promise<number> {
  // Of channels alone: what is missing of the others is known to the last one.
  const reserved = new Map([...store.reserved()].filter(([subject]) => subject.startsWith('channel/')))
  const names = nameSubjects(connection, ['workspace', ...store.heads().keys(), ...cursors.keys(), ...reserved.keys()])
  dropWrong(connection, names)
  const numberOf = (subject: Subject): number => {
    const known = [...names].find(([, name]) => name === subject)?.[0] ?? insertSubject({ ...connection, emit: () => undefined }, subject)
    names.set(known, subject)
    return known
  }
  const put = (record: RelayRecord): void => {
    const { get } = connection
    if (get('SELECT 1 FROM records WHERE id = ? OR (subject = ? AND position = ?)', record.id, numberOf(record.subject), record.position)) return
    insertRecord({ ...connection, emit: () => undefined }, numberOf(record.subject), record, digestOf(record))
  }
  for (const read of [(after: number) => store.facts(after, PAGE), ...listKept(store)]) {
    let after = 0
    for (let page = read(after); page.length > 0; page = read(after)) {
      page.forEach(put)
      after = page.at(-1)!.position
    }
  }
  const gaps = await fillGaps(connection, { names, heads: latest(store.heads(), cursors, reserved), put, numberOf, writeAgain })
  keepLatestLast(connection)
  return gaps
}

const listKept = ({ heads, relayed }: RelayMending['store']): ((after: number) => RelayRecord[])[] => [...heads().keys()].filter(rests).map((subject) => (after) => relayed(subject, after, PAGE))

/** Everybody's keys rest on these. */
const rests = (subject: Subject): boolean => !subject.startsWith('channel/') && subject !== 'workspace'

function latest(...all: ReadonlyMap<Subject, number>[]): Map<Subject, number> {
  const heads = new Map<Subject, number>()
  for (const one of all) for (const [subject, last] of one) heads.set(subject, Math.max(last, heads.get(subject) ?? 0))
  return heads
}

type Stored = Row & { readonly subject: number; readonly digest: Uint8Array }

/** What a number stands for; where that is gone, the records say it themselves: their sums hold under one name only. */
function nameSubjects({ all, get, run }: Connection, known: readonly Subject[]): Map<number, Subject> {
  const names = new Map(all<{ number: number; name: Subject }>('SELECT number, name FROM subjects').map(({ number, name }) => [number, name]))
  for (const { subject } of all<{ subject: number }>('SELECT DISTINCT subject FROM records')) {
    const one = names.has(subject) ? undefined : get<Stored>('SELECT * FROM records WHERE subject = ? AND redacted = 0', subject)
    const name = one && known.find((candidate) => isRight(one, candidate))
    if (name === undefined) continue
    names.set(subject, name)
    run('INSERT OR IGNORE INTO subjects (number, name) VALUES (?, ?)', subject, name)
  }
  return names
}

/** Whether a record is as it was taken in. Of one whose body was dropped that cannot be said. */
function isRight(row: Stored, subject: Subject): boolean {
  if (row.redacted === 1) return true
  const { id, kind, device, redacts, signature, body } = row
  return Buffer.compare(digestOf({ id, subject, kind, device, signature, body, ...(redacts === null ? {} : { redacts }) }), row.digest) === 0
}

function dropWrong({ iterate, run }: Connection, names: ReadonlyMap<number, Subject>): void {
  const wrong: number[] = []
  for (const row of iterate<Stored & { number: number }>('SELECT * FROM records')) {
    const name = names.get(row.subject)
    if (name === undefined || !isRight(row, name)) wrong.push(row.number)
  }
  for (const number of wrong) run('DELETE FROM records WHERE number = ?', number)
}

interface Filling {
  readonly names: ReadonlyMap<number, Subject>
  readonly heads: ReadonlyMap<Subject, number>
  readonly put: (record: RelayRecord) => void
  readonly numberOf: (subject: Subject) => number
  readonly writeAgain: RelayMending['writeAgain']
}

/** @returns how many hold nothing now */
async function fillGaps({ all, get }: Connection, { names, heads, put, numberOf, writeAgain }: Filling): Promise<number> {
  const at = get<{ at: number | null }>('SELECT max(at) AS at FROM records')?.at ?? Date.now()
  let gaps = 0
  for (const subject of new Set([...names.values(), ...heads.keys()])) {
    const there = new Set(all<{ position: number }>('SELECT position FROM records WHERE subject = ?', numberOf(subject)).map(({ position }) => position))
    const last = [...there].reduce((most, one) => Math.max(most, one), heads.get(subject) ?? 0)
    for (let position = 1; position <= last; position += 1) {
      if (there.has(position)) continue
      if (!subject.startsWith('channel/')) throw lost()
      const envelope = await writeAgain(subject, position)
      gaps += isGap(envelope) ? 1 : 0
      put({ ...envelope, position, at, redacted: false })
    }
  }
  return gaps
}

const isGap = ({ body }: Envelope): boolean => Buffer.from(body).toString() === '{"kind":"gap"}'

const lost = (): AppError =>
  new AppError('unavailable', 'The relay of this workspace (relay.db in the data folder) is missing or damaged, and what everybody’s keys rest on is nowhere else. Put relay.db and sync.db from one backup back. What is on the devices stays readable; nothing was changed.')
