/** Writes under which key a hook opened a thread, as the change log tells it. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { Tx } from '../connection.ts'

/** The last one counts: a key whose thread was deleted opens another. */
export function noteHookThread(tx: Tx, { scope: channelId, body: { hookId, messageId, threadKey } }: ChangeOf<'message.posted'>): void {
  if (threadKey === undefined || hookId === null) return
  tx.run(
    'INSERT INTO hook_thread (hook_id, channel_id, key, root_id) VALUES (?, ?, ?, ?) ON CONFLICT (hook_id, channel_id, key) DO UPDATE SET root_id = excluded.root_id',
    hookId,
    channelId,
    threadKey,
    messageId,
  )
}
