/** The team does not take a change of this device, for good: it counts for nobody, so it is taken back here too. */
import type { Change } from '#shared/contract/change.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import { announceState } from '../actions/announce-state.ts'
import type { Context } from '../context.ts'
import { findLogged, type Logged } from '../store/change-log.ts'
import type { Tx } from '../store/connection.ts'
import { forgetMadeBy } from '../store/forget.ts'
import { deletePending } from '../store/pending.ts'
import { isPending } from '../store/positions.ts'
import { rebuildProjection } from '../store/rebuild-projection.ts'
import { noteRefused } from '../store/unopened.ts'
import { findMissing } from './judge-change.ts'
import { readKnown } from './read-known.ts'

export function refusePending(ctx: Context, id: string, reason: string): Promise<void> {
  return ctx.write((tx) => {
    const logged = findLogged(tx, id)
    if (logged && isPending(logged.place.position)) refuseChange(ctx, tx, logged, reason)
  })
}

/**
 * A message stays in sight, as refused: its writer sends it anew or discards it. Of anything else nothing is left: the tables are made
 * anew without it, and without what this device said that rests on it.
 */
export function refuseChange(ctx: Context, tx: Tx, logged: Logged, reason: string): void {
  const { change } = logged
  noteRefused(tx, change, speakerOf(change), { reason, at: ctx.now() })
  if (change.kind === 'message.posted') return announceState(tx, change)
  deletePending(tx, logged)
  const gone: Change[] = [change]
  rebuildProjection(tx, (pending) => {
    if (findMissing(pending.change, readKnown(tx)) === undefined) return true
    noteRefused(tx, pending.change, speakerOf(pending.change), { reason: 'It rests on something that the team did not take.', at: ctx.now() })
    deletePending(tx, pending)
    gone.push(pending.change)
    return false
  })
  for (const one of gone) forgetMadeBy(tx, one)
  for (const one of gone) announceState(tx, one)
}

/** Null for what only the device says. */
function speakerOf({ body }: Change): PersonId | null {
  if ('authorId' in body) return body.authorId
  return 'personId' in body ? body.personId : null
}

