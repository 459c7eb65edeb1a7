/** Takes what came from the relay into the log and the tables: one batch, one write, with the cursors that say how far this device is. */
import type { ChannelId, DeviceId } from '#shared/contract/ids.ts'
import { announceState } from '../actions/announce-state.ts'
import type { Context } from '../context.ts'
import { findLogged } from '../store/change-log.ts'
import type { Tx } from '../store/connection.ts'
import { findCursor, moveCursor } from '../store/cursors.ts'
import { noteSeen } from '../store/devices.ts'
import { noteDropped } from '../store/dropped-records.ts'
import { applyFrom } from '../store/place-change.ts'
import { isPending, PENDING_FIRST } from '../store/positions.ts'
import { deleteUnopened, findUnopened, listReady, noteUnopened } from '../store/unopened.ts'
import type { Arrival, Dropped, Log, NotOpened, Opened } from './arrival.ts'
import { aboutOf, type Intake } from './intake-state.ts'
import { orderOwn } from './order-own.ts'
import { receive } from './receive-change.ts'
import { refuseChange } from './refuse-pending.ts'

/**
 * Applies a batch in one write; the cursors move in it, so a batch counts whole or not at all. Records of one log must come in order; what
 * was applied before is passed over. Content that rests on facts which are not here yet is kept until they are.
 * @returns how far each log of the batch is now.
 * @throws Error when a position was left out: nothing of the batch is applied then.
 */
export function applyBatch(ctx: Context, batch: readonly Arrival[]): Promise<ReadonlyMap<Log, number>> {
  return ctx.write((tx) => {
    const intake: Intake = { ctx, tx, changed: new Map(), from: new Map(), opened: new Set(), unopened: new Set() }
    const cursors = new Map<Log, number>()
    for (const arrival of batch) take(intake, cursors, arrival)
    retry(intake, batch)
    settle(intake)
    for (const [log, position] of cursors) moveCursor(tx, log, position)
    noteDevices(tx, batch)
    return cursors
  })
}

function take(intake: Intake, cursors: Map<Log, number>, arrival: Arrival): void {
  const { log, position } = arrival
  const cursor = cursors.get(log) ?? findCursor(intake.tx, log)
  cursors.set(log, Math.max(cursor, position))
  if (position > cursor + 1) throw new Error(`the log ${log} was read up to ${cursor}: ${position} cannot come next`)
  if (position <= cursor) return takeLate(intake, arrival)
  if ('gap' in arrival) return
  const own = findLogged(intake.tx, arrival.id)
  if (own && !isPending(own.place.position)) return
  if ('skipped' in arrival) return own && refuseChange(intake.ctx, intake.tx, own, arrival.skipped)
  // What this device sealed it need not open.
  if (own) return orderOwn(intake, own, arrival)
  if ('dropped' in arrival) return noteDropped(intake.tx, arrival)
  if ('unopened' in arrival) return keepClosed(intake, arrival)
  receive(intake, arrival)
}

/** What could not be opened comes again when it can; everything else was seen before. */
function takeLate(intake: Intake, arrival: Arrival): void {
  if ('gap' in arrival || 'skipped' in arrival || findUnopened(intake.tx, arrival.log, arrival.position)?.id !== arrival.id) return
  if ('dropped' in arrival) return dropLate(intake, arrival)
  if ('unopened' in arrival) return staysClosed(intake, arrival)
  receiveLate(intake, arrival)
}

/** What is given up on holds back no deletion any more. */
function staysClosed(intake: Intake, arrival: NotOpened): void {
  keepClosed(intake, arrival)
  if (arrival.unopened.state !== 'waiting') intake.opened.add(arrival.log)
}

/** While it waited for its key the message was deleted; the deletion waits for it. */
function dropLate({ tx, opened, unopened }: Intake, arrival: Dropped): void {
  deleteUnopened(tx, arrival.log, arrival.position)
  noteDropped(tx, arrival)
  opened.add(arrival.log)
  unopened.add(arrival.log)
}

function keepClosed({ tx, unopened }: Intake, { unopened: { state, reason }, ...place }: NotOpened): void {
  noteUnopened(tx, { ...place, state, reason })
  if (place.log !== 'workspace') unopened.add(place.log)
}

/** It stands before others, which set again what they set. */
function receiveLate(intake: Intake, arrival: Opened): void {
  if (!receive(intake, arrival)) return
  intake.opened.add(arrival.log)
  intake.from.set(arrival.log, Math.min(intake.from.get(arrival.log) ?? PENDING_FIRST, arrival.position + 1))
}

/** What rested on something that may have come with this batch: facts for all logs, late openings for their own. */
function retry(intake: Intake, batch: readonly Arrival[]): void {
  const facts = batch.some(({ log }) => log === 'workspace')
  let logs: readonly (Log | undefined)[] = facts ? [undefined] : [...intake.opened]
  while (logs.length > 0) {
    intake.opened.clear()
    for (const ready of logs.flatMap((log) => listReady(intake.tx, log))) receiveLate(intake, toOpened(ready))
    logs = [...intake.opened]
  }
}

function toOpened({ log, position, at, device, id, change, sealed, redacts }: ReturnType<typeof listReady>[number]): Opened {
  return { log, position, at, device: device as DeviceId, id: id as Opened['id'], sealed, change, redacts }
}

/** What stands behind something that came in applies again, this device's own that waits last of all. Then everybody hears how things are now. */
function settle({ tx, changed, from, unopened }: Intake): void {
  for (const [log, position] of from) for (const { change } of applyFrom(tx, log, position)) changed.set(aboutOf(change), change)
  for (const change of changed.values()) announceState(tx, change)
  for (const channelId of unopened) tx.emit({ name: 'unopened.changed', data: { channelId: channelId as ChannelId } }, channelId as ChannelId)
}

function noteDevices(tx: Tx, batch: readonly Arrival[]): void {
  const seen = new Map<DeviceId, number>()
  for (const one of batch) if ('device' in one) seen.set(one.device, Math.max(one.at, seen.get(one.device) ?? 0))
  for (const [device, at] of seen) noteSeen(tx, device, at)
}
