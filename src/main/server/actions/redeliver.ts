/** Sends again what failed, or at once what waits. */
import { AppError } from '#shared/contract/errors.ts'
import type { DeliveryId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Delivery } from '#shared/contract/delivery.ts'
import type { Actor, Context } from '../context.ts'
import type { Tx } from '../store/connection.ts'
import { getDelivery, getStoredDelivery, insertDelivery, listFailedSince, makeDue } from '../store/deliveries.ts'
import { requireManaged } from './change-subscription.ts'

/** A new delivery of the same, ahead of no other; one that still waits is tried now. @throws AppError `not_found`, `forbidden`, `conflict` (switched off). */
export function redeliver(ctx: Context, actor: Actor, { id }: { readonly id: DeliveryId }): Promise<Delivery> {
  return ctx.write((tx) => {
    const { subscriptionId, finishedAt } = getDelivery(tx, id)
    const { enabled } = requireManaged(tx, actor, subscriptionId)
    if (!enabled) throw new AppError('conflict', 'This outgoing webhook is switched off. Switch it on first.')
    const again = finishedAt === null ? id : repeat(ctx, tx, id)
    if (finishedAt === null) makeDue(tx, id, ctx.now())
    announce(ctx, tx, subscriptionId)
    return getDelivery(tx, again)
  })
}

/** The most that one press sends again. */
const AT_ONCE = 1000

/** @throws AppError `not_found`, `forbidden`. */
export function redeliverFailed(ctx: Context, actor: Actor, { subscriptionId, since }: { readonly subscriptionId: SubscriptionId; readonly since: number }): Promise<{ count: number }> {
  return ctx.write((tx) => {
    requireManaged(tx, actor, subscriptionId)
    const ids = listFailedSince(tx, subscriptionId, since, AT_ONCE)
    for (const id of ids) repeat(ctx, tx, id)
    announce(ctx, tx, subscriptionId)
    return { count: ids.length }
  })
}

/** In a lane of its own: what somebody asks for waits for nothing. */
function repeat(ctx: Context, tx: Tx, id: DeliveryId): DeliveryId {
  const old = getStoredDelivery(tx, id)
  const again = ctx.newId<DeliveryId>()
  insertDelivery(tx, { ...old, id: again, lane: `${old.lane}|${again}`, createdAt: ctx.now(), redeliveryOf: old.redeliveryOf ?? old.id })
  return again
}

function announce(ctx: Context, tx: Tx, subscriptionId: SubscriptionId): void {
  ctx.deliveries.ring()
  tx.emit({ name: 'deliveries.changed', data: { subscriptionId } }, 'managers')
}
