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

/** The marks of all who had read what stands above the message at `position` move on to it. */
export function advanceMarksPast(tx: Tx, channelId: ChannelId, position: number): void {
  const above = tx.get<{ position: number }>(
    'SELECT position FROM message WHERE channel_id = CAST(? AS TEXT) AND thread_root_id IS NULL AND position < ? ORDER BY position DESC LIMIT 1',
    channelId,
    position,
  )
  tx.run('UPDATE read_mark SET position = ? WHERE channel_id = CAST(? AS TEXT) AND position >= ? AND position < ?', position, channelId, above?.position ?? 0, position)
}
