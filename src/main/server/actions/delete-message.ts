/** Deletes a message for everybody, also from what this device remembers of it. */
import type { MessageId } from '#shared/contract/ids.ts'
import { commit, type Actor, type Context } from '../context.ts'
import { findMessageRow } from '../store/messages.ts'
import { announceChange } from './announce-change.ts'
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
    const change = { scope: channel.id, kind: 'message.deleted' as const, body: { messageId: message.id, deletedBy: actor.personId } }
    commit(ctx, tx, change)
    announceChange(ctx, tx, change)
    return { messageId: message.id }
  })
}
