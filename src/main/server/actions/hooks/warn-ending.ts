/** Tells the owners of webhooks three days before an address ends by itself, once for each end: whoever hears of it too late has lost posts. */
import type { AddressId } from '#shared/contract/ids.ts'
import type { Context } from '../../context.ts'
import { findEnding, listEnding, markWarned, type EndingAddress } from '../../store/addresses.ts'
import type { Tx } from '../../store/connection.ts'
import { getPersonByUsername } from '../../store/people.ts'
import { tellPerson } from '../messages/tell-person.ts'

export const WARN_MS = 3 * 24 * 3600_000

/** Called every hour. A write each: one that fails is tried again in an hour, and silences no other. */
export async function warnOfEnding(ctx: Context): Promise<void> {
  const now = ctx.now()
  for (const id of listEnding(ctx.reader, now, now + WARN_MS)) {
    await ctx.write((tx) => warnOf(ctx, tx, id, now)).catch((error: unknown) => ctx.log.warn({ err: error, addressId: id }, 'an owner could not be told of an address that ends'))
  }
}

/** It may have been extended meanwhile. */
function warnOf(ctx: Context, tx: Tx, id: AddressId, now: number): void {
  const ending = findEnding(tx, now, now + WARN_MS, id)
  if (ending) warn(ctx, tx, ending)
}

function warn(ctx: Context, tx: Tx, { id, hookId, hookName, lastFour, label, expiresAt, owner }: EndingAddress): void {
  const day = new Date(expiresAt).toISOString().slice(0, 16).replace('T', ' ')
  const called = label === '' ? '' : ` (${label})`
  tellPerson(ctx, tx, {
    owner: getPersonByUsername(tx, owner, 'owner'),
    text: `The address •••• ${lastFour}${called} of “${hookName}” ends on ${day} UTC. Tools that use it can post no more then. Extend it on the webhook's page: its URL stays the same.`,
    props: { notice: 'ending', name: hookName, hookId, lastFour, label, expiresAt },
  })
  markWarned(tx, id, ctx.now())
}
