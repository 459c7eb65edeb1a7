/** Tells the owner of an outgoing webhook that it was paused. */
import type { PauseReason, Subscription } from '#shared/contract/subscription.ts'
import { tellPerson } from '../actions/messages/tell-person.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../store/connection.ts'
import { findPersonByUsername } from '../store/people.ts'

const why: Readonly<Record<PauseReason, string>> = {
  receiver_gone: 'The receiver said that it is gone for good (410).',
  failing: 'Nothing could be delivered for five days.',
}

/** To be called inside a write. Never throws for who was removed meanwhile: then the attempt itself would not be noted, and be made again without end. */
export function tellOwner(ctx: Context, tx: Tx, { id, name, owner }: Pick<Subscription, 'id' | 'name' | 'owner'>, reason: PauseReason): void {
  const text = `“${name}” is paused. ${why[reason]} What happens meanwhile waits; switch the outgoing webhook on again when its receiver works.`
  const person = findPersonByUsername(tx, owner)
  if (person) tellPerson(ctx, tx, { owner: person, text, props: { notice: 'paused', reason, name }, subscriptionId: id })
}
