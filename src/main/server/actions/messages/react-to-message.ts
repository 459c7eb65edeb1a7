/** A person adds or takes away an emoji under a message. */
import { AppError } from '#shared/contract/errors.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { getMessage } from '../../store/messages.ts'
import { announceChange } from '../announce-change.ts'
import { requirePerson } from '../require.ts'
import { requireLiveMessage } from './require-message.ts'

/** Different emoji under one message: more are a wall, not a reaction. */
const REACTION_LIMIT = 50

/** An emoji of Unicode (also flags, keycaps and joined ones), or a shortcode without colons. */
const EMOJI = /^(?:[\p{Emoji}\p{Emoji_Component}\u200d\ufe0f]{1,32}|[a-z0-9_+-]{1,64})$/u

/** Twice the same changes nothing. @throws AppError `not_found`, `forbidden`, `conflict`, `invalid`, `limit_reached`. */
export function reactToMessage(ctx: Context, actor: Actor, input: { readonly messageId: MessageId; readonly emoji: string; readonly on: boolean }): Promise<Message> {
  const { emoji, on } = input
  return ctx.write((tx) => {
    const { message, channel } = requireLiveMessage(tx, actor, input.messageId)
    if (message.type === 'system') throw new AppError('forbidden', 'Nobody reacts to what the app says.')
    if (!EMOJI.test(emoji)) throw new AppError('invalid', 'React with an emoji.', 'emoji')
    const reaction = message.reactions.find((one) => one.emoji === emoji)
    const isOn = reaction?.people.includes(requirePerson(tx, actor).username) ?? false
    if (isOn === on) return message
    if (on && reaction === undefined && message.reactions.length >= REACTION_LIMIT) {
      throw new AppError('limit_reached', `There are ${REACTION_LIMIT} different reactions already. Choose one of them.`)
    }
    const kind = on ? ('reaction.added' as const) : ('reaction.removed' as const)
    const change = { scope: channel.id, kind, body: { messageId: message.id, personId: actor.personId, emoji } }
    commit(ctx, tx, change)
    announceChange(ctx, tx, change)
    return getMessage(tx, message.id)
  })
}
