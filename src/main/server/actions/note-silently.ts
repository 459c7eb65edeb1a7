/** What a silent message does: nothing becomes unread, and whoever had read everything still has. */
import type { Message } from '#shared/contract/message.ts'
import type { Tx } from '../store/connection.ts'
import { findMessage } from '../store/messages.ts'
import { advanceMarksPast } from '../store/read-marks.ts'
import { advanceThreadMarks } from '../store/threads.ts'

/** To be called after the message is stored. */
export function noteSilently(tx: Tx, message: Message): void {
  if (message.threadRootId === null) return advanceMarksPast(tx, message.channelId, message.position)
  advanceThreadMarks(tx, message.threadRootId, message.position)
  const root = findMessage(tx, message.threadRootId)
  if (root) tx.emit({ name: 'message.changed', data: root }, message.channelId)
}
