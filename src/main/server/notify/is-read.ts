/** Whether somebody has read a message already: a channel by its mark, a thread by its own. */
import type { PersonId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Reader } from '../store/connection.ts'
import { findReadMark } from '../store/read-marks.ts'
import { findFollow } from '../store/threads.ts'

export function isRead(reader: Reader, personId: PersonId, { channelId, threadRootId, position }: Message): boolean {
  const mark = threadRootId === null ? findReadMark(reader, personId, channelId) : (findFollow(reader, personId, threadRootId)?.position ?? 0)
  return position <= mark
}
