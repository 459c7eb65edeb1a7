/** What a reply does besides standing in its thread: followers have something unread, its author follows, the root shows one more. */
import type { MessageId, PersonId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Tx } from '../../store/connection.ts'
import { orderedPosition } from '../../store/change-log.ts'
import { findChannel, listMemberIds } from '../../store/channels.ts'
import { isMutedFor } from '../../store/hook-mutes.ts'
import { findMessage } from '../../store/messages.ts'
import { findPersonByUsername } from '../../store/people.ts'
import { noteReply, setThreadMark, startFollowing } from '../../store/threads.ts'
import { findChannelPreference } from '../../store/unreads.ts'

/** `authorId` is null for a hook, which follows nothing. To be called after the reply is stored. */
export function noteThreadReply(tx: Tx, reply: Message, authorId: PersonId | null): void {
  const rootId = reply.threadRootId
  const root = rootId === null ? undefined : findMessage(tx, rootId)
  if (rootId === null || !root) return
  const writer = root.type === 'message' ? findPersonByUsername(tx, root.author) : undefined
  // Their own message is where they have read to.
  if (writer) startFollowing(tx, writer.id, rootId, { read: orderedPosition(tx, root.channelId, root.position), at: reply.createdAt })
  const read = orderedPosition(tx, reply.channelId, reply.position)
  if (authorId !== null) startFollowing(tx, authorId, rootId, { read, at: reply.createdAt })
  followInConversation(tx, reply, rootId)
  noteReply(tx, rootId, { authorId, hookId: reply.hookId, at: reply.createdAt })
  // Whoever replies has read the thread up to there.
  if (authorId !== null) setThreadMark(tx, authorId, rootId, read)
  tx.emit({ name: 'message.changed', data: root }, reply.channelId)
}

/** In a conversation everything is for everybody in it, also what is said in threads that they never wrote in. Not for who muted it. */
function followInConversation(tx: Tx, { channelId, hookId, position, createdAt }: Message, rootId: MessageId): void {
  const type = findChannel(tx, channelId)?.type
  if (type !== 'direct' && type !== 'group') return
  const read = orderedPosition(tx, channelId, position - 1)
  for (const personId of listMemberIds(tx, channelId)) {
    if (findChannelPreference(tx, personId, channelId).muted || isMutedFor(tx, personId, hookId)) continue
    startFollowing(tx, personId, rootId, { read, at: createdAt })
  }
}
