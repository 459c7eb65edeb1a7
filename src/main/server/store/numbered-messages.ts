/** The table of messages that their senders may fetch, change and delete by a number. */
import type { HookId, MessageId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'

export interface NumberedRow {
  readonly number: number
  readonly messageId: MessageId
  readonly hookId: HookId
  /** What the sender wrote; null when it wrote in another format. */
  readonly source: unknown
}

/** @returns the number, from 1; none is given twice while the newest message stands. */
export function insertNumbered(tx: Tx, { messageId, hookId, source }: Omit<NumberedRow, 'number'>): number {
  return tx.run('INSERT INTO numbered_message (message_id, hook_id, source) VALUES (?, ?, ?)', messageId, hookId, toJson(source))
}

/** For a message that may have one: it keeps that, with the new source. */
export function renumber(tx: Tx, row: Omit<NumberedRow, 'number'>): number {
  const known = findNumberOf(tx, row.messageId)
  if (known === undefined) return insertNumbered(tx, row)
  setNumberedSource(tx, known.number, row.source)
  return known.number
}

/** By the message; undefined for one that came through an address that gives no numbers. */
export function findNumberOf(reader: Reader, messageId: MessageId): NumberedRow | undefined {
  return toRow(reader.get<Row>(`${select} WHERE message_id = CAST(? AS TEXT)`, messageId))
}

export function findNumbered(reader: Reader, number: number): NumberedRow | undefined {
  return toRow(reader.get<Row>(`${select} WHERE number = ?`, number))
}

const select = 'SELECT number, message_id AS messageId, hook_id AS hookId, source FROM numbered_message'

type Row = Omit<NumberedRow, 'source'> & { readonly source: string | null }

function toRow(row: Row | undefined): NumberedRow | undefined {
  return row && { ...row, source: row.source === null ? null : (JSON.parse(row.source) as unknown) }
}

export function setNumberedSource(tx: Tx, number: number, source: unknown): void {
  tx.run('UPDATE numbered_message SET source = ? WHERE number = ?', toJson(source), number)
}

/** What its sender wrote is not what the message says any more, or goes with it; the number stays, so that it is given to no other message. */
export function forgetSource(tx: Tx, messageId: MessageId): void {
  tx.run('UPDATE numbered_message SET source = NULL WHERE message_id = CAST(? AS TEXT)', messageId)
}

const toJson = (source: unknown): string | null => (source === undefined || source === null ? null : JSON.stringify(source))
