/** Takes what may leave now: in each round what is due, and the next of a lane as soon as the one before was accepted, or sooner: the sending thread has a few of a lane that moves. */
import type { Attempt } from '#shared/contract/delivery.ts'
import type { Reader } from '../store/connection.ts'
import { findFirstInLane, findNextInLane, listDue, type DueDelivery } from '../store/deliveries.ts'
import { readSettings } from '../store/settings.ts'
import { findSubscription } from '../store/subscriptions.ts'
import { TOTAL, type Flights } from './flights.ts'

/** So many of a lane leave one behind the other; then it takes its turn among the lanes of its receiver, which may be more than have room. */
const RUN = 32
/** So many of a lane are with the sending thread at once: one under way, the others behind it. */
const AHEAD = 8
/** A receiver that took longer for the last has nothing behind the next: that would wait here as well as there. */
const QUICK_MS = 100

export interface Claims {
  /** As many of those due as there is room for. */
  takeDue(now: number): void
  /**
   * The receiver has this one, so the next of its lane need not wait until that is recorded. After a crash both are sent again, in their order.
   * @param whenReadable runs what reads, if the store may be asked now. Never throws.
   */
  takeNext(delivery: DueDelivery, attempt: Attempt, whenReadable: (read: () => void) => void): void
}

export interface Sending {
  /** Resolves when what came of it is recorded; never rejects. */
  send(delivery: DueDelivery, run: number): Promise<void>
  /** Behind the one before it in its run. Undefined when it may not leave; resolves to false when it did not. Never rejects. */
  sendBehind(delivery: DueDelivery, run: number): Promise<boolean> | undefined
}

/** What leaves of a lane one behind the other. */
interface Run {
  readonly number: number
  count: number
  /** The last that was taken. */
  last: DueDelivery
  /** That no answer came to, in their order. */
  readonly open: DueDelivery[]
  /** One behind another did not leave: nothing more does in this run. */
  ended: boolean
}

/** @param again called when one that was taken did not leave. */
export function createClaims(reader: Reader, flights: Flights, { send, sendBehind }: Sending, again: () => void): Claims {
  const runs = new WeakMap<DueDelivery, Run>()
  let lastRun = 0
  const isOn = (): boolean => readSettings(reader)['integrations.outgoingEnabled']

  function take(delivery: DueDelivery): void {
    if (!flights.takes(delivery)) return
    const run: Run = { number: (lastRun += 1), count: 1, last: delivery, open: [delivery], ended: false }
    runs.set(delivery, run)
    flights.add(delivery, send(delivery, run.number).finally(() => flights.remove(delivery)))
  }

  /** @returns whether there was one that may leave. */
  function takeBehind(run: Run): boolean {
    const next = run.count < RUN ? findFollower(reader, run.last) : undefined
    const sent = next && flights.takesBehind(next) ? sendBehind(next, run.number) : undefined
    if (!next || !sent) return false
    runs.set(next, run)
    run.count += 1
    run.last = next
    run.open.push(next)
    flights.addBehind(next, sent.then((left) => {
      flights.remove(next)
      if (left) return
      run.ended = true
      again()
    }))
    return true
  }

  return {
    takeDue(now) {
      if (isOn()) listDue(reader, { now, without: flights.full(), limit: flights.count() + 2 * TOTAL }).forEach(take)
    },
    takeNext(delivery, { durationMs }, whenReadable) {
      const run = runs.get(delivery)
      if (!run) return flights.land(delivery)
      // That it came back is so whether anything can be read or not.
      run.open.shift()
      const room = durationMs < QUICK_MS ? AHEAD : 1
      whenReadable(() => {
        if (isOn()) while (!run.ended && run.open.length < room && takeBehind(run));
      })
      flights.land(delivery, run.open[0])
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
