/** Messages that want somebody: who was named, addressed with everyone, or waits for a word. Kept per person on this device. */
import type { ChannelId, MessageId, PersonId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'

/** The person of a row that addresses everybody in the channel. */
export const everyone = '*'

export type NoticeKind = 'mention' | 'audience' | 'keyword'

export interface NewNotice {
  readonly personId: PersonId | typeof everyone
  readonly channelId: ChannelId
  readonly position: number
  readonly messageId: MessageId
  readonly threadRootId: MessageId | null
  readonly authorId: PersonId
  readonly reason: NoticeKind
  readonly keyword: string | null
}

export interface NoticeRow {
  id: number
  messageId: MessageId
  reason: NoticeKind
  keyword: string | null
  channelId: ChannelId
  position: number
  threadRootId: MessageId | null
}

const columns = 'n.id, n.message_id AS messageId, n.reason, n.keyword, n.channel_id AS channelId, n.position, n.thread_root_id AS threadRootId'

export function insertNotice(tx: Tx, notice: NewNotice): void {
  tx.run(
    'INSERT INTO notice (person_id, channel_id, position, message_id, thread_root_id, author_id, reason, keyword) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    notice.personId,
    notice.channelId,
    notice.position,
    notice.messageId,
    notice.threadRootId,
    notice.authorId,
    notice.reason,
    notice.keyword,
  )
}

export function deleteNotices(tx: Tx, messageId: MessageId): void {
  tx.run('DELETE FROM notice WHERE message_id = ?', messageId)
}

/** Those that one person got for a message, the strongest first. */
export function listNoticesOf(reader: Reader, messageId: MessageId, personId: PersonId): NoticeRow[] {
  return reader.all<NoticeRow>(`SELECT ${columns} FROM notice n WHERE n.message_id = ? AND n.person_id IN (?, '${everyone}') ORDER BY n.reason = 'mention' DESC, n.reason = 'audience' DESC`, messageId, personId)
}

/** What may be listed for a person, one per message, newest first: their own, and those to everyone in channels that they are in, but of no hook that they muted. */
export function listNotices(reader: Reader, personId: PersonId, before: number, limit: number): NoticeRow[] {
  const heard = 'NOT EXISTS (SELECT 1 FROM hook_mute x JOIN message m ON m.id = n.message_id WHERE x.person_id = ? AND x.hook_id = m.hook_id)'
  const own = `SELECT ${columns} FROM notice n WHERE n.person_id = ? AND n.id < ? AND ${heard}
    AND EXISTS (SELECT 1 FROM channel_member cm WHERE cm.channel_id = n.channel_id AND cm.person_id = ?) ORDER BY n.id DESC LIMIT ?`
  const toAll = `SELECT ${columns} FROM notice n WHERE n.person_id = '${everyone}' AND n.id < ? AND ${heard}
    AND (n.author_id <> ? OR EXISTS (SELECT 1 FROM message m WHERE m.id = n.message_id AND m.type = 'webhook'))
    AND NOT EXISTS (SELECT 1 FROM notice own WHERE own.message_id = n.message_id AND own.person_id = ?)
    AND EXISTS (SELECT 1 FROM channel_member cm WHERE cm.channel_id = n.channel_id AND cm.person_id = ?) ORDER BY n.id DESC LIMIT ?`
  const rows = [...reader.all<NoticeRow>(own, personId, before, personId, personId, limit), ...reader.all<NoticeRow>(toAll, before, personId, personId, personId, personId, limit)]
  return rows.sort((a, b) => b.id - a.id).slice(0, limit)
}
