/** What a hook posted again: the newest message of a place, how often it came, and each time. Of this device; others learn the number from the log. */
import type { ChannelId, HookId, MessageId } from '#shared/contract/ids.ts'
import type { MentionRule, Message } from '#shared/contract/message.ts'
import type { Reader, Tx } from './connection.ts'

/** A message as it is compared: cards and props as they are stored. */
export interface ComparedMessage extends Pick<Message, 'text' | 'iconUrl' | 'iconEmoji' | 'priority'> {
  readonly id: MessageId
  readonly hookId: HookId | null
  readonly username: string | null
  readonly attachments: string | null
  readonly props: string | null
  readonly silent: number
  readonly isTest: number
  readonly ownerPicture: number
  readonly caseId: MessageId | null
  readonly createdAt: number
  readonly editedAt: number | null
  readonly deletedAt: number | null
  readonly hasFiles: number
  /** Null for `all`. */
  readonly mentions: MentionRule | null
  /** JSON of the ids of the only ones whom names in it tell; null where the rule says it. */
  readonly named: string | null
}

const newest = `SELECT id, hook_id AS hookId, text, username, icon_url AS iconUrl, icon_emoji AS iconEmoji, attachments, props, priority, silent, test AS isTest,
  owner_picture AS ownerPicture, case_id AS caseId, created_at AS createdAt, edited_at AS editedAt, deleted_at AS deletedAt, mentions, named,
  EXISTS (SELECT 1 FROM message_file f WHERE f.message_id = message.id) AS hasFiles FROM message`

/** What stands last in a channel, or in a thread of it. The casts keep SQLite from planning anew at each call (decision 0005). */
export function findNewestIn(reader: Reader, channelId: ChannelId, rootId: MessageId | null): ComparedMessage | undefined {
  if (rootId !== null) return reader.get<ComparedMessage>(`${newest} WHERE thread_root_id = CAST(? AS TEXT) ORDER BY position DESC LIMIT 1`, rootId)
  return reader.get<ComparedMessage>(`${newest} WHERE channel_id = CAST(? AS TEXT) AND thread_root_id IS NULL ORDER BY position DESC LIMIT 1`, channelId)
}

export interface RepeatedRow {
  readonly messageId: MessageId
  readonly channelId: ChannelId
  readonly count: number
  readonly lastAt: number
  /** The count that is in the log, 1 for none, and when it came there. */
  readonly told: number
  readonly toldAt: number
}

const columns = 'message_id AS messageId, channel_id AS channelId, count, last_at AS lastAt, told, told_at AS toldAt'

export function findRepeated(reader: Reader, messageId: MessageId): RepeatedRow | undefined {
  return reader.get<RepeatedRow>(`SELECT ${columns} FROM repeated_message WHERE message_id = CAST(? AS TEXT)`, messageId)
}

/** @returns how it stands now; its count is at least 2. */
export function addRepeat(tx: Tx, { messageId, channelId, at, requestId }: { readonly messageId: MessageId; readonly channelId: ChannelId; readonly at: number; readonly requestId: string }): RepeatedRow {
  const before = findRepeated(tx, messageId) ?? { messageId, channelId, count: 1, lastAt: 0, told: 1, toldAt: 0 }
  const row = { ...before, count: before.count + 1, lastAt: Math.max(before.lastAt, at) }
  tx.run(
    `INSERT INTO repeated_message (message_id, channel_id, count, last_at, told, told_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (message_id) DO UPDATE SET count = excluded.count, last_at = excluded.last_at`,
    messageId,
    channelId,
    row.count,
    row.lastAt,
    row.told,
    row.toldAt,
  )
  tx.run('INSERT INTO message_repeat (message_id, number, at, request_id) VALUES (?, ?, ?, ?)', messageId, row.count, at, requestId)
  return row
}

/** Those whose number the log does not have yet. */
export function listUntold(reader: Reader, limit: number): RepeatedRow[] {
  return reader.all<RepeatedRow>(`SELECT ${columns} FROM repeated_message INDEXED BY repeated_message_untold WHERE count > told LIMIT ?`, limit)
}

export function markTold(tx: Tx, { messageId, count }: Pick<RepeatedRow, 'messageId' | 'count'>, at: number): void {
  tx.run('UPDATE repeated_message SET told = ?, told_at = ? WHERE message_id = ?', count, at, messageId)
}

export interface RepeatTime {
  readonly number: number
  readonly at: number
  readonly requestId: string
}

/** The last first, from below `before` on. */
export function listRepeats(reader: Reader, messageId: MessageId, before: number, limit: number): RepeatTime[] {
  const sql = 'SELECT number, at, request_id AS requestId FROM message_repeat WHERE message_id = ? AND number < ? ORDER BY number DESC LIMIT ?'
  return reader.all<RepeatTime>(sql, messageId, before, limit)
}

/** With the message that was repeated. */
export function forgetRepeats(tx: Tx, messageId: MessageId): void {
  if (!findRepeated(tx, messageId)) return
  tx.run('DELETE FROM message_repeat WHERE message_id = ?', messageId)
  tx.run('DELETE FROM repeated_message WHERE message_id = ?', messageId)
}
