/** Finds the thread that a hook's sender names by a key of its own. */
import type { ChannelId, HookId, MessageId } from '#shared/contract/ids.ts'
import type { Reader } from './connection.ts'

export interface HookThreadKey {
  readonly hookId: HookId
  readonly channelId: ChannelId
  readonly key: string
}

/** The message that opened it, which may be deleted by now. */
export function findHookThread(reader: Reader, { hookId, channelId, key }: HookThreadKey): MessageId | undefined {
  const sql = 'SELECT root_id AS rootId FROM hook_thread WHERE hook_id = CAST(? AS TEXT) AND channel_id = CAST(? AS TEXT) AND key = CAST(? AS TEXT)'
  return reader.get<{ rootId: MessageId }>(sql, hookId, channelId, key)?.rootId
}
