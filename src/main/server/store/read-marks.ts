/** Up to where each person of this device has read each channel. Never a change. */
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import { findLastPosition } from './change-log.ts'
import type { Reader, Tx } from './connection.ts'
import { isPending } from './positions.ts'

/** What has its place and what waits for it is read apart: others speak between the two. */
export interface ReadMark {
  readonly position: number
  /** Up to which of the pending ones; 0 for none. */
  readonly pending: number
}

/** Zeros for a channel of which nothing was read. */
export function findReadMark(reader: Reader, personId: PersonId, channelId: ChannelId): ReadMark {
  return reader.get<ReadMark>('SELECT position, pending FROM read_mark WHERE person_id = ? AND channel_id = ?', personId, channelId) ?? { position: 0, pending: 0 }
}

export function hasRead({ position: ordered, pending }: ReadMark, position: number): boolean {
  return position <= (isPending(position) ? pending : ordered)
}

/** Anywhere, also back. */
export function setReadMark(tx: Tx, personId: PersonId, channelId: ChannelId, position: number): void {
  if (isPending(position)) writeMark(tx, personId, channelId, { position: findLastPosition(tx, channelId), pending: position })
  else writeMark(tx, personId, channelId, { position, pending: 0 })
}

/** Forward only. Who has read what waits has read all that has its place, which can be more than when it was read last. */
export function advanceReadMark(tx: Tx, personId: PersonId, channelId: ChannelId, position: number): void {
  const mark = findReadMark(tx, personId, channelId)
  const ordered = isPending(position) ? findLastPosition(tx, channelId) : position
  if (hasRead(mark, position) && mark.position >= ordered) return
  writeMark(tx, personId, channelId, { position: Math.max(mark.position, ordered), pending: isPending(position) ? Math.max(mark.pending, position) : mark.pending })
}

function writeMark(tx: Tx, personId: PersonId, channelId: ChannelId, { position, pending }: ReadMark): void {
  tx.run(
    `INSERT INTO read_mark (person_id, channel_id, position, pending) VALUES (?, ?, ?, ?)
     ON CONFLICT (person_id, channel_id) DO UPDATE SET position = excluded.position, pending = excluded.pending`,
    personId,
    channelId,
    position,
    pending,
  )
}

/** The marks of all who had read what counts as unread above the message at `position` move on to it. */
export function advanceMarksPast(tx: Tx, channelId: ChannelId, position: number): void {
  const from = findReadUpTo(tx, channelId, position)
  tx.run('UPDATE read_mark SET position = ? WHERE channel_id = CAST(? AS TEXT) AND position >= ? AND position < ?', position, channelId, from, position)
}

/** The message at `before`, which was pending, stands at `position` now: for those who had seen it, and all above it, it stays read. */
export function moveMarks(tx: Tx, channelId: ChannelId, before: number, position: number): void {
  const from = findReadUpTo(tx, channelId, position)
  tx.run(
    'UPDATE read_mark SET position = ? WHERE channel_id = CAST(? AS TEXT) AND position >= ? AND position < ? AND pending >= ?',
    position,
    channelId,
    from,
    position,
    before,
  )
}

/** A mark from here on has nothing unread above `position`. */
function findReadUpTo(reader: Reader, channelId: ChannelId, position: number): number {
  const above = reader.get<{ counting: number | null; looked: number; lowest: number | null }>(
    `SELECT max(CASE WHEN silent = 0 AND type <> 'system' AND deleted_at IS NULL THEN position END) AS counting, count(*) AS looked, min(position) AS lowest
     FROM (SELECT position, silent, type, deleted_at FROM message WHERE channel_id = CAST(? AS TEXT) AND thread_root_id IS NULL AND position < ?
       ORDER BY position DESC LIMIT ${LOOKED_AT})`,
    channelId,
    position,
  )
  return above?.counting ?? (above?.looked === LOOKED_AT ? (above.lowest ?? 0) : 0)
}

/** Messages above a silent one that are looked at: marks that stand further back stay, which shows nothing as unread either. */
const LOOKED_AT = 100
