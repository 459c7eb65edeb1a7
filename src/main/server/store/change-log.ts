/** The log of everything that people share: appends a change, gives it its position, and folds it into the projection. */
import type { Change, ChangeKind, ChangeOf } from '#shared/contract/change.ts'
import { applyChange } from './apply-change.ts'
import type { ChannelId } from '#shared/contract/ids.ts'
import type { Reader, SqlValue, Tx } from './connection.ts'
import { forgetTold } from './hot-cache.ts'
import { findLocal } from './local-state.ts'
import { envelopeKindOf, logOf, type Log } from './log-of.ts'
import { isPending, PENDING_FIRST, type Place } from './positions.ts'

/**
 * Appends a change of this device and applies it in the same transaction. Alone, the local log orders: its position is one more than the
 * log's last. In a team it is pending: it stands behind everything until the relay gives it its place (`orderChange`).
 */
export function commitChange(tx: Tx, change: Change): number {
  const log = logOf(tx, change)
  const isInTeam = findLocal(tx, 'teamMode') !== undefined
  const seq = isInTeam ? nextSeq(tx) : null
  const position = seq === null ? lastPosition(tx, log) + 1 : PENDING_FIRST + seq
  const sealed = isInTeam && envelopeKindOf(log, change) === 'sealed'
  insertChange(tx, { seq, log, change, place: { position, at: change.at, sealed }, orderedAt: null })
  return position
}

/** Appends what the relay gave a place to, and applies it. */
export function appendChange(tx: Tx, change: Change, log: Log, place: Place): void {
  insertChange(tx, { seq: null, log, change, place, orderedAt: place.at })
}

/** `orderedAt` is null for what was never in a relay. */
type NewChange = Omit<Logged, 'seq'> & { readonly seq: number | null; readonly orderedAt: number | null }

function insertChange(tx: Tx, { seq, log, change, place, orderedAt }: NewChange): void {
  tx.run(
    'INSERT INTO change_log (seq, id, scope, position, kind, author_device, at, body, log, sealed, ordered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    seq,
    change.id,
    change.scope,
    place.position,
    change.kind,
    change.authorDevice,
    change.at,
    JSON.stringify(change.body),
    log,
    Number(place.sealed),
    orderedAt,
  )
  noteLastPosition(tx, log, place.position)
  applyChange(tx, change, place)
}

/** When the newest was made, ms since epoch by its author's clock. */
export const findLastChangeAt = (reader: Reader): number | undefined => reader.get<{ at: number }>('SELECT at FROM change_log WHERE seq = (SELECT max(seq) FROM change_log)')?.at

/** As `findLastPosition`, remembered from one change to the next. */
function lastPosition(tx: Tx, log: Log): number {
  const known = (tx.cache.get(`last of ${log}`) as number | undefined) ?? findLastPosition(tx, log)
  tx.cache.set(`last of ${log}`, known)
  return known
}

/** To be called by whatever writes a position into the log. */
export function noteLastPosition(tx: Tx, log: Log, position: number): void {
  const known = tx.cache.get(`last of ${log}`) as number | undefined
  if (known !== undefined && position > known && !isPending(position)) tx.cache.set(`last of ${log}`, position)
}

/** Of what has its place; 0 for a log without any. For the casts see decision 0005. */
export function findLastPosition(reader: Reader, log: string): number {
  const sql = `SELECT position FROM change_log WHERE log = CAST(? AS TEXT) AND position < ${PENDING_FIRST} ORDER BY position DESC LIMIT 1`
  return reader.get<{ position: number }>(sql, log)?.position ?? 0
}

/** The same with what is pending. */
export function findNewestPosition(reader: Reader, log: string): number {
  return reader.get<{ position: number }>('SELECT position FROM change_log WHERE log = CAST(? AS TEXT) ORDER BY position DESC LIMIT 1', log)?.position ?? 0
}

/** Where a change stands in a log; undefined when it is not in it. */
export function findPositionOf(reader: Reader, id: string, log: string): number | undefined {
  const row = reader.get<{ position: number; log: string }>('SELECT position, log FROM change_log WHERE id = CAST(? AS TEXT)', id)
  return row?.log === log ? row.position : undefined
}

/** The device that said what stands there. */
export function findDeviceAt(reader: Reader, log: string, position: number): string | undefined {
  return reader.get<{ device: string }>('SELECT author_device AS device FROM change_log WHERE log = CAST(? AS TEXT) AND position = ?', log, position)?.device
}

/** Marks of what was read must not stand on what has no place yet: that moves, and what others said meanwhile comes before it. */
export function orderedPosition(reader: Reader, channelId: ChannelId, position: number): number {
  return isPending(position) ? findLastPosition(reader, channelId) : position
}

/** Never one that was given before, also when that is gone: whoever sends has gone past it. */
function nextSeq(reader: Reader): number {
  const last = reader.get<{ seq: number }>('SELECT seq FROM change_log ORDER BY seq DESC LIMIT 1')?.seq ?? 0
  return Math.max(last, Number(findLocal(reader, 'lastSeq') ?? 0)) + 1
}

/**
 * Takes the words out of the changes at these positions of a channel: a deleted message leaves only that it was there. What they
 * leave in the tables is the same when the log is replayed, because the message's deletion follows.
 */
export function redactMessage(tx: Tx, channelId: ChannelId, positions: readonly number[]): void {
  forgetTold(tx)
  for (const position of positions) {
    tx.run(
      `UPDATE change_log SET body = CASE kind WHEN 'message.posted' THEN json_remove(json_set(body, '$.text', '', '$.attachments', json('[]'), '$.props', json('{}')), '$.files')
         ELSE json_remove(json_set(body, '$.text', ''), '$.attachments', '$.props') END WHERE log = ? AND position = ? AND kind IN ('message.posted', 'message.edited')`,
      channelId,
      position,
    )
  }
}

/** A change where it stands in its log. */
export interface Logged {
  readonly seq: number
  readonly log: Log
  readonly place: Place
  readonly change: Change
}

export interface ChangeRow {
  seq: number
  id: string
  scope: string
  log: string
  position: number
  kind: string
  author_device: string
  at: number
  ordered_at: number | null
  sealed: number
  body: string
}

export function findLogged(reader: Reader, id: string): Logged | undefined {
  const row = reader.get<ChangeRow>('SELECT * FROM change_log WHERE id = CAST(? AS TEXT)', id)
  return row && toLogged(row)
}

export function findChangeById(reader: Reader, id: string): Change | undefined {
  return findLogged(reader, id)?.change
}

/** Pages through the whole log in the order in which this device learned it. */
export function listChanges(reader: Reader, afterSeq: number, limit: number): Logged[] {
  const params: SqlValue[] = [afterSeq, limit]
  return reader.all<ChangeRow>('SELECT * FROM change_log WHERE seq > ? ORDER BY seq LIMIT ?', ...params).map(toLogged)
}

function toChange(row: ChangeRow): Change {
  return { id: row.id, scope: row.scope, kind: row.kind, authorDevice: row.author_device, at: row.at, body: JSON.parse(row.body) as unknown } as unknown as Change
}

export function toLogged(row: ChangeRow): Logged {
  return {
    seq: row.seq,
    log: row.log as Log,
    place: { position: row.position, at: row.ordered_at ?? row.at, sealed: row.sealed === 1 },
    change: toChange(row),
  }
}

/** A change without what every change gets from its surroundings. */
export type ChangeContent<K extends ChangeKind> = Pick<ChangeOf<K>, 'scope' | 'kind' | 'body'>
