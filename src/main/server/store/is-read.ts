/** Whether somebody has read a message already: a channel by its mark, a thread by its own. */
import type { PersonId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Reader } from './connection.ts'
import { findReadMark, hasRead } from './read-marks.ts'
import { isPending } from './positions.ts'
import { findFollow } from './threads.ts'

export function isRead(reader: Reader, personId: PersonId, { channelId, threadRootId, position }: Pick<Message, 'channelId' | 'threadRootId' | 'position'>): boolean {
  if (threadRootId === null) return hasRead(findReadMark(reader, personId, channelId), position)
  const follow = findFollow(reader, personId, threadRootId)
  // What waits for its place stands behind every mark: it is read when nothing is unread.
  return follow !== undefined && (isPending(position) ? follow.unread === 0 : position <= follow.position)
}
