/** Applies a change of another device at its place, with all that it does here; or notes why it is not shown. */
import type { Change } from '#shared/contract/change.ts'
import { listRedacted } from '#shared/contract/envelope.ts'
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import { announcePost } from '../actions/messages/announce-post.ts'
import { noteChange } from '../actions/announce-change.ts'
import { enqueueDeliveries } from '../dispatcher/enqueue.ts'
import { appendChange } from '../store/change-log.ts'
import { findJoinedAt } from '../store/channels.ts'
import type { Reader, Tx } from '../store/connection.ts'
import { findAdmission } from '../store/devices.ts'
import { deleteDropped } from '../store/dropped-records.ts'
import { findLocal } from '../store/local-state.ts'
import { getMessage } from '../store/messages.ts'
import { deletePending, listPendingBeginning } from '../store/pending.ts'
import { PENDING_FIRST } from '../store/positions.ts'
import { deleteUnopened, findClosedBefore, findUnopened, noteUnopened } from '../store/unopened.ts'
import { attempt } from '../store/write.ts'
import type { Opened } from './arrival.ts'
import { deleteAgain } from './delete-again.ts'
import { aboutOf, type Intake } from './intake-state.ts'
import { judgeChange } from './judge-change.ts'
import { readKnown } from './read-known.ts'
import { findStandIn, withStandIn, type StandIn } from './stand-in.ts'

/** @returns whether it was applied. */
export function receive(intake: Intake, arrival: Opened): boolean {
  const standIn = findStandIn(intake.tx, arrival)
  const known = readKnown(intake.tx)
  const judgement = judgeChange(arrival.change, arrival, standIn ? withStandIn(known, standIn) : known)
  if (judgement === 'counts') return apply(intake, arrival, standIn)
  if ('refused' in judgement) return keep(intake, arrival, { state: 'refused', reason: judgement.refused })
  const reason = `It rests on something that is not here: ${judgement.missing}.`
  // In its own log everything before it was read: what is not there can only be closed.
  const state = judgement.inLog ? findClosedBefore(intake.tx, arrival.log, arrival.position) : 'waiting'
  return keep(intake, arrival, { state: arrival.log === 'workspace' ? 'refused' : (state ?? 'refused'), reason })
}

type Kept = Parameters<typeof noteUnopened>[1]

function keep({ tx, unopened }: Intake, { log, position, at, device, id, change, sealed, redacts }: Opened, { state, reason }: Pick<Kept, 'state' | 'reason'>): false {
  const before = findUnopened(tx, log, position)
  noteUnopened(tx, { log, position, at, device, id, state, reason, ...(state === 'refused' ? {} : { change, sealed, redacts }) })
  if (log !== 'workspace' && before?.state !== state) unopened.add(log)
  return false
}

function apply(intake: Intake, arrival: Opened, standIn: StandIn | undefined): boolean {
  const { tx } = intake
  const { log, position, at, sealed, change } = arrival
  giveWay(tx, change)
  // A name in two places, or whatever else no judge has thought of, must not hold up what comes after it.
  const failed = attempt(tx, () => {
    if (standIn) putIn(intake, standIn)
    appendChange(tx, change, log, { position, at, sealed })
    if (change.kind === 'message.deleted') forgetDropped(intake, arrival)
  })
  if (failed) {
    intake.ctx.log.warn({ err: failed, kind: change.kind, log, position }, 'a change of another device could not be stored')
    return keep(intake, arrival, { state: 'refused', reason: 'It contradicts what is here.' })
  }
  if (findUnopened(tx, log, position)) {
    deleteUnopened(tx, log, position)
    intake.unopened.add(log)
  }
  if (!intake.from.has(log)) intake.from.set(log, PENDING_FIRST)
  if (change.kind === 'message.posted') announcePost(tx, getMessage(tx, change.body.messageId), change.body.authorId, { past: findPastReader(tx, change.scope, at) })
  else noteChange(intake.ctx, tx, change)
  if (change.kind === 'message.edited') deleteAgain(intake.ctx, tx, { channelId: change.scope, messageId: change.body.messageId })
  if (change.kind !== 'message.posted' || change.body.case !== undefined) intake.changed.set(aboutOf(change), change)
  enqueueDeliveries(intake.ctx, tx, change)
  return true
}

/** What answers it was kept, and comes in now. */
function putIn({ tx, opened }: Intake, { record: { log, position, at, sealed }, post }: StandIn): void {
  appendChange(tx, post, log, { position, at, sealed })
  opened.add(log)
}

/** What went with the message comes no more: nothing waits for it. */
function forgetDropped({ tx, opened }: Intake, { log, redacts }: Opened): void {
  for (const id of listRedacted(redacts)) if (deleteDropped(tx, log, id)) opened.add(log)
}

/**
 * Two began their conversation at the same time, here and there, and it has one id: what was said first to begin it counts, and this device
 * never said it. What it made stands, and what was written in it goes on.
 */
function giveWay(tx: Tx, change: Change): void {
  if (change.kind !== 'channel.created' || change.body.type !== 'direct') return
  for (const pending of listPendingBeginning(tx, change.scope)) deletePending(tx, pending)
}

/** The person of this device, if they came to the channel, or with this device, only after that: they have nothing to catch up. */
function findPastReader(reader: Reader, channelId: ChannelId, at: number): PersonId | null {
  const me = findLocal(reader, 'meId')
  const joinedAt = me && findJoinedAt(reader, channelId, me)
  if (me === undefined || joinedAt === undefined) return null
  const admittedAt = findAdmission(reader, findLocal(reader, 'deviceId')!)?.admittedAt ?? 0
  return at <= Math.max(joinedAt, admittedAt) ? me : null
}
