/** Takes what may leave now: in each round what is due, and the next of a lane as soon as the one before was accepted. */
import type { Reader } from '../store/connection.ts'
import { findFirstInLane, findNextInLane, listDue, type DueDelivery } from '../store/deliveries.ts'
import { readSettings } from '../store/settings.ts'
import { findSubscription } from '../store/subscriptions.ts'
import { TOTAL, type Flights } from './flights.ts'

/** So many of a lane leave one behind the other; then it takes its turn among the lanes of its receiver, which may be more than have room. */
const RUN = 32

export interface Claims {
  /** As many of those due as there is room for. */
  takeDue(now: number): void
  /** The receiver has this one, so the next of its lane need not wait until that is recorded. After a crash both are sent again, in their order. */
  takeNext(delivery: DueDelivery): void
}

/** @param send resolves when what came of it is recorded; never rejects. */
export function createClaims(reader: Reader, flights: Flights, send: (delivery: DueDelivery) => Promise<void>): Claims {
  /** How many left before it in one run. */
  const runs = new WeakMap<DueDelivery, number>()
  const isOn = (): boolean => readSettings(reader)['integrations.outgoingEnabled']

  function take(delivery: DueDelivery): void {
    if (!flights.takes(delivery)) return
    flights.add(delivery, send(delivery).finally(() => flights.remove(delivery)))
  }

  return {
    takeDue(now) {
      if (isOn()) listDue(reader, { now, without: flights.full(), limit: flights.count() + 2 * TOTAL }).forEach(take)
    },
    takeNext(delivery) {
      const run = (runs.get(delivery) ?? 0) + 1
      const next = run < RUN && isOn() ? findFollower(reader, delivery) : undefined
      if (!next) return
      runs.set(next, run)
      take(next)
    },
  }
}

/** Undefined when the next must wait for its time, for one before it, or for the end of a pause. */
function findFollower(reader: Reader, { subscriptionId, lane, position, dueAt, row }: DueDelivery): DueDelivery | undefined {
  if (lane === null || findSubscription(reader, subscriptionId)?.paused !== null) return undefined
  // One without a time left behind another. Of those that have one, somebody may have asked for one from the middle.
  if (dueAt !== null && findFirstInLane(reader, lane)?.row !== row) return undefined
  const next = findNextInLane(reader, lane, { position, row })
  return next?.state === 'queued' ? next : undefined
}
