/** The message that an action is about, with its channel; one that may not be read is not found. */
import { AppError } from '#shared/contract/errors.ts'
import type { Message } from '#shared/contract/message.ts'
import { parseId } from '#shared/core/ids.ts'
import type { Actor } from '../../context.ts'
import { findChannel, isMember, type ChannelRow } from '../../store/channels.ts'
import type { Reader } from '../../store/connection.ts'
import { findMessage } from '../../store/messages.ts'
import { mayRead, requireMay } from '../require.ts'

export interface FoundMessage {
  readonly message: Message
  readonly channel: ChannelRow
}

/** @throws AppError `not_found`. Also finds deleted messages that hold a thread. */
export function requireMessage(reader: Reader, actor: Actor, rawId: string): FoundMessage {
  const message = findMessage(reader, parseId(rawId) ?? '')
  const channel = message && findChannel(reader, message.channelId)
  if (!message || !channel || !mayRead(reader, actor, channel)) throw new AppError('not_found', 'There is no such message.')
  if (message.deletedAt !== null && message.thread === null) throw new AppError('not_found', 'This message was deleted.')
  return { message, channel }
}

/** For everything that changes a message. @throws AppError `not_found`, `forbidden` (not a member), `conflict` (deleted, archived). */
export function requireLiveMessage(reader: Reader, actor: Actor, rawId: string): FoundMessage {
  const found = requireMessage(reader, actor, rawId)
  const { message, channel } = found
  requireMay(reader, actor, 'message.post', { isMember: isMember(reader, channel.id, actor.personId) }, `You are not a member of #${channel.name}.`)
  if (message.deletedAt !== null) throw new AppError('conflict', 'This message was deleted.')
  if (channel.archivedAt !== null) throw new AppError('conflict', `#${channel.name} is archived: nothing can be changed there.`)
  return found
}
