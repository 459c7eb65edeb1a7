/** A person posts a message or a reply. */
import { AppError } from '#shared/contract/errors.ts'
import type { PostedMessage } from '#shared/contract/change.ts'
import type { FileId, MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import { parseChannelRef } from '#shared/core/channel-ref.ts'
import type { Actor, Context } from '../../context.ts'
import { isMember, listMemberIds, type ChannelRow } from '../../store/channels.ts'
import type { Tx } from '../../store/connection.ts'
import { findMessage } from '../../store/messages.ts'
import { getPersonByUsername, isRemoved } from '../../store/people.ts'
import { readSettings } from '../../store/settings.ts'
import { takeUploads } from '../../store/uploads.ts'
import { withoutHook } from './build-message.ts'
import { checkText } from './check-text.ts'
import { commitPost } from './commit-post.ts'
import { ensureDirectChannel } from '../channels/ensure-direct-channel.ts'
import { requireChannel, requireMay, requirePerson } from '../require.ts'

export interface PostMessageInput {
  readonly channel: string
  readonly text: string
  /** The sender's own id: the same one again returns the first message and posts nothing. */
  readonly messageId?: MessageId | undefined
  /** A reply's id stands for its root. */
  readonly threadRootId?: MessageId | undefined
  readonly fileIds?: readonly FileId[] | undefined
  readonly isAction?: boolean | undefined
}

/** @throws AppError `invalid` (empty, too long, files), `not_found`, `forbidden`, `conflict` (archived, all others removed, or a foreign message id). */
export function postMessage(ctx: Context, actor: Actor, input: PostMessageInput): Promise<Message> {
  return ctx.write((tx) => {
    const author = requirePerson(tx, actor)
    const channel = resolveChannel(ctx, tx, actor, input.channel)
    requireMay(tx, actor, 'message.post', { isMember: isMember(tx, channel.id, actor.personId) }, `You are not a member of #${channel.name}.`)
    const earlier = input.messageId && findMessage(tx, input.messageId)
    if (earlier) return sameMessage(earlier, channel, author.username)
    if (channel.archivedAt !== null) throw new AppError('conflict', `#${channel.name} is archived: nobody can post there.`, 'channel')
    refuseDeserted(tx, author, channel)
    return commitPost(ctx, tx, buildBody(ctx, tx, author, channel, input), { channel, author, hookName: null })
  })
}

function buildBody(ctx: Context, tx: Tx, author: Person, channel: ChannelRow, input: PostMessageInput): PostedMessage {
  const fileIds = input.fileIds ?? []
  const text = checkText(input.text, { maxLength: readSettings(tx)['messages.maxLength'], mayBeEmpty: fileIds.length > 0 })
  const rootId = input.threadRootId && requireRoot(tx, input.threadRootId, channel)
  return {
    messageId: input.messageId ?? ctx.newId<MessageId>(),
    type: 'message',
    authorId: author.id,
    text,
    ...withoutHook,
    props: input.isAction === true ? { action: 'me' } : {},
    ...(rootId === undefined ? {} : { threadRootId: rootId }),
    ...(fileIds.length === 0 ? {} : { files: takeUploads(tx, author.id, fileIds) }),
  }
}

/** @throws AppError `not_found` for a message that is not in this channel, `conflict` for one that was deleted. */
function requireRoot(tx: Tx, id: MessageId, channel: ChannelRow): MessageId {
  const named = findMessage(tx, id)
  const root = named?.threadRootId == null ? named : findMessage(tx, named.threadRootId)
  if (!root || root.channelId !== channel.id) throw new AppError('not_found', 'The message that this replies to is not in this channel.', 'threadRootId')
  if (root.deletedAt !== null && root.thread === null) throw new AppError('conflict', 'The message that this replies to was deleted.', 'threadRootId')
  return root.id
}

function resolveChannel(ctx: Context, tx: Tx, actor: Actor, rawRef: string): ChannelRow {
  const ref = parseChannelRef(rawRef)
  if (ref.kind === 'channel') return requireChannel(tx, actor, rawRef)
  const other = getPersonByUsername(tx, ref.username, 'channel')
  const channel = ensureDirectChannel(ctx, tx, requirePerson(tx, actor), other)
  if (!channel) throw new AppError('forbidden', `Guests can write to people of a channel that both are in; you and ${other.username} share none.`, 'channel')
  return channel
}

/** What is written to people who are all gone would be read by nobody, and look as if it had arrived. */
function refuseDeserted(tx: Tx, author: Person, { id, type }: ChannelRow): void {
  if (type !== 'direct' && type !== 'group') return
  const others = listMemberIds(tx, id).filter((personId) => personId !== author.id)
  if (others.length > 0 && others.every((personId) => isRemoved(tx, personId))) throw new AppError('conflict', 'Nobody else of this conversation belongs to this workspace any more: nobody would read it.', 'channel')
}

function sameMessage(earlier: Message, channel: ChannelRow, username: string): Message {
  if (earlier.channelId === channel.id && earlier.author === username && earlier.type === 'message') return earlier
  throw new AppError('conflict', 'Another message has this id already.', 'messageId')
}
