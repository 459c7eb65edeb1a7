/** A person changes the text of their own message. */
import { AppError } from '#shared/contract/errors.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { getMessage, findMessageRow } from '../../store/messages.ts'
import { readSettings } from '../../store/settings.ts'
import { announceChange } from '../announce-change.ts'
import { checkText } from './check-text.ts'
import { requireMay } from '../require.ts'
import { requireLiveMessage } from './require-message.ts'

/** Who is named anew is not notified: an edit is a correction. @throws AppError `not_found`, `forbidden`, `invalid`, `conflict`. */
export function editMessage(ctx: Context, actor: Actor, input: { readonly messageId: MessageId; readonly text: string }): Promise<Message> {
  return ctx.write((tx) => {
    const { message, channel } = requireLiveMessage(tx, actor, input.messageId)
    if (message.type !== 'message') throw new AppError('forbidden', 'Only messages that people wrote can be edited.')
    const isOwn = findMessageRow(tx, message.id)?.authorId === actor.personId
    requireMay(tx, actor, 'message.edit', { isMember: true, isOwn }, 'Only the person who wrote a message can edit it.')
    const text = checkText(input.text, { maxLength: readSettings(tx)['messages.maxLength'], mayBeEmpty: message.files.length > 0 })
    if (text === message.text) return message
    const change = { scope: channel.id, kind: 'message.edited' as const, body: { messageId: message.id, text } }
    commit(ctx, tx, change)
    announceChange(ctx, tx, change)
    return getMessage(tx, message.id)
  })
}
