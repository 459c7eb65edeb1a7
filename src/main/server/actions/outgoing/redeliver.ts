/** Sends again what failed, or at once what waits. */
import { AppError } from '#shared/contract/errors.ts'
import type { DeliveryId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Delivery } from '#shared/contract/delivery.ts'
import type { Actor, Context } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import type { NumberedAddress } from '#shared/core/follow-addresses.ts'
import { getDelivery, getStoredDelivery, insertDelivery, listFailedSince, makeDue, type DueDelivery } from '../../store/deliveries.ts'
import { findAddresses } from '../../store/subscriptions.ts'
import { requireManaged } from './change-subscription.ts'

/** A new delivery of the same, ahead of no other; one that still waits is tried now. @throws AppError `not_found`, `forbidden`, `conflict` (switched off, paused, or its address was taken off). */
export function redeliver(ctx: Context, actor: Actor, { id }: { readonly id: DeliveryId }): Promise<Delivery> {
  return ctx.write((tx) => {
    const { subscriptionId, finishedAt } = getDelivery(tx, id)
    requireSending(tx, actor, subscriptionId)
    const again = finishedAt === null ? id : repeat(ctx, tx, id)
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
    requireSending(tx, actor, subscriptionId)
    const ids = listFailedSince(tx, subscriptionId, since, AT_ONCE).filter((id) => addressFor(tx, getStoredDelivery(tx, id)) !== undefined)
    for (const id of ids) repeat(ctx, tx, id)
    ctx.deliveries.ring(subscriptionId)
    return { count: ids.length }
  })
}

function requireSending(tx: Tx, actor: Actor, id: SubscriptionId): void {
  const subscription = requireManaged(tx, actor, id)
  if (!subscription.enabled) throw new AppError('conflict', 'This outgoing webhook is switched off. Switch it on first.')
  if (subscription.paused !== null) throw new AppError('conflict', 'This outgoing webhook is paused. Switch it on again first.')
}

/** Where it went; when that was corrected meanwhile, the address that took its place. Undefined: it was taken off. */
function addressFor(tx: Tx, { subscriptionId, url, address }: DueDelivery): NumberedAddress | undefined {
  const addresses = findAddresses(tx, subscriptionId)
  return addresses.find((one) => one.url === url) ?? addresses.find(({ number }) => number === address)
}

/** In no lane: what somebody asks for waits for nothing. */
function repeat(ctx: Context, tx: Tx, id: DeliveryId): DeliveryId {
  const old = getStoredDelivery(tx, id)
  const address = addressFor(tx, old)
  if (address === undefined) throw new AppError('conflict', 'The address that this went to was taken off the outgoing webhook.')
  const again = ctx.newId<DeliveryId>()
  const now = ctx.now()
  insertDelivery(tx, { ...old, id: again, url: address.url, address: address.number, lane: null, createdAt: now, redeliveryOf: old.redeliveryOf ?? old.id }, now)
  return again
}
