/** What a silent message does: nothing becomes unread, and whoever had read everything still has. */
import type { Message } from '#shared/contract/message.ts'
import type { Tx } from '../../store/connection.ts'
import { findMessage } from '../../store/messages.ts'
import { isPending } from '../../store/positions.ts'
import { advanceMarksPast } from '../../store/read-marks.ts'
import { advanceThreadMarks } from '../../store/threads.ts'

/** Whoever has nothing unread has read this too. What waits moves marks when it gets its place. */
export function readSilently(tx: Tx, { channelId, threadRootId, position }: Pick<Message, 'channelId' | 'threadRootId' | 'position'>): void {
  if (threadRootId === null) advanceMarksPast(tx, channelId, position)
  else advanceThreadMarks(tx, threadRootId, position)
}

/** To be called after the message is stored. */
export function noteSilently(tx: Tx, message: Message): void {
  if (!isPending(message.position)) readSilently(tx, message)
  if (message.threadRootId === null) return
  const root = findMessage(tx, message.threadRootId)
  if (root) tx.emit({ name: 'message.changed', data: root }, message.channelId)
}
