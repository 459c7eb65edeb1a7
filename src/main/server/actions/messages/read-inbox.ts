/** Pages of what concerns one person: messages that want them, messages that they saved. */
import type { Message } from '#shared/contract/message.ts'
import type { Notice } from '#shared/contract/unread.ts'
import type { Actor } from '../../context.ts'
import { findChannel } from '../../store/channels.ts'
import type { Reader } from '../../store/connection.ts'
import { isRead } from '../../store/is-read.ts'
import { listMessagesById } from '../../store/messages.ts'
import { listNotices } from '../../store/notices.ts'
import { listSaved } from '../../store/saved.ts'
import { mayRead } from '../require.ts'

interface Page {
  readonly before?: number | undefined
  readonly limit: number
}

/** Deleted messages are left out. */
export function readNotices(reader: Reader, actor: Actor, { before = Number.MAX_SAFE_INTEGER, limit }: Page): { notices: Notice[]; nextBefore: number | null } {
  const rows = listNotices(reader, actor.personId, before, limit)
  const byId = new Map(listMessagesById(reader, rows.map(({ messageId }) => messageId)).map((message) => [message.id, message]))
  const notices = rows.flatMap((row) => {
    const message = byId.get(row.messageId)
    return message && message.deletedAt === null ? [{ message, reason: row.reason, keyword: row.keyword, unread: !isRead(reader, actor.personId, row) }] : []
  })
  return { notices, nextBefore: rows.length === limit ? (rows.at(-1)?.id ?? null) : null }
}


/** Those of channels that were left are left out, and are there again when the person returns. */
export function readSaved(reader: Reader, actor: Actor, { before = Number.MAX_SAFE_INTEGER, limit }: Page): { messages: Message[]; nextBefore: number | null } {
  const rows = listSaved(reader, actor.personId, before, limit)
  const messages = listMessagesById(reader, rows.map(({ messageId }) => messageId)).filter(({ channelId }) => {
    const channel = findChannel(reader, channelId)
    return channel !== undefined && mayRead(reader, actor, channel)
  })
  return { messages, nextBefore: rows.length === limit ? (rows.at(-1)?.id ?? null) : null }
}
