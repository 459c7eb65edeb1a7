/** Takes a message out of the tables that never got its place; all others only lose their words. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { Tx } from './connection.ts'
import { forgetTold } from './hot-cache.ts'
import { deleteNotices } from './notices.ts'
import { recountReplies } from './projection/messages.ts'
import { deleteSaved } from './saved.ts'

/** To be called when nothing rests on it any more. */
export function removePost(tx: Tx, { body }: ChangeOf<'message.posted'>): void {
  forgetTold(tx)
  const id = body.messageId
  deleteNotices(tx, id)
  deleteSaved(tx, id)
  tx.run('DELETE FROM thread_follow WHERE root_id = ?', id)
  tx.run('DELETE FROM thread WHERE root_id = ?', id)
  tx.run('DELETE FROM reaction WHERE message_id = ?', id)
  tx.run('DELETE FROM message_file WHERE message_id = ?', id)
  tx.run('DELETE FROM message WHERE id = ?', id)
  if (body.threadRootId !== undefined) recountReplies(tx, body.threadRootId, -1)
}
