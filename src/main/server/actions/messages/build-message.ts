/** Turns a posted change into the message that people see, without reading it back. */
import type { PostedMessage } from '#shared/contract/change.ts'
import type { ChannelId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { isPending } from '../../store/positions.ts'
import { toFile } from '../../store/uploads.ts'

export interface Surroundings {
  readonly channel: { readonly id: ChannelId; readonly name: string }
  readonly author: { readonly username: string; readonly displayName: string }
  readonly hookName: string | null
  readonly position: number
  readonly at: number
  /** Usernames of those whom `named` lists. */
  readonly named?: readonly string[] | undefined
}

/** What a posted change says of hooks when none is behind it. */
export const withoutHook = { username: null, hookId: null, iconUrl: null, iconEmoji: null, attachments: [] } satisfies Partial<PostedMessage>

/** Equal to what `store/messages.ts` reads for the same message; a test compares the two. */
export function buildMessage(posted: PostedMessage, { channel, author, hookName, position, at, named }: Surroundings): Message {
  return {
    id: posted.messageId,
    type: posted.type,
    channel: channel.name,
    channelId: channel.id,
    position,
    author: author.username,
    username: posted.username ?? author.displayName,
    text: posted.text,
    createdAt: at,
    editedAt: null,
    deletedAt: null,
    pinnedAt: null,
    threadRootId: posted.threadRootId ?? null,
    thread: null,
    reactions: [],
    files: posted.files?.map(toFile) ?? [],
    bot: posted.type === 'webhook',
    // A hook's words are plain where they are ordered; what waits for its place will be sealed there.
    endToEndEncrypted: isPending(position) && posted.type !== 'webhook',
    sending: isPending(position) ? 'waiting' : 'sent',
    hookId: posted.hookId,
    hookName,
    iconUrl: posted.iconUrl,
    iconEmoji: posted.iconEmoji,
    attachments: posted.attachments,
    props: posted.props,
    subscriptionId: posted.subscriptionId ?? null,
    ownerPicture: posted.ownerPicture === true,
    caseId: posted.case?.id ?? null,
    caseState: posted.case?.id === posted.messageId ? 'open' : null,
    caseUpdates: posted.case?.id === posted.messageId ? 0 : null,
    priority: posted.priority ?? null,
    silent: posted.silent === true,
    mentions: posted.mentions ?? 'all',
    ...(posted.test === true && { test: true as const }),
    ...(named === undefined ? {} : { named: [...named] }),
  }
}
