/** From rows of the message table to the message that people see: its thread, reactions and files read for a whole page at once. */
import type { File } from '#shared/contract/file.ts'
import type { ChannelId, MessageId, PersonId } from '#shared/contract/ids.ts'
import type { Message, Reaction, ThreadSummary } from '#shared/contract/message.ts'
import type { Reader } from './connection.ts'
import { findUsername } from './people.ts'
import { isPending, PENDING_FIRST } from './positions.ts'

export interface MessageRow {
  id: MessageId
  type: Message['type']
  channel: string
  channelId: ChannelId
  position: number
  author: string
  displayName: string
  text: string
  username: string | null
  hookId: Message['hookId']
  hookName: string | null
  subscriptionId: Message['subscriptionId']
  iconUrl: string | null
  iconEmoji: string | null
  attachments: string | null
  props: string | null
  createdAt: number
  editedAt: number | null
  deletedAt: number | null
  pinnedAt: number | null
  threadRootId: MessageId | null
  replyCount: number | null
  lastReplyAt: number | null
  lastPosition: number | null
  threadPeople: string | null
  priority: Message['priority']
  silent: number
  isTest: number
  mentions: Message['mentions'] | null
  named: string | null
  ownerPicture: number
  caseId: MessageId | null
  caseState: Message['caseState']
  caseUpdates: Message['caseUpdates']
  sealed: number
  isRefused: number
  repeatCount: number | null
  repeatedAt: number | null
}

/** To be selected from `message m` with `joins`. */
export const columns = `m.id, m.type, c.name AS channel, m.channel_id AS channelId, m.position, p.username AS author, p.display_name AS displayName,
  m.text, m.username, m.hook_id AS hookId, m.subscription_id AS subscriptionId, coalesce(h.name, s.name) AS hookName, m.icon_url AS iconUrl, m.icon_emoji AS iconEmoji, m.attachments, m.props,
  m.created_at AS createdAt, m.edited_at AS editedAt, m.deleted_at AS deletedAt, m.pinned_at AS pinnedAt, m.thread_root_id AS threadRootId,
  t.reply_count AS replyCount, t.last_at AS lastReplyAt, t.last_position AS lastPosition, t.people AS threadPeople,
  m.priority, m.silent, m.test AS isTest, m.mentions, m.named, m.owner_picture AS ownerPicture, m.case_id AS caseId, CASE WHEN k.id = m.id THEN k.state END AS caseState,
  CASE WHEN k.id = m.id THEN k.updates END AS caseUpdates, m.sealed, m.repeats AS repeatCount, m.repeated_at AS repeatedAt,
  m.position >= ${PENDING_FIRST} AND EXISTS (SELECT 1 FROM refused_change x WHERE x.message_id = m.id) AS isRefused`
export const joins = `JOIN channel c ON c.id = m.channel_id JOIN person p ON p.id = m.author_id LEFT JOIN hook h ON h.id = m.hook_id
  LEFT JOIN thread t ON t.root_id = m.id LEFT JOIN hook_case k ON k.id = m.case_id LEFT JOIN subscription s ON s.id = m.subscription_id`

/** Two more statements for a page, however long it is. */
export function buildMessages(reader: Reader, rows: readonly MessageRow[]): Message[] {
  if (rows.length === 0) return []
  const ids = JSON.stringify(rows.map(({ id }) => id))
  const reactions = readReactions(reader, ids)
  const files = readFiles(reader, ids)
  return rows.map((row) => {
    const message = toMessage(row, toThread(reader, row), reactions.get(row.id) ?? [], files.get(row.id) ?? [])
    return row.named === null ? message : { ...message, named: listNames(reader, JSON.parse(row.named) as PersonId[]) }
  })
}

export function listNames(reader: Reader, ids: readonly PersonId[]): string[] {
  return ids.map((id) => findUsername(reader, id))
}

function toMessage(row: MessageRow, thread: ThreadSummary | null, reactions: Reaction[], files: File[]): Message {
  const { displayName, replyCount: _, lastReplyAt: _a, lastPosition: _b, threadPeople: _c, named: _d, sealed, isRefused, repeatCount, repeatedAt, isTest, ...rest } = row
  return {
    ...rest,
    username: row.username ?? displayName,
    thread,
    reactions,
    files,
    bot: row.type === 'webhook',
    endToEndEncrypted: sealed === 1,
    sending: sendingOf(row.position, isRefused === 1),
    attachments: row.attachments === null ? [] : (JSON.parse(row.attachments) as Message['attachments']),
    props: row.props === null ? {} : (JSON.parse(row.props) as Message['props']),
    silent: row.silent === 1,
    mentions: row.mentions ?? 'all',
    ownerPicture: row.ownerPicture === 1,
    ...(isTest === 1 && { test: true as const }),
    ...(repeatCount === null ? {} : { repeats: { count: repeatCount, lastAt: repeatedAt ?? row.createdAt } }),
  }
}

function sendingOf(position: number, isRefused: boolean): Message['sending'] {
  if (!isPending(position)) return 'sent'
  return isRefused ? 'refused' : 'waiting'
}

function toThread(reader: Reader, { replyCount, lastReplyAt, lastPosition, threadPeople }: MessageRow): ThreadSummary | null {
  if (replyCount === null || lastReplyAt === null || lastPosition === null || threadPeople === null) return null
  const people = (JSON.parse(threadPeople) as string[]).map((id) => findUsername(reader, id as PersonId))
  return { replyCount, lastReplyAt, lastPosition, people }
}

function readReactions(reader: Reader, ids: string): Map<string, Reaction[]> {
  const byMessage = new Map<string, Reaction[]>()
  for (const { messageId, emoji, username } of reader.all<{ messageId: string; emoji: string; username: string }>(
    `SELECT r.message_id AS messageId, r.emoji, p.username FROM json_each(?) w CROSS JOIN reaction r ON r.message_id = w.value JOIN person p ON p.id = r.person_id
     ORDER BY r.message_id, r.position`,
    ids,
  )) {
    const list = byMessage.get(messageId) ?? []
    byMessage.set(messageId, list)
    const known = list.find((reaction) => reaction.emoji === emoji)
    if (known) known.people.push(username)
    else list.push({ emoji, people: [username] })
  }
  return byMessage
}

type FileRow = Omit<File, 'hasThumbnail'> & { messageId: string; hasThumbnail: number }

function readFiles(reader: Reader, ids: string): Map<string, File[]> {
  const byMessage = new Map<string, File[]>()
  for (const { messageId, hasThumbnail, ...file } of reader.all<FileRow>(
    `SELECT f.message_id AS messageId, f.file_id AS id, f.name, f.media_type AS mediaType, f.size_bytes AS sizeBytes, f.width, f.height,
       f.thumbnail_sha256 IS NOT NULL AS hasThumbnail FROM json_each(?) w CROSS JOIN message_file f ON f.message_id = w.value ORDER BY f.message_id, f.ordinal`,
    ids,
  )) {
    const list = byMessage.get(messageId) ?? []
    byMessage.set(messageId, list)
    list.push({ ...file, hasThumbnail: hasThumbnail === 1 })
  }
  return byMessage
}
