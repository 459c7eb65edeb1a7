/** Pins a message to its channel, or takes it down. */
import { AppError } from '#shared/contract/errors.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { getMessage, listPinned } from '../../store/messages.ts'
import { announceChange } from '../announce-change.ts'
import { postSystemMessage } from './post-system-message.ts'
import { requirePerson } from '../require.ts'
import { requireLiveMessage } from './require-message.ts'

const PIN_LIMIT = 100

/** @throws AppError `not_found`, `forbidden`, `conflict`, `limit_reached`. */
export function pinMessage(ctx: Context, actor: Actor, input: { readonly messageId: MessageId; readonly on: boolean }): Promise<Message> {
  return ctx.write((tx) => {
    const { message, channel } = requireLiveMessage(tx, actor, input.messageId)
    if (message.type === 'system') throw new AppError('forbidden', 'What the app says cannot be pinned.')
    if ((message.pinnedAt !== null) === input.on) return message
    if (input.on && listPinned(tx, channel.id, PIN_LIMIT).length >= PIN_LIMIT) {
      throw new AppError('limit_reached', `${PIN_LIMIT} messages are pinned in #${channel.name}. Unpin one first.`)
    }
    const change = input.on
      ? { scope: channel.id, kind: 'message.pinned' as const, body: { messageId: message.id, pinnedBy: actor.personId } }
      : { scope: channel.id, kind: 'message.unpinned' as const, body: { messageId: message.id } }
    commit(ctx, tx, change)
    const me = requirePerson(tx, actor)
    if (input.on) postSystemMessage(ctx, tx, channel, me, { system: 'pinned', value: message.id, text: `@${me.username} pinned a message.` })
    announceChange(ctx, tx, change)
    return getMessage(tx, message.id)
  })
}
