/** Where this device is in no group, no key ever comes: what is to be sealed there would wait for ever. */
import { belongsToGroup } from '../ledger/rules-for.ts'
import type { Outgoing } from '../outbox.ts'
import { RelayRefused } from '../relay.ts'
import type { Facts } from './facts.ts'
import { findGroup } from './list-mine.ts'
import { subjectOf } from './place-of.ts'
import { kindOf } from './write-envelope.ts'

/** @throws RelayRefused `not_allowed`, for good; what `read` throws */
export async function mustHaveKey({ ledger, read }: Pick<Facts, 'ledger' | 'read'>, device: string, { log, change }: Outgoing): Promise<void> {
  const mayHave = (): boolean => {
    const group = findGroup(ledger, subjectOf(log))
    // Who was removed hears that, and what waits there stays as it is.
    return group === undefined || ledger.device(device)?.removed !== undefined || belongsToGroup(ledger, group, device)
  }
  if (kindOf(log, change) !== 'sealed' || mayHave()) return
  // What this device said itself just now may not be judged here yet.
  await read()
  if (!mayHave()) throw new RelayRefused('not_allowed', 'You are not a member of this channel.')
}
