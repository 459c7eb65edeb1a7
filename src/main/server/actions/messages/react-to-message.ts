/** A person adds or takes away an emoji under a message. */
import { AppError } from '#shared/contract/errors.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { wholeEmoji } from '#shared/core/whole-emoji.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { getMessage } from '../../store/messages.ts'
import { announceChange } from '../announce-change.ts'
import { requirePerson } from '../require.ts'
import { requireLiveMessage } from './require-message.ts'

/** Different emoji under one message: more are a wall, not a reaction. */
const REACTION_LIMIT = 50

const SHORTCODE = /^[a-z0-9_+-]{1,64}$/
/** Of Unicode: also flags, keycaps and joined ones. */
const EMOJI = /^[\p{Emoji}\p{Emoji_Component}\u200d\ufe0f]{1,32}$/u

/** Twice the same changes nothing. @throws AppError `not_found`, `forbidden`, `conflict`, `invalid`, `limit_reached`. */
export function reactToMessage(ctx: Context, actor: Actor, input: { readonly messageId: MessageId; readonly emoji: string; readonly on: boolean }): Promise<Message> {
  const { on } = input
  return ctx.write((tx) => {
    const { message, channel } = requireLiveMessage(tx, actor, input.messageId)
    if (message.type === 'system') throw new AppError('forbidden', 'Nobody reacts to what the app says.')
    const asked = readEmoji(input.emoji)
    // It keeps the way in which it was first written.
    const reaction = message.reactions.find(({ emoji }) => emoji === asked || wholeEmoji(emoji) === asked)
    const emoji = reaction?.emoji ?? asked
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

/** An emoji in the one way of writing it, or a shortcode without colons. @throws AppError `invalid`. */
function readEmoji(text: string): string {
  if (SHORTCODE.test(text)) return text
  if (!EMOJI.test(text)) throw new AppError('invalid', 'React with an emoji.', 'emoji')
  return wholeEmoji(text)
}
