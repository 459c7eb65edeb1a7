/** Takes out of this device's own tables what belonged to something that is not there any more: a change that made it does not count. */
import type { ChannelId, HookId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Change } from '#shared/contract/change.ts'
import type { Tx } from './connection.ts'
import { deleteLanesIn, deleteLanesOf } from './delivery-lanes.ts'
import { deleteHealthOf } from './hook-health.ts'
import { deleteHookKeysOf } from './hook-keys.ts'
import { deleteHookSecrets } from './hook-secrets.ts'
import { forgetHot } from './hot-cache.ts'
import { deleteSeenOf } from './seen-deliveries.ts'
import { deleteTarget } from './subscriptions.ts'

/** To be called after the projection was made anew without the change. */
export function forgetMadeBy(tx: Tx, change: Change): void {
  switch (change.kind) {
    case 'channel.created':
      return forgetChannel(tx, change.scope)
    case 'person.defined':
      return forgetPerson(tx, change.body.personId)
    case 'hook.defined':
      return forgetHook(tx, change.body.hookId)
    case 'subscription.defined':
      return forgetSubscription(tx, change.body.subscriptionId)
    case 'message.posted':
      return forgetMessage(tx, change.body.messageId)
  }
}

function forgetChannel(tx: Tx, id: string): void {
  if (tx.get('SELECT 1 FROM channel WHERE id = ?', id)) return
  tx.run('DELETE FROM read_mark WHERE channel_id = ?', id)
  tx.run('DELETE FROM notice WHERE channel_id = ?', id)
  tx.run('DELETE FROM channel_preference WHERE channel_id = ?', id)
  tx.run('DELETE FROM draft WHERE channel_id = ?', id)
  deleteLanesIn(tx, id as ChannelId)
}

function forgetPerson(tx: Tx, id: string): void {
  forgetHot(tx)
  if (tx.get('SELECT 1 FROM person WHERE id = ?', id)) return
  tx.run('DELETE FROM read_mark WHERE person_id = ?', id)
  tx.run('DELETE FROM thread_follow WHERE person_id = ?', id)
  tx.run('DELETE FROM saved_message WHERE person_id = ?', id)
  tx.run('DELETE FROM channel_preference WHERE person_id = ?', id)
  tx.run('DELETE FROM preference WHERE person_id = ?', id)
  tx.run('DELETE FROM draft WHERE person_id = ?', id)
  tx.run('DELETE FROM upload WHERE person_id = ?', id)
  tx.run('DELETE FROM token WHERE person_id = ?', id)
}

function forgetHook(tx: Tx, id: string): void {
  forgetHot(tx)
  if (tx.get('SELECT 1 FROM hook WHERE id = ?', id)) return
  tx.run('DELETE FROM address WHERE hook_id = ?', id)
  deleteHookSecrets(tx, id as HookId)
  deleteHealthOf(tx, id)
  deleteSeenOf(tx, id as HookId)
  deleteHookKeysOf(tx, id)
}

function forgetSubscription(tx: Tx, id: string): void {
  if (tx.get('SELECT 1 FROM subscription WHERE id = ?', id)) return
  deleteTarget(tx, id as SubscriptionId)
  deleteLanesOf(tx, id as SubscriptionId)
}

function forgetMessage(tx: Tx, id: string): void {
  if (tx.get('SELECT 1 FROM message WHERE id = ?', id)) return
  tx.run('DELETE FROM notice WHERE message_id = ?', id)
  tx.run('DELETE FROM saved_message WHERE message_id = ?', id)
  tx.run('DELETE FROM thread_follow WHERE root_id = ?', id)
}
