/** What this device said and the team has not ordered yet: the change log is the outbox. */
import { noteLastPosition, toLogged, type Logged, type ChangeRow } from './change-log.ts'
import type { ChannelId, InviteId, MessageId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'
import { findLocal, setLocal } from './local-state.ts'
import { placeChange } from './place-change.ts'
import { PENDING_FIRST, type Place } from './positions.ts'
import { deleteRefused } from './unopened.ts'

const waits = `FROM change_log l WHERE l.position >= ${PENDING_FIRST} AND NOT EXISTS (SELECT 1 FROM refused_change r WHERE r.id = l.id)`

/** In the order in which they were said. */
export function listPending(reader: Reader, afterSeq: number, limit: number): Logged[] {
  // A pending position is PENDING_FIRST and the seq.
  return reader.all<ChangeRow>(`SELECT l.* ${waits} AND l.position > ? ORDER BY l.position LIMIT ?`, PENDING_FIRST + afterSeq, limit).map(toLogged)
}

/** Also those that were refused and still stand there. */
export function listAllPending(reader: Reader): Logged[] {
  return reader.all<ChangeRow>(`SELECT l.* FROM change_log l WHERE l.position >= ${PENDING_FIRST} ORDER BY l.position`).map(toLogged)
}

export function countPending(reader: Reader): number {
  return reader.get<{ n: number }>(`SELECT count(*) AS n ${waits}`)?.n ?? 0
}

/**
 * Gives a change of this device its place, in the log and in all that was derived from it. Also takes note of the place that a change from
 * before the team has had all along.
 */
export function orderChange(tx: Tx, { seq, log, change, place: { position: before } }: Logged, place: Place): void {
  tx.run(
    'UPDATE change_log SET position = ?, sealed = ?, ordered_at = ? WHERE seq = ?',
    place.position,
    Number(place.sealed),
    place.at,
    seq,
  )
  noteLastPosition(tx, log, place.position)
  deleteRefused(tx, change.id)
  placeChange(tx, change, before, place)
}

/** It never was: to be followed by making the tables anew, or by taking out of them what it made. */
export function deletePending(tx: Tx, { seq, change: { id } }: Logged): void {
  setLocal(tx, 'lastSeq', String(Math.max(seq, Number(findLocal(tx, 'lastSeq') ?? 0))))
  tx.run(`DELETE FROM change_log WHERE id = ? AND position >= ${PENDING_FIRST}`, id)
}

/** How this device began a conversation that the others do not know of yet. */
export function listPendingBeginning(reader: Reader, channelId: ChannelId): Logged[] {
  const sql = `SELECT * FROM change_log WHERE log = 'workspace' AND position >= ${PENDING_FIRST} AND scope = CAST(? AS TEXT) AND kind IN ('channel.created', 'member.joined') ORDER BY position`
  return reader.all<ChangeRow>(sql, channelId).map(toLogged)
}

/** Whether this device deleted a message and the others do not know it yet. */
export function isDeletionPending(reader: Reader, channelId: ChannelId, messageId: MessageId): boolean {
  const sql = `SELECT 1 FROM change_log WHERE log = CAST(? AS TEXT) AND position >= ${PENDING_FIRST} AND kind = 'message.deleted' AND body ->> 'messageId' = ? LIMIT 1`
  return reader.get(sql, channelId, messageId) !== undefined
}

/** The change that posted a message. */
export function findPostId(reader: Reader, channelId: ChannelId, messageId: MessageId): string | undefined {
  const sql = 'SELECT l.id FROM message m JOIN change_log l ON l.log = m.channel_id AND l.position = m.position WHERE m.id = ? AND m.channel_id = ?'
  return reader.get<{ id: string }>(sql, messageId, channelId)?.id
}

/** Pending ones that are about a message that is pending itself. */
export function listPendingAbout(reader: Reader, channelId: ChannelId, messageId: MessageId): Logged[] {
  const sql = `SELECT * FROM change_log WHERE log = CAST(? AS TEXT) AND position >= ${PENDING_FIRST} AND (body ->> 'messageId' = ? OR body ->> 'threadRootId' = ?) ORDER BY position`
  return reader.all<ChangeRow>(sql, channelId, messageId, messageId).map(toLogged)
}

/** Whether it has no place yet: nobody else knows it. */
export function isInvitePending(reader: Reader, id: InviteId): boolean {
  return reader.get(`SELECT 1 FROM change_log WHERE position >= ${PENDING_FIRST} AND kind = 'invite.created' AND body ->> 'inviteId' = ? LIMIT 1`, id) !== undefined
}
