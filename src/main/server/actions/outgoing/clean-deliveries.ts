/** Forgets deliveries that are over and older, or more, than the settings keep; in small steps, so that no post waits long. */
import type { DeliveryId } from '#shared/contract/ids.ts'
import type { Context } from '../../context.ts'
import { deleteDeliveries, listEndedBefore, listSurplus } from '../../store/deliveries.ts'
import { readSettings } from '../../store/settings.ts'
import { listAllSubscriptionIds } from '../../store/subscriptions.ts'

const dayMs = 24 * 3_600_000
/** Deleted in one write. */
const STEP = 200

/** Ends early when `signal` is aborted. @throws AppError `storage_full`, `storage_failed`. */
export async function cleanDeliveries(ctx: Context, signal: AbortSignal): Promise<void> {
  const settings = readSettings(ctx.reader)
  const before = ctx.now() - settings['deliveries.keepDays'] * dayMs
  const ahead = ctx.now() + dayMs
  const keep = settings['deliveries.keepPerHook']
  for (const id of listAllSubscriptionIds(ctx.reader)) {
    await deleteAll(ctx, signal, () => listEndedBefore(ctx.reader, id, { before, limit: STEP }))
    await deleteAll(ctx, signal, () => listSurplus(ctx.reader, id, { keep, limit: STEP, ahead }))
  }
}

async function deleteAll(ctx: Context, signal: AbortSignal, find: () => DeliveryId[]): Promise<void> {
  for (let ids = find(); ids.length > 0 && !signal.aborted; ids = find()) {
    const found = ids
    await ctx.write((tx) => deleteDeliveries(tx, found))
  }
}
