/** Reads messages: pages of a channel or thread by position, and single ones by id. */
import type { ChannelId, HookId, MessageId, PersonId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Reader, SqlValue } from './connection.ts'
import { buildMessages, columns, joins, type MessageRow } from './message-row.ts'

export interface PageRequest {
  readonly channelId: ChannelId
  readonly limit: number
  readonly before?: number | undefined
  readonly after?: number | undefined
  readonly around?: number | undefined
  /** Only the replies of this root. */
  readonly thread?: MessageId | undefined
  /** Roots and replies together. */
  readonly withReplies?: boolean
}

export interface MessagePage {
  readonly messages: Message[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
}

const from = `SELECT ${columns} FROM message m ${joins}`
const shown = '(m.deleted_at IS NULL OR t.reply_count > 0)'
const ascending = 'ORDER BY m.position LIMIT ?'
const descending = 'ORDER BY m.position DESC LIMIT ?'

/** For each kind of list the rows above and below a position; each walks one index from there. */
const statements = {
  roots: {
    after: `${from} WHERE m.channel_id = ? AND m.thread_root_id IS NULL AND m.position > ? AND ${shown} ${ascending}`,
    before: `${from} WHERE m.channel_id = ? AND m.thread_root_id IS NULL AND m.position < ? AND ${shown} ${descending}`,
  },
  replies: {
    after: `${from} WHERE m.channel_id = ? AND m.thread_root_id IS NOT NULL AND m.position > ? AND m.deleted_at IS NULL ${ascending}`,
    before: `${from} WHERE m.channel_id = ? AND m.thread_root_id IS NOT NULL AND m.position < ? AND m.deleted_at IS NULL ${descending}`,
  },
  thread: {
    after: `${from} WHERE m.thread_root_id = ? AND m.position > ? AND m.deleted_at IS NULL ${ascending}`,
    before: `${from} WHERE m.thread_root_id = ? AND m.position < ? AND m.deleted_at IS NULL ${descending}`,
  },
} as const

/** One page, oldest first; costs the same wherever in the history it lies. */
export function listMessages(reader: Reader, request: PageRequest): MessagePage {
  const { limit, before, after, around } = request
  if (around !== undefined) {
    const half = Math.floor(limit / 2)
    const older = readSide(reader, request, 'before', around, half + 1)
    const newer = readSide(reader, request, 'after', around - 1, limit - half + 1)
    const rows = [...older.slice(0, half).reverse(), ...newer.slice(0, limit - half)]
    return { messages: buildMessages(reader, rows), hasOlder: older.length > half, hasNewer: newer.length > limit - half }
  }
  if (after !== undefined) {
    const rows = readSide(reader, request, 'after', after, limit + 1)
    return { messages: buildMessages(reader, rows.slice(0, limit)), hasOlder: readSide(reader, request, 'before', after + 1, 1).length > 0, hasNewer: rows.length > limit }
  }
  const rows = readSide(reader, request, 'before', before ?? Number.MAX_SAFE_INTEGER, limit + 1)
  const hasNewer = before !== undefined && readSide(reader, request, 'after', before - 1, 1).length > 0
  return { messages: buildMessages(reader, rows.slice(0, limit).reverse()), hasOlder: rows.length > limit, hasNewer }
}

/** From the position away from it. */
function readSide(reader: Reader, { channelId, thread, withReplies = false }: PageRequest, side: 'before' | 'after', position: number, limit: number): MessageRow[] {
  const read = (kind: keyof typeof statements, id: SqlValue): MessageRow[] => reader.all<MessageRow>(statements[kind][side], id, position, limit)
  if (thread !== undefined) return read('thread', thread)
  if (!withReplies) return read('roots', channelId)
  const both = [...read('roots', channelId), ...read('replies', channelId)]
  return both.sort((a, b) => (side === 'after' ? a.position - b.position : b.position - a.position)).slice(0, limit)
}

/** Also a deleted one, which then has no text. */
export function findMessage(reader: Reader, id: string): Message | undefined {
  const row = reader.get<MessageRow>(`${from} WHERE m.id = ?`, id)
  return row && buildMessages(reader, [row])[0]
}

/** @throws Error when there is none, which only a bug can cause. */
export function getMessage(reader: Reader, id: MessageId): Message {
  const message = findMessage(reader, id)
  if (!message) throw new Error(`there is no message with id ${id}`)
  return message
}

export function findMessageType(reader: Reader, id: MessageId): Message['type'] | undefined {
  return reader.get<{ type: Message['type'] }>('SELECT type FROM message WHERE id = ?', id)?.type
}

/** What a delivery tells of a message: without its thread, reactions, files and picture, which cost more than all the rest. */
export interface ToldMessage extends Pick<Message, 'id' | 'type' | 'text' | 'username' | 'createdAt' | 'deletedAt' | 'threadRootId' | 'hookName' | 'caseId'> {
  readonly authorId: PersonId
}

export function findToldMessage(reader: Reader, id: MessageId): ToldMessage | undefined {
  return reader.get<ToldMessage>(
    `SELECT m.id, m.type, m.text, coalesce(m.username, p.display_name) AS username, m.author_id AS authorId, m.created_at AS createdAt, m.deleted_at AS deletedAt,
     m.thread_root_id AS threadRootId, coalesce(h.name, s.name) AS hookName, m.case_id AS caseId
     FROM message m JOIN person p ON p.id = m.author_id LEFT JOIN hook h ON h.id = m.hook_id LEFT JOIN subscription s ON s.id = m.subscription_id WHERE m.id = CAST(? AS TEXT)`,
    id,
  )
}

export interface StoredMessage {
  row: number
  channelId: ChannelId
  position: number
  type: Message['type']
  authorId: PersonId
  hookId: HookId | null
  threadRootId: MessageId | null
  deletedAt: number | null
  /** Positions of the changes that edited it, the newest `mostVersions - 1` of them. */
  edits: number[]
  /** How many there were before those. */
  editsGone: number
}

/** What is stored of a message and not shown. */
export function findMessageRow(reader: Reader, id: MessageId): StoredMessage | undefined {
  const found = reader.get<Omit<StoredMessage, 'edits'> & { edits: string | null }>(
    'SELECT row, channel_id AS channelId, position, type, author_id AS authorId, hook_id AS hookId, thread_root_id AS threadRootId, deleted_at AS deletedAt, edits, edits_gone AS editsGone FROM message WHERE id = ?',
    id,
  )
  return found && { ...found, edits: found.edits === null ? [] : (JSON.parse(found.edits) as number[]) }
}

/** In the order of `ids`; unknown ones are left out. At most a page of them. */
export function listMessagesById(reader: Reader, ids: readonly string[]): Message[] {
  const rows = reader.all<MessageRow>(`${from} WHERE m.id IN (SELECT value FROM json_each(?))`, JSON.stringify(ids))
  const byId = new Map(buildMessages(reader, rows).map((message) => [message.id as string, message]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** The last pinned first. */
export function listPinned(reader: Reader, channelId: ChannelId, limit: number): Message[] {
  const sql = `${from} WHERE m.channel_id = ? AND m.pinned_at IS NOT NULL ORDER BY m.pinned_at DESC LIMIT ?`
  return buildMessages(reader, reader.all<MessageRow>(sql, channelId, limit))
}

/** What a person wrote, oldest first, by row number. Walks the table: for the reader thread. */
export function listOwnMessages(reader: Reader, { personId, after, limit }: { personId: string; after: number; limit: number }): { messages: Message[]; next: number | null } {
  const sql = `SELECT row, id FROM message WHERE row > ? AND row <= ? AND author_id = ? AND type = 'message' AND deleted_at IS NULL ORDER BY row LIMIT ?`
  const newest = reader.get<{ row: number }>('SELECT row FROM message ORDER BY row DESC LIMIT 1')?.row ?? 0
  const end = after + STRETCH
  const rows = reader.all<{ row: number; id: string }>(sql, after, end, personId, limit)
  const reached = rows.length === limit ? (rows.at(-1)?.row ?? end) : end
  return { messages: listMessagesById(reader, rows.map(({ id }) => id)), next: reached >= newest ? null : reached }
}

/** Rows that one page of `listOwnMessages` looks at. */
const STRETCH = 100_000

/** Whether anybody, or a webhook, has written anything yet; how much of it is told up to a hundred. */
export function countFirstMessages(reader: Reader): number {
  return reader.get<{ n: number }>("SELECT count(*) AS n FROM (SELECT 1 FROM message WHERE row <= 10000 AND type <> 'system' LIMIT 100)")?.n ?? 0
}
