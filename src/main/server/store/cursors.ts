/** How far this device has read each log of the relay; moves in the write that applies what was read. */
import type { Reader, Tx } from './connection.ts'
import type { Log } from './log-of.ts'

export function findCursor(reader: Reader, log: Log): number {
  return reader.get<{ position: number }>('SELECT position FROM relay_cursor WHERE log = ?', log)?.position ?? 0
}

export function moveCursor(tx: Tx, log: Log, position: number): void {
  tx.run('INSERT INTO relay_cursor (log, position) VALUES (?, ?) ON CONFLICT (log) DO UPDATE SET position = excluded.position', log, position)
}
