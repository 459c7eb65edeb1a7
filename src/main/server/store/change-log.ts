/** The log of everything that people share: appends a change, gives it its position, and folds it into the projection. */
import type { Change, ChangeKind, ChangeOf } from '#shared/contract/change.ts'
import { applyChange } from './apply-change.ts'
import type { ChannelId } from '#shared/contract/ids.ts'
import type { Reader, SqlValue, Tx } from './connection.ts'

/**
 * Appends the change and applies it in the same transaction. The local log orders until there is a team, so the position is
 * one more than the scope's last.
 * @returns the change's position in its scope, from 1.
 */
export function commitChange(tx: Tx, change: Change): number {
  const position = findLastPosition(tx, change.scope) + 1
  tx.run(
    'INSERT INTO change_log (id, scope, position, kind, author_device, at, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
    change.id,
    change.scope,
    position,
    change.kind,
    change.authorDevice,
    change.at,
    JSON.stringify(change.body),
  )
  applyChange(tx, change, position)
  return position
}

/** 0 for a scope without a change. For the cast see decision 0005. */
export function findLastPosition(reader: Reader, scope: string): number {
  return reader.get<{ position: number }>('SELECT position FROM change_log WHERE scope = CAST(? AS TEXT) ORDER BY position DESC LIMIT 1', scope)?.position ?? 0
}

/**
 * Takes the words out of the changes at these positions of a channel: a deleted message leaves only that it was there. What they
 * leave in the tables is the same when the log is replayed, because the message's deletion follows.
 */
export function redactMessage(tx: Tx, scope: ChannelId, positions: readonly number[]): void {
  for (const position of positions) {
    tx.run(
      `UPDATE change_log SET body = CASE kind WHEN 'message.posted' THEN json_remove(json_set(body, '$.text', '', '$.attachments', json('[]'), '$.props', json('{}')), '$.files')
         ELSE json_remove(json_set(body, '$.text', ''), '$.attachments') END WHERE scope = ? AND position = ?`,
      scope,
      position,
    )
  }
}

interface Row {
  seq: number
  id: string
  scope: string
  position: number
  kind: string
  author_device: string
  at: number
  body: string
}

export function findChangeById(reader: Reader, id: string): Change | undefined {
  const row = reader.get<Row>('SELECT * FROM change_log WHERE id = CAST(? AS TEXT)', id)
  return row && toChange(row)
}

/** Pages through the whole log in the order in which this device learned it. */
export function listChanges(reader: Reader, afterSeq: number, limit: number): { seq: number; position: number; change: Change }[] {
  const params: SqlValue[] = [afterSeq, limit]
  return reader.all<Row>('SELECT * FROM change_log WHERE seq > ? ORDER BY seq LIMIT ?', ...params).map((row) => ({
    seq: row.seq,
    position: row.position,
    change: toChange(row),
  }))
}

function toChange(row: Row): Change {
  return { id: row.id, scope: row.scope, kind: row.kind, authorDevice: row.author_device, at: row.at, body: JSON.parse(row.body) as unknown } as unknown as Change
}

/** A change without what every change gets from its surroundings. */
export type ChangeContent<K extends ChangeKind> = Pick<ChangeOf<K>, 'scope' | 'kind' | 'body'>
