/** Writes what happens to a message after it was posted, as the change log tells it. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Tx } from '../connection.ts'
import { mostVersions } from '../versions.ts'
import { forgetTold } from '../hot-cache.ts'
import { recountReplies } from './messages.ts'

/** Of a deleted message only its place is noted: the text has to leave the log. */
export function editMessage(tx: Tx, { at, body }: ChangeOf<'message.edited'>, position: number): void {
  forgetTold(tx)
  const before = tx.get<{ edits: string | null }>('SELECT edits FROM message WHERE id = ?', body.messageId)
  if (!before) return
  const edits = [...new Set([...(before.edits === null ? [] : (JSON.parse(before.edits) as number[])), position])].sort((a, b) => a - b)
  const kept = edits.slice(-(mostVersions - 1))
  tx.run('UPDATE message SET edits = ?, edits_gone = edits_gone + ? WHERE id = ?', JSON.stringify(kept), edits.length - kept.length, body.messageId)
  tx.run('UPDATE message SET text = ?, edited_at = ? WHERE id = ? AND deleted_at IS NULL', body.text, at, body.messageId)
  const { attachments, props } = body
  if (attachments !== undefined) tx.run('UPDATE message SET attachments = ? WHERE id = ? AND deleted_at IS NULL', attachments.length === 0 ? null : JSON.stringify(attachments), body.messageId)
  if (props !== undefined) tx.run('UPDATE message SET props = ? WHERE id = ? AND deleted_at IS NULL', Object.keys(props).length === 0 ? null : JSON.stringify(props), body.messageId)
}

/** The row stays with nothing in it: positions keep their meaning, and a thread keeps its root. @returns false when it was deleted before. */
export function deleteMessage(tx: Tx, { at, body }: ChangeOf<'message.deleted'>): boolean {
  forgetTold(tx)
  const id = body.messageId
  const row = tx.get<{ rootId: MessageId | null; deletedAt: number | null }>('SELECT thread_root_id AS rootId, deleted_at AS deletedAt FROM message WHERE id = ?', id)
  tx.run('DELETE FROM reaction WHERE message_id = ?', id)
  tx.run('DELETE FROM message_file WHERE message_id = ?', id)
  tx.run("UPDATE message SET deleted_at = ?, text = '', attachments = NULL, props = NULL, pinned_at = NULL, edited_at = NULL, repeats = NULL, repeated_at = NULL WHERE id = ?", at, id)
  if (row?.rootId != null && row.deletedAt === null) recountReplies(tx, row.rootId, -1)
  return row?.deletedAt === null
}

/** Whatever order they come in, the largest number stands. */
export function countRepeats(tx: Tx, { body: { messageId, count, lastAt } }: ChangeOf<'message.repeated'>): void {
  tx.run(
    'UPDATE message SET repeats = max(coalesce(repeats, 0), ?), repeated_at = max(coalesce(repeated_at, 0), ?) WHERE id = ? AND deleted_at IS NULL',
    count,
    lastAt,
    messageId,
  )
}

export function pinMessage(tx: Tx, { at, body }: ChangeOf<'message.pinned'>): void {
  tx.run('UPDATE message SET pinned_at = ? WHERE id = ? AND deleted_at IS NULL', at, body.messageId)
}

export function unpinMessage(tx: Tx, { body }: ChangeOf<'message.unpinned'>): void {
  tx.run('UPDATE message SET pinned_at = NULL WHERE id = ?', body.messageId)
}

export function insertReaction(tx: Tx, { body }: ChangeOf<'reaction.added'>, position: number): void {
  tx.run(
    `INSERT INTO reaction (message_id, emoji, person_id, position) SELECT id, ?, ?, ? FROM message WHERE id = ? AND deleted_at IS NULL
     ON CONFLICT (message_id, emoji, person_id) DO UPDATE SET position = min(position, excluded.position)`,
    body.emoji,
    body.personId,
    position,
    body.messageId,
  )
}

export function deleteReaction(tx: Tx, { body }: ChangeOf<'reaction.removed'>): void {
  tx.run('DELETE FROM reaction WHERE message_id = ? AND emoji = ? AND person_id = ?', body.messageId, body.emoji, body.personId)
}
