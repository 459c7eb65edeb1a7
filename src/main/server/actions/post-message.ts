/** A person posts a message. */
import { AppError } from '#shared/contract/errors.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { parseChannelRef } from '#shared/core/channel-ref.ts'
import { commit, type Actor, type Context } from '../context.ts'
import { isMember, type ChannelRow } from '../store/channels.ts'
import type { Tx } from '../store/connection.ts'
import { findMessage } from '../store/messages.ts'
import { getPersonByUsername } from '../store/people.ts'
import { readSettings } from '../store/settings.ts'
import { buildMessage } from './build-message.ts'
import { ensureDirectChannel } from './ensure-direct-channel.ts'
import { requireChannel, requireMay, requirePerson } from './require.ts'

export interface PostMessageInput {
  readonly channel: string
  readonly text: string
  /** The sender's own id: the same one again returns the first message and posts nothing. */
  readonly messageId?: MessageId | undefined
}

/** @throws AppError `invalid` (empty or too long), `not_found`, `forbidden`, `conflict` (archived, or a foreign message id). */
export function postMessage(ctx: Context, actor: Actor, input: PostMessageInput): Promise<Message> {
  return ctx.write((tx) => {
    const author = requirePerson(tx, actor)
    const channel = resolveChannel(ctx, tx, actor, input.channel)
    requireMay(tx, actor, 'message.post', { isMember: isMember(tx, channel.id, actor.personId) }, `You are not a member of #${channel.name}.`)
    const earlier = input.messageId && findMessage(tx, input.messageId)
    if (earlier) return sameMessage(earlier, channel, author.username)
    if (channel.archivedAt !== null) throw new AppError('conflict', `#${channel.name} is archived: nobody can post there.`, 'channel')
    const text = checkText(input.text, readSettings(tx)['messages.maxLength'])
    const body = {
      messageId: input.messageId ?? ctx.newId<MessageId>(),
      type: 'message' as const,
      authorId: actor.personId,
      text,
      username: null,
      hookId: null,
      iconUrl: null,
      iconEmoji: null,
      attachments: [],
      props: {},
    }
    const { position, at } = commit(ctx, tx, { scope: channel.id, kind: 'message.posted', body })
    const message = buildMessage(body, { channel, author, hookName: null, position, at })
    tx.emit({ name: 'message.posted', data: message }, channel.id)
    return message
  })
}

function resolveChannel(ctx: Context, tx: Tx, actor: Actor, rawRef: string): ChannelRow {
  const ref = parseChannelRef(rawRef)
  if (ref.kind === 'channel') return requireChannel(tx, actor, rawRef)
  const other = getPersonByUsername(tx, ref.username, 'channel')
  const channel = ensureDirectChannel(ctx, tx, requirePerson(tx, actor), other)
  if (!channel) throw new AppError('forbidden', `Guests can write to people of a channel that both are in; you and ${other.username} share none.`, 'channel')
  return channel
}

function sameMessage(earlier: Message, channel: ChannelRow, username: string): Message {
  if (earlier.channelId === channel.id && earlier.author === username && earlier.type === 'message') return earlier
  throw new AppError('conflict', 'Another message has this id already.', 'messageId')
}

function checkText(text: string, maxLength: number): string {
  if (text.trim() === '') throw new AppError('invalid', 'Write something first: the message is empty.', 'text')
  const length = text.length <= maxLength ? text.length : [...text].length
  if (length > maxLength) throw new AppError('invalid', `The message has ${length} characters; at most ${maxLength} fit. Shorten it or send it in parts.`, 'text')
  return text
}
