/** Reads the log as others are to get it: what a workspace had before it had a team, how far each log is, and who wrote a record. */
import type { Change } from '#shared/contract/change.ts'
import type { Log } from '../sync/arrival.ts'
import { PENDING_FIRST } from './pending.ts'
import { toChange, type ChangeRow } from './change-log.ts'
import type { Reader, Tx } from './connection.ts'

export function listCursors(reader: Reader): Record<Log, number> {
  return Object.fromEntries(reader.all<{ log: Log; position: number }>('SELECT log, position FROM relay_cursor').map(({ log, position }) => [log, position])) as Record<Log, number>
}

/** Those that have something with a place. */
export function listLogs(reader: Reader): Log[] {
  const logs = reader.all<{ log: Log }>(`SELECT DISTINCT log FROM change_log WHERE position < ${PENDING_FIRST}`).map(({ log }) => log)
  return logs.sort((one, other) => Number(other === 'workspace') - Number(one === 'workspace'))
}

/** What has a place, in its order, after a position. */
export function listPast(reader: Reader, log: Log, after: number, limit: number): { position: number; change: Change }[] {
  return reader
    .all<ChangeRow>(`SELECT * FROM change_log WHERE log = ? AND position > ? AND position < ${PENDING_FIRST} ORDER BY position LIMIT ?`, log, after, limit)
    .map((row) => ({ position: row.position, change: toChange(row) }))
}

/** Of a record: the device that sent it and, for a hook's message, whose hook it is. */
export function findAuthor(reader: Reader, id: string): { device: string; person?: string } | undefined {
  const row = reader.get<{ device: string; person: string | null }>(
    `SELECT l.author_device AS device, h.owner_id AS person FROM change_log l
     LEFT JOIN message m ON m.id = json_extract(l.body, '$.messageId') LEFT JOIN hook h ON h.id = m.hook_id WHERE l.id = ?`,
    id,
  )
  return row && { device: row.device, ...(row.person === null ? {} : { person: row.person }) }
}

/** All that has a place here is known to be in it. */
export function setCursorsToLast(tx: Tx): void {
  tx.run(`INSERT INTO relay_cursor (log, position) SELECT log, max(position) FROM change_log WHERE position < ${PENDING_FIRST} GROUP BY log ON CONFLICT (log) DO UPDATE SET position = excluded.position`)
}
