/** What this device said and the team has not ordered yet: the change log is the outbox. Also what the team did not take. */
import type { Change } from '#shared/contract/change.ts'
import type { ChangeId } from '#shared/contract/ids.ts'
import type { z } from 'zod'
import type { refusedChangeSchema } from '#shared/contract/team.ts'
import { toLogged, type Logged, type ChangeRow } from './change-log.ts'
import type { Reader, Tx } from './connection.ts'
import { placeChange } from './place-change.ts'
import { PENDING_FIRST, type Place } from './positions.ts'

export { PENDING_FIRST }

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
export function orderChange(tx: Tx, { seq, change, place: { position: before } }: Logged, place: Place): void {
  tx.run(
    'UPDATE change_log SET position = ?, sealed = ?, ordered_at = ? WHERE seq = ?',
    place.position,
    Number(place.sealed),
    place.at,
    seq,
  )
  tx.run('DELETE FROM refused_change WHERE id = ?', change.id)
  placeChange(tx, change, before, place)
}

export type Refused = z.output<typeof refusedChangeSchema>

export function noteRefused(tx: Tx, change: Change, reason: string, at: number): void {
  const messageId = 'messageId' in change.body ? change.body.messageId : null
  tx.run('INSERT INTO refused_change (id, message_id, reason, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', change.id, messageId, reason, at)
}

/** Oldest first. */
export function listRefused(reader: Reader, limit: number): Refused[] {
  return reader.all<Refused>('SELECT id, message_id AS messageId, reason FROM refused_change ORDER BY at, id LIMIT ?', limit)
}

export function forgetRefused(tx: Tx, id: ChangeId): void {
  tx.run('DELETE FROM refused_change WHERE id = ?', id)
}
