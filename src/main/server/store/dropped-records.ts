/** Records whose content the relay dropped before this device had them: kept until a deletion says which messages they were. */
import type { Reader, Tx } from './connection.ts'
import type { Log } from './log-of.ts'

export interface DroppedRecord {
  readonly log: Log
  readonly position: number
  readonly id: string
  readonly device: string
  readonly at: number
  readonly sealed: boolean
}

export function noteDropped(tx: Tx, { log, id, position, device, at, sealed }: DroppedRecord): void {
  tx.run('INSERT INTO dropped_record (log, id, position, device, at, sealed) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', log, id, position, device, at, Number(sealed))
}

export function findDropped(reader: Reader, log: Log, id: string): DroppedRecord | undefined {
  const row = reader.get<Omit<DroppedRecord, 'sealed'> & { sealed: number }>('SELECT log, id, position, device, at, sealed FROM dropped_record WHERE log = CAST(? AS TEXT) AND id = ?', log, id)
  return row && { ...row, sealed: row.sealed === 1 }
}

export function hasDroppedBefore(reader: Reader, log: Log, position: number): boolean {
  return reader.get('SELECT 1 FROM dropped_record WHERE log = CAST(? AS TEXT) AND position < ? LIMIT 1', log, position) !== undefined
}

/** @returns whether it was one. */
export function deleteDropped(tx: Tx, log: Log, id: string): boolean {
  if (!findDropped(tx, log, id)) return false
  tx.run('DELETE FROM dropped_record WHERE log = ? AND id = ?', log, id)
  return true
}
