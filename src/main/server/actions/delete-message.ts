/** Deletes a message for everybody, also from what this device remembers of it. */
import type { MessageId } from '#shared/contract/ids.ts'
import { commit, type Actor, type Context } from '../context.ts'
import { findCase } from '../store/cases.ts'
import { redactMessage } from '../store/change-log.ts'
import type { Tx } from '../store/connection.ts'
import { findMessageRow, getMessage } from '../store/messages.ts'
import { deleteNotices } from '../store/notices.ts'
import { deleteSaved } from '../store/saved.ts'
import { markForIndexing } from '../store/search.ts'
import { recountThread } from '../store/threads.ts'
import { requireMay } from './require.ts'
import { requireLiveMessage } from './require-message.ts'

/** Its text leaves the change log too; only that it was there stays. @throws AppError `not_found`, `forbidden`, `conflict`. */
export function deleteMessage(ctx: Context, actor: Actor, { messageId }: { readonly messageId: MessageId }): Promise<{ messageId: MessageId }> {
  return ctx.write((tx) => {
    const { message, channel } = requireLiveMessage(tx, actor, messageId)
    const row = findMessageRow(tx, message.id)
    // What a hook wrote belongs to its owner.
    const isOwn = row?.authorId === actor.personId && message.type !== 'system'
    requireMay(tx, actor, 'message.delete', { isMember: true, isOwn }, 'Only admins and the person who wrote a message can delete it.')
    redactMessage(tx, channel.id, [message.position, ...(row?.edits ?? [])])
    commit(ctx, tx, { scope: channel.id, kind: 'message.deleted', body: { messageId: message.id, deletedBy: actor.personId } })
    deleteNotices(tx, message.id)
    deleteSaved(tx, message.id)
    markForIndexing(tx, row?.row ?? 0)
    tx.emit({ name: 'message.changed', data: getMessage(tx, message.id) }, channel.id)
    if (message.threadRootId !== null) announceRoot(tx, message.threadRootId)
    // A case whose opening message goes is gone with it: `message.changed` says so.
    const updated = message.caseId === null ? undefined : findCase(tx, message.caseId)
    if (updated) tx.emit({ name: 'case.changed', data: updated }, channel.id)
    return { messageId: message.id }
  })
}

function announceRoot(tx: Tx, rootId: MessageId): void {
  recountThread(tx, rootId)
  const root = getMessage(tx, rootId)
  tx.emit({ name: 'message.changed', data: root }, root.channelId)
}
