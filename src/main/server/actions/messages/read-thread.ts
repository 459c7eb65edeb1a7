/** A thread as one person sees it: its root, whether they follow it and what they have not read. */
import type { Message } from '#shared/contract/message.ts'
import type { FollowedThread } from '#shared/contract/unread.ts'
import type { Actor } from '../../context.ts'
import type { Reader } from '../../store/connection.ts'
import { getMessage } from '../../store/messages.ts'
import { countUnreadReplies, findFollow } from '../../store/threads.ts'

/** A reply stands for its root. */
export function readThread(reader: Reader, actor: Actor, message: Message): FollowedThread {
  const root = message.threadRootId === null ? message : getMessage(reader, message.threadRootId)
  const follow = findFollow(reader, actor.personId, root.id)
  const following = follow?.following === 1
  const lastRead = follow?.position ?? 0
  return { root, following, unread: following ? countUnreadReplies(reader, actor.personId, root.id, lastRead) : 0, lastRead }
}
