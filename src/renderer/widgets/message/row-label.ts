/** What a screen reader says of a row: who first, then what kind of sender it is, then the words. */
import type { Message } from '#shared/contract/message.ts'
import { formatTime } from '#renderer/lib/format-time.ts'

const LONGEST = 300

export function rowLabel(message: Message): string {
  const text = message.text === '' ? (message.attachments[0]?.fallback ?? message.attachments[0]?.title ?? '') : message.text
  const words = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  const sender = message.type === 'webhook' ? `${message.username}, BOT, webhook, not end-to-end encrypted` : message.username
  return `${sender}, ${words}, ${formatTime(message.createdAt)}`
}
