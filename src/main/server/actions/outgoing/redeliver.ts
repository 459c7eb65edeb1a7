/** Sends again what failed, or at once what waits. */
import { AppError } from '#shared/contract/errors.ts'
import type { DeliveryId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Delivery } from '#shared/contract/delivery.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import type { Actor, Context } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import { getDelivery, getStoredDelivery, insertDelivery, listFailedSince, makeDue, type DueDelivery } from '../../store/deliveries.ts'
import { requireManaged } from './change-subscription.ts'

/** A new delivery of the same, ahead of no other; one that still waits is tried now. @throws AppError `not_found`, `forbidden`, `conflict` (switched off, paused, or its address was taken off). */
export function redeliver(ctx: Context, actor: Actor, { id }: { readonly id: DeliveryId }): Promise<Delivery> {
  return ctx.write((tx) => {
    const { subscriptionId, finishedAt } = getDelivery(tx, id)
    const subscription = requireSending(tx, actor, subscriptionId)
    const again = finishedAt === null ? id : repeat(ctx, tx, id, subscription)
    if (finishedAt === null) makeDue(tx, id, ctx.now())
    ctx.deliveries.ring(subscriptionId)
    return getDelivery(tx, again)
  })
}

/** The most that one press sends again. */
const AT_ONCE = 1000

/** @throws AppError `not_found`, `forbidden`, `conflict` (switched off or paused). */
export function redeliverFailed(ctx: Context, actor: Actor, { subscriptionId, since }: { readonly subscriptionId: SubscriptionId; readonly since: number }): Promise<{ count: number }> {
  return ctx.write((tx) => {
    const subscription = requireSending(tx, actor, subscriptionId)
    const ids = listFailedSince(tx, subscriptionId, since, AT_ONCE).filter((id) => addressFor(getStoredDelivery(tx, id), subscription) !== undefined)
    for (const id of ids) repeat(ctx, tx, id, subscription)
    ctx.deliveries.ring(subscriptionId)
    return { count: ids.length }
  })
}

function requireSending(tx: Tx, actor: Actor, id: SubscriptionId): Subscription {
  const subscription = requireManaged(tx, actor, id)
  if (!subscription.enabled) throw new AppError('conflict', 'This outgoing webhook is switched off. Switch it on first.')
  if (subscription.paused !== null) throw new AppError('conflict', 'This outgoing webhook is paused. Switch it on again first.')
  return subscription
}

/** Where it went; when that was corrected meanwhile, the address that stands in its place. */
function addressFor({ url, address }: DueDelivery, { urls }: Subscription): string | undefined {
  return urls.includes(url) ? url : urls[address]
}

/** In no lane: what somebody asks for waits for nothing. */
function repeat(ctx: Context, tx: Tx, id: DeliveryId, subscription: Subscription): DeliveryId {
  const old = getStoredDelivery(tx, id)
  const url = addressFor(old, subscription)
  if (url === undefined) throw new AppError('conflict', 'The address that this went to was taken off the outgoing webhook.')
  const again = ctx.newId<DeliveryId>()
  insertDelivery(tx, { ...old, id: again, url, lane: null, createdAt: ctx.now(), redeliveryOf: old.redeliveryOf ?? old.id })
  return again
}
