/** Gives a change of this device the place that the relay gave it, with all that follows from having one. */
import { redactDeleted } from '../actions/announce-change.ts'
import { readSilently } from '../actions/messages/note-silently.ts'
import { enqueueDeliveries } from '../dispatcher/enqueue.ts'
import type { Change } from '#shared/contract/change.ts'
import type { Logged } from '../store/change-log.ts'
import type { Tx } from '../store/connection.ts'
import { orderChange } from '../store/pending.ts'
import { PENDING_FIRST } from '../store/positions.ts'
import { moveMarks } from '../store/read-marks.ts'
import { advanceThreadMarks } from '../store/threads.ts'
import type { Dropped, NotOpened, Opened } from './arrival.ts'
import { deleteAgain } from './delete-again.ts'
import { aboutOf, type Intake } from './intake-state.ts'
import { judgeChange, type Known } from './judge-change.ts'
import { readKnown } from './read-known.ts'
import { refuseChange } from './refuse-pending.ts'

/** The others judge it too: what they do not take does not count here. */
export function orderOwn(intake: Intake, own: Logged, arrival: Opened | NotOpened | Dropped): void {
  const { ctx, tx } = intake
  const { log, position, at } = arrival
  const { change } = own
  const sealed = 'sealed' in arrival ? arrival.sealed : true
  const judgement = judgeChange(change, { log, device: arrival.device, at, sealed }, withoutItself(readKnown(tx), change))
  if (judgement !== 'counts') return refuseChange(ctx, tx, own, 'refused' in judgement ? judgement.refused : `It rests on something that is not here: ${judgement.missing}.`)
  orderChange(tx, own, { position, at, sealed })
  const setsSomething = change.kind !== 'message.posted' || change.body.case !== undefined
  if (setsSomething && !intake.from.has(log)) intake.from.set(log, PENDING_FIRST)
  moveOn(tx, change, own.place.position, position)
  intake.changed.set(aboutOf(change), change)
  if (change.kind === 'message.edited') deleteAgain(ctx, tx, { channelId: change.scope, messageId: change.body.messageId })
  if (change.kind === 'message.deleted') deleteAgain(ctx, tx, { channelId: change.scope, messageId: change.body.messageId, own: { seq: own.seq, deletedBy: change.body.deletedBy } })
  enqueueDeliveries(ctx, tx, change)
}

/** What it made is here already. */
function withoutItself(known: Known, change: Change): Known {
  if (change.kind !== 'message.posted') return known
  const { messageId } = change.body
  return { ...known, message: (id) => (id === messageId ? undefined : known.message(id)), hasFile: () => false }
}

/** Marks that stood on it move with it; what it deleted leaves the log. */
function moveOn(tx: Tx, change: Change, before: number, position: number): void {
  if (change.kind === 'message.edited' || change.kind === 'message.deleted') return redactDeleted(tx, change.scope, change.body.messageId)
  if (change.kind !== 'message.posted') return
  const { threadRootId, silent } = change.body
  if (threadRootId !== undefined) advanceThreadMarks(tx, threadRootId, position)
  else if (silent === true) readSilently(tx, { channelId: change.scope, threadRootId: null, position })
  else moveMarks(tx, change.scope, before, position)
}
