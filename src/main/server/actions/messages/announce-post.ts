/** What a new message does besides standing there: it is announced, people are told, marks move. The same for what is written here and what comes from other devices. */
import type { PersonId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Tx } from '../../store/connection.ts'
import { advanceReadMark } from '../../store/read-marks.ts'
import { setThreadMark } from '../../store/threads.ts'
import { orderedPosition } from '../../store/change-log.ts'
import { noteMessage } from './note-message.ts'
import { noteSilently } from './note-silently.ts'
import { noteThreadReply } from './note-thread-reply.ts'

/** Told by name of one message of a hook at the most, where the message does not say who. */
export const MOST_NAMED = { all: 1000, people: 50, exact: 50, none: 0 } as const

export interface Telling {
  /** A person to whom it tells nothing new, because they or their device came after it was written. */
  readonly past?: PersonId | null
}

/** To be called after the message is stored. */
export function announcePost(tx: Tx, message: Message, authorId: PersonId, { past = null }: Telling = {}): void {
  tx.emit({ name: 'message.posted', data: message }, message.channelId)
  if (message.type === 'system') return
  if (message.silent) return noteSilently(tx, message)
  const byHook = message.type === 'webhook'
  const most = message.named === undefined ? MOST_NAMED[message.mentions] : message.named.length
  noteMessage(tx, { ...message, at: message.createdAt, authorId, byHook, text: mentioningText(message), ...(byHook ? { most } : {}) })
  // Whoever writes has seen what stands above.
  if (message.threadRootId !== null) noteThreadReply(tx, message, byHook ? null : authorId)
  else if (!byHook) advanceReadMark(tx, authorId, message.channelId, message.position)
  if (past !== null) passOver(tx, message, past)
}

function passOver(tx: Tx, { channelId, threadRootId, position }: Message, personId: PersonId): void {
  if (threadRootId === null) advanceReadMark(tx, personId, channelId, position)
  else setThreadMark(tx, personId, threadRootId, orderedPosition(tx, channelId, position))
}

/** Of an attachment, its text and the words above it name people; title, fields and footer do not, as in Mattermost. What receivers answer names by its text. */
export function mentioningText({ text, attachments, subscriptionId = null }: Pick<Message, 'text' | 'attachments'> & { readonly subscriptionId?: Message['subscriptionId'] }): string {
  if (attachments.length === 0 || subscriptionId !== null) return text
  return [text, ...attachments.flatMap((attachment) => [attachment.pretext ?? '', attachment.text ?? ''])].join('\n\n')
}
