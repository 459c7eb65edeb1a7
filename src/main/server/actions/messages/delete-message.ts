/** A person deletes a message for everybody. */
import type { MessageId } from '#shared/contract/ids.ts'
import type { Actor, Context } from '../../context.ts'
import { findMessageRow } from '../../store/messages.ts'
import { removeMessage } from './remove-message.ts'
import { requireMay } from '../require.ts'
import { requireLiveMessage } from './require-message.ts'

/** @throws AppError `not_found`, `forbidden`, `conflict`. */
export function deleteMessage(ctx: Context, actor: Actor, { messageId }: { readonly messageId: MessageId }): Promise<{ messageId: MessageId }> {
  return ctx.write((tx) => {
    const { message, channel } = requireLiveMessage(tx, actor, messageId)
    // What a hook wrote belongs to its owner.
    const isOwn = findMessageRow(tx, message.id)?.authorId === actor.personId && message.type !== 'system'
    requireMay(tx, actor, 'message.delete', { isMember: true, isOwn }, 'Only admins and the person who wrote a message can delete it.')
    removeMessage(ctx, tx, { message, channelId: channel.id, deletedBy: actor.personId })
    return { messageId: message.id }
  })
}
