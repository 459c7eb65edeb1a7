/** Writes what happens to a message after it was posted, as the change log tells it. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { Tx } from '../connection.ts'
import { THREAD_FACES } from '../threads.ts'

export function editMessage(tx: Tx, { at, body }: ChangeOf<'message.edited'>, position: number): void {
  const sql = `UPDATE message SET text = ?, edited_at = ?, edits = json_insert(coalesce(edits, '[]'), '$[#]', ?) WHERE id = ? AND deleted_at IS NULL`
  tx.run(sql, body.text, at, position, body.messageId)
  if (body.attachments === undefined) return
  tx.run('UPDATE message SET attachments = ? WHERE id = ? AND deleted_at IS NULL', body.attachments.length === 0 ? null : JSON.stringify(body.attachments), body.messageId)
}

/** The row stays with nothing in it: positions keep their meaning, and a thread keeps its root. */
export function deleteMessage(tx: Tx, { at, body }: ChangeOf<'message.deleted'>): void {
  const id = body.messageId
  tx.run('DELETE FROM reaction WHERE message_id = ?', id)
  tx.run('DELETE FROM message_file WHERE message_id = ?', id)
  tx.run("UPDATE message SET deleted_at = ?, text = '', attachments = NULL, props = NULL, pinned_at = NULL, edited_at = NULL WHERE id = ? AND deleted_at IS NULL", at, id)
  const row = tx.get<{ rootId: string | null }>('SELECT thread_root_id AS rootId FROM message WHERE id = ?', id)
  if (row?.rootId != null) shrinkThread(tx, row.rootId)
}

export function pinMessage(tx: Tx, { at, body }: ChangeOf<'message.pinned'>): void {
  tx.run('UPDATE message SET pinned_at = ? WHERE id = ? AND deleted_at IS NULL', at, body.messageId)
}

export function unpinMessage(tx: Tx, { body }: ChangeOf<'message.unpinned'>): void {
  tx.run('UPDATE message SET pinned_at = NULL WHERE id = ?', body.messageId)
}

export function insertReaction(tx: Tx, { body }: ChangeOf<'reaction.added'>, position: number): void {
  tx.run('INSERT INTO reaction (message_id, emoji, person_id, position) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', body.messageId, body.emoji, body.personId, position)
}

export function deleteReaction(tx: Tx, { body }: ChangeOf<'reaction.removed'>): void {
  tx.run('DELETE FROM reaction WHERE message_id = ? AND emoji = ? AND person_id = ?', body.messageId, body.emoji, body.personId)
}

interface ReplyRow {
  authorId: string
  position: number
  at: number
}

/** Replies that are looked at for the faces of a thread that lost one. */
const LOOKED_AT = 200

function shrinkThread(tx: Tx, rootId: string): void {
  const replies = tx.all<ReplyRow>(
    `SELECT author_id AS authorId, position, created_at AS at FROM message WHERE thread_root_id = ? AND deleted_at IS NULL ORDER BY position DESC LIMIT ${LOOKED_AT}`,
    rootId,
  )
  const last = replies[0]
  if (last === undefined) return void tx.run('DELETE FROM thread WHERE root_id = ?', rootId)
  const people = [...new Set(replies.map(({ authorId }) => authorId))].slice(0, THREAD_FACES)
  tx.run(
    'UPDATE thread SET reply_count = reply_count - 1, last_position = ?, last_at = ?, people = ? WHERE root_id = ?',
    last.position,
    last.at,
    JSON.stringify(people),
    rootId,
  )
}
