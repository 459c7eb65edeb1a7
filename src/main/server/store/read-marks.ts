/** Up to where each person of this device has read each channel. Never a change. */
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'

/** 0 for a channel of which nothing was read. */
export function findReadMark(reader: Reader, personId: PersonId, channelId: ChannelId): number {
  return reader.get<{ position: number }>('SELECT position FROM read_mark WHERE person_id = ? AND channel_id = ?', personId, channelId)?.position ?? 0
}

/** Anywhere, also back. */
export function setReadMark(tx: Tx, personId: PersonId, channelId: ChannelId, position: number): void {
  tx.run(
    'INSERT INTO read_mark (person_id, channel_id, position) VALUES (?, ?, ?) ON CONFLICT (person_id, channel_id) DO UPDATE SET position = excluded.position',
    personId,
    channelId,
    position,
  )
}

/** Forward only. */
export function advanceReadMark(tx: Tx, personId: PersonId, channelId: ChannelId, position: number): void {
  if (position > findReadMark(tx, personId, channelId)) setReadMark(tx, personId, channelId, position)
}

/** The marks of all who had read what counts as unread above the message at `position` move on to it. */
export function advanceMarksPast(tx: Tx, channelId: ChannelId, position: number): void {
  const above = tx.get<{ counting: number | null; looked: number; lowest: number | null }>(
    `SELECT max(CASE WHEN silent = 0 AND type <> 'system' AND deleted_at IS NULL THEN position END) AS counting, count(*) AS looked, min(position) AS lowest
     FROM (SELECT position, silent, type, deleted_at FROM message WHERE channel_id = CAST(? AS TEXT) AND thread_root_id IS NULL AND position < ?
       ORDER BY position DESC LIMIT ${LOOKED_AT})`,
    channelId,
    position,
  )
  const from = above?.counting ?? (above?.looked === LOOKED_AT ? (above.lowest ?? 0) : 0)
  tx.run('UPDATE read_mark SET position = ? WHERE channel_id = CAST(? AS TEXT) AND position >= ? AND position < ?', position, channelId, from, position)
}

/** Messages above a silent one that are looked at: marks that stand further back stay, which shows nothing as unread either. */
const LOOKED_AT = 100
