/** A person takes back a message that waits for its place, or that the team did not take. */
import { AppError } from '#shared/contract/errors.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Actor, Context } from '../../context.ts'
import { findLogged } from '../../store/change-log.ts'
import type { Tx } from '../../store/connection.ts'
import { findMessage, findMessageRow, getMessage } from '../../store/messages.ts'
import { deletePending, findPostId, listPendingAbout } from '../../store/pending.ts'
import { isPending } from '../../store/positions.ts'
import { removePost } from '../../store/remove-post.ts'
import { deleteRefused } from '../../store/unopened.ts'
import { markForIndexing } from '../../store/search.ts'

/**
 * With what this device said about it. Should it be on its way already, it comes back with its place, as from another device.
 * @throws AppError `not_found`, `conflict` when it has its place.
 */
export function discardWaiting(ctx: Context, actor: Actor, messageId: MessageId): Promise<void> {
  return ctx.write((tx) => {
    const row = findMessageRow(tx, messageId)
    if (!row || row.authorId !== actor.personId) throw new AppError('not_found', 'There is no such message of yours.')
    if (!isPending(row.position)) throw new AppError('conflict', 'This message was sent already. Delete it instead.')
    discard(tx, messageId)
  })
}

function discard(tx: Tx, messageId: MessageId): void {
  const row = findMessageRow(tx, messageId)
  const message = findMessage(tx, messageId)
  const id = row && findPostId(tx, row.channelId, messageId)
  const logged = id === undefined ? undefined : findLogged(tx, id)
  if (!row || !message || logged?.change.kind !== 'message.posted') return
  for (const about of listPendingAbout(tx, row.channelId, messageId)) {
    if (about.change.id === id) continue
    if (about.change.kind === 'message.posted') discard(tx, about.change.body.messageId)
    deletePending(tx, about)
    deleteRefused(tx, about.change.id)
  }
  deletePending(tx, logged)
  deleteRefused(tx, logged.change.id)
  removePost(tx, logged.change)
  markForIndexing(tx, row.row)
  tx.emit({ name: 'message.changed', data: { ...message, text: '', files: [], reactions: [], thread: null, deletedAt: message.createdAt } }, row.channelId)
  if (message.threadRootId !== null) tx.emit({ name: 'message.changed', data: getMessage(tx, message.threadRootId) }, row.channelId)
}
