/** What a case is called in a list: the first line that its message says. */
import type { Message } from '#shared/contract/message.ts'
import { notificationBody } from '#shared/core/notification-text.ts'

/** Plain text of at most 160 letters; '' when nothing can be read. */
export function caseTitle({ text, attachments, files }: Pick<Message, 'text' | 'attachments' | 'files'>): string {
  const line = text.split('\n').find((one) => one.trim() !== '')
  return notificationBody({ text: line ?? attachments.find(({ title = '' }) => title !== '')?.title ?? '', attachments, files })
}
