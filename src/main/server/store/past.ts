/** Reads the log as others are to get it: what a workspace had before it had a team, how far each log is, and who wrote a record. */
import type { Change } from '#shared/contract/change.ts'
import type { Log } from './log-of.ts'
import { toLogged, type ChangeRow, type Logged } from './change-log.ts'
import type { Reader, Tx } from './connection.ts'
import { PENDING_FIRST } from './positions.ts'

export function listCursors(reader: Reader): Record<Log, number> {
  return Object.fromEntries(reader.all<{ log: Log; position: number }>('SELECT log, position FROM relay_cursor').map(({ log, position }) => [log, position])) as Record<Log, number>
}

/** Those that have something with a place; the workspace's first, because the others rest on it. */
export function listLogs(reader: Reader): Log[] {
  // From log to log along the index: their changes are not looked at.
  const sql = `WITH RECURSIVE found(log) AS (SELECT min(log) FROM change_log UNION ALL
    SELECT (SELECT min(l.log) FROM change_log l WHERE l.log > found.log) FROM found WHERE found.log IS NOT NULL)
    SELECT log FROM found WHERE log IS NOT NULL AND EXISTS (SELECT 1 FROM change_log p WHERE p.log = found.log AND p.position < ${PENDING_FIRST})`
  const logs = reader.all<{ log: Log }>(sql).map(({ log }) => log)
  return [...logs.filter((log) => log === 'workspace'), ...logs.filter((log) => log !== 'workspace')]
}

/** What has a place, in its order, after a position. */
export function listLog(reader: Reader, log: Log, after: number, limit: number): Logged[] {
  const sql = `SELECT * FROM change_log WHERE log = CAST(? AS TEXT) AND position > ? AND position < ${PENDING_FIRST} ORDER BY position LIMIT ?`
  return reader.all<ChangeRow>(sql, log, after, limit).map(toLogged)
}

export function listPast(reader: Reader, log: Log, after: number, limit: number): { position: number; change: Change }[] {
  return listLog(reader, log, after, limit).map(({ place, change }) => ({ position: place.position, change }))
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

/** The last record of each log that has its place here, opened or not. */
export function listLastKnown(reader: Reader): { log: Log; position: number; id: string }[] {
  type Found = { readonly position: number; readonly id: string }
  return Object.entries(listCursors(reader)).flatMap(([log, cursor]) => {
    const opened = reader.get<Found>('SELECT position, id FROM change_log WHERE log = CAST(? AS TEXT) AND position <= ? ORDER BY position DESC LIMIT 1', log, cursor)
    const closed = reader.get<Found>('SELECT position, id FROM unopened WHERE log = CAST(? AS TEXT) AND position <= ? ORDER BY position DESC LIMIT 1', log, cursor)
    const last = (closed?.position ?? 0) > (opened?.position ?? 0) ? closed : opened
    return last ? [{ log: log as Log, ...last }] : []
  })
}

/** All that has a place here is known to be in it. */
export function setCursorsToLast(tx: Tx): void {
  tx.run(`INSERT INTO relay_cursor (log, position) SELECT log, max(position) FROM change_log WHERE position < ${PENDING_FIRST} GROUP BY log ON CONFLICT (log) DO UPDATE SET position = excluded.position`)
}
