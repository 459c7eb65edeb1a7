/** Reads messages: pages of a channel by position, and one by id. */
import type { ChannelId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Reader } from './connection.ts'

interface Row {
  id: Message['id']
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
  iconUrl: string | null
  iconEmoji: string | null
  attachments: string | null
  props: string | null
  createdAt: number
  editedAt: number | null
}

const select = `SELECT m.id, m.type, c.name AS channel, m.channel_id AS channelId, m.position, p.username AS author, p.display_name AS displayName,
  m.text, m.username, m.hook_id AS hookId, h.name AS hookName, m.icon_url AS iconUrl, m.icon_emoji AS iconEmoji, m.attachments, m.props,
  m.created_at AS createdAt, m.edited_at AS editedAt
  FROM message m JOIN channel c ON c.id = m.channel_id JOIN person p ON p.id = m.author_id LEFT JOIN hook h ON h.id = m.hook_id`

export interface PageRequest {
  readonly channelId: ChannelId
  readonly limit: number
  readonly before?: number | undefined
  readonly after?: number | undefined
}

export interface MessagePage {
  readonly messages: Message[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
}

/** One page, oldest first; costs the same wherever in the history it lies. */
export function listMessages(reader: Reader, { channelId, limit, before, after }: PageRequest): MessagePage {
  if (after !== undefined) {
    const rows = reader.all<Row>(`${select} WHERE m.channel_id = ? AND m.position > ? ORDER BY m.position LIMIT ?`, channelId, after, limit + 1)
    return { messages: rows.slice(0, limit).map(toMessage), hasOlder: hasMessage(reader, channelId, '<=', after), hasNewer: rows.length > limit }
  }
  const end = before ?? Number.MAX_SAFE_INTEGER
  const rows = reader.all<Row>(`${select} WHERE m.channel_id = ? AND m.position < ? ORDER BY m.position DESC LIMIT ?`, channelId, end, limit + 1)
  return { messages: rows.slice(0, limit).reverse().map(toMessage), hasOlder: rows.length > limit, hasNewer: before !== undefined && hasMessage(reader, channelId, '>=', before) }
}

function hasMessage(reader: Reader, channelId: ChannelId, side: '<=' | '>=', position: number): boolean {
  return side === '<='
    ? reader.get('SELECT 1 FROM message WHERE channel_id = ? AND position <= ? LIMIT 1', channelId, position) !== undefined
    : reader.get('SELECT 1 FROM message WHERE channel_id = ? AND position >= ? LIMIT 1', channelId, position) !== undefined
}

export function findMessage(reader: Reader, id: string): Message | undefined {
  const row = reader.get<Row>(`${select} WHERE m.id = ?`, id)
  return row && toMessage(row)
}

function toMessage({ displayName, ...row }: Row): Message {
  return {
    ...row,
    username: row.username ?? displayName,
    threadRootId: null,
    bot: row.type === 'webhook',
    // Nothing is sealed before the team issue brings encryption, so no stored record can claim it.
    endToEndEncrypted: false,
    attachments: row.attachments === null ? [] : (JSON.parse(row.attachments) as Message['attachments']),
    props: row.props === null ? {} : (JSON.parse(row.props) as Message['props']),
    caseId: null,
    priority: null,
  }
}
