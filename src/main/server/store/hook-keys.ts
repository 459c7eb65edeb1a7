/** The table of keys that senders give their posts: which message each stands for. Of this device alone, as the addresses are. */
import type { ChannelId, HookId, MessageId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'

export interface HookKey {
  readonly hookId: HookId
  /** The same key in two channels stands for a message in each. */
  readonly channelId: ChannelId
  readonly key: string
}

export interface KeyedMessage {
  /** It may be deleted by now. */
  readonly messageId: MessageId
  /** 1 when what it reported is over. */
  readonly ended: number
}

export function findHookKey(reader: Reader, { hookId, channelId, key }: HookKey): KeyedMessage | undefined {
  const sql = 'SELECT message_id AS messageId, ended FROM hook_key WHERE hook_id = CAST(? AS TEXT) AND channel_id = CAST(? AS TEXT) AND key = CAST(? AS TEXT)'
  return reader.get<KeyedMessage>(sql, hookId, channelId, key)
}

export function setHookKey(tx: Tx, { hookId, channelId, key }: HookKey, { messageId, ended }: KeyedMessage, at: number): void {
  tx.run(
    `INSERT INTO hook_key (hook_id, channel_id, key, message_id, at, ended) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (hook_id, channel_id, key) DO UPDATE SET message_id = excluded.message_id, at = excluded.at, ended = excluded.ended`,
    hookId,
    channelId,
    key,
    messageId,
    at,
    ended,
  )
}

export function deleteHookKeysOf(tx: Tx, hookId: string): void {
  tx.run('DELETE FROM hook_key WHERE hook_id = ?', hookId)
}
