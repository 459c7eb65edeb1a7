/** What follows on the device that sends when an outgoing webhook is switched on or off, there or on another one. */
import type { SubscriptionId } from '#shared/contract/ids.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import { setFailing, setPaused } from '../../store/subscriptions.ts'
import { dropWaiting } from '../../store/waiting-deliveries.ts'

/** On ends a pause; off drops what waits. */
export function noteSwitched(ctx: Context, tx: Tx, { subscriptionId, enabled }: { readonly subscriptionId: SubscriptionId; readonly enabled: boolean }): void {
  if (enabled) {
    setPaused(tx, subscriptionId, null)
    setFailing(tx, subscriptionId, null)
  } else dropWaiting(tx, subscriptionId, ctx.now(), 'webhook_off')
  ctx.deliveries.ring(subscriptionId)
}
