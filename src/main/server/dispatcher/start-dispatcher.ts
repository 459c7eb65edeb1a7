/** Sends what is due, many at once and each lane in order, and sleeps until the next is due. */
import type { Attempt } from '#shared/contract/delivery.ts'
import type { PersonId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Clock } from '../clock.ts'
import type { Context } from '../context.ts'
import { findNextDue, type DueDelivery } from '../store/deliveries.ts'
import { countForgetting } from '../store/hot-cache.ts'
import { createClaims, type Sending } from './claims.ts'
import { dispatch, dispatchBehind, type Dispatching } from './dispatch.ts'
import { createFlights } from './flights.ts'
import { gatherRecords } from './gather-records.ts'
import { createRest, type Rest } from './rest.ts'
import { createRounds } from './rounds.ts'
import { sendTest } from './send-test.ts'
import { createSender } from './start-sender.ts'
import { startTellingMoves } from './tell-moves.ts'
import { watchClock } from './watch-clock.ts'

export interface Dispatcher {
  /** Deliveries that are on their way now, by id. */
  readonly sending: { has(id: string): boolean }
  test(id: SubscriptionId, personId: PersonId): ReturnType<typeof sendTest>
  /** Resolves when nothing is on its way and nothing is due. */
  idle(): Promise<void>
  /** Lets those on their way end, for a second at most: what is not recorded is sent again after the next start. */
  stop(): Promise<void>
}

export interface DispatcherOptions extends Omit<Dispatching, 'accepted' | 'ctx' | 'moved' | 'records' | 'sender'> {
  readonly clock: Clock
}

const PATIENCE_MS = 1000
/** Under way at once: from here on records gather. */
const MANY = 32

export function startDispatcher(ctx: Context, { clock, ...options }: DispatcherOptions): Dispatcher {
  const flights = createFlights()
  const news = startTellingMoves(ctx)
  const forgetting = countForgetting(ctx.reader)
  const sender = createSender(forgetting)
  const rounds = createRounds(look, () => flights.count() >= MANY)
  const rest = createRest(ctx, rounds.more)
  const records = gatherRecords(ctx, rounds.more)
  const dispatching: Dispatching = { ctx, sender, records, ...options, accepted, moved: news.note }
  const claims = createClaims(ctx.reader, flights, sendingWith(dispatching, rest), rounds.more)
  const noteTime = watchClock(ctx, rounds.more)
  const idlers: (() => void)[] = []
  let callOff = (): void => undefined
  let stopped = false

  const noteIdle = (): void => idlers.splice(0).forEach((done) => done())
  function look(): void {
    // What was recorded makes the next of its lane due.
    const recorded = records.write()
    if (recorded) void recorded.finally(() => setImmediate(claimAndSleep))
    else claimAndSleep()
  }

  function claimAndSleep(): void {
    callOff()
    if (stopped) return
    if (rest.leftMs() > 0) setTimeout(rounds.more, rest.leftMs()).unref()
    else rest.unlessNow('what is due could not be read', claim)
    if (flights.count() === 0) noteIdle()
  }

  function claim(): void {
    const now = ctx.now()
    noteTime(now)
    claims.takeDue(now)
    const next = findNextDue(ctx.reader, now)
    if (next !== undefined) callOff = clock.callAt(next, rounds.more)
  }

  function accepted(delivery: DueDelivery, attempt: Attempt): void {
    claims.takeNext(delivery, attempt, (read) => (stopped ? undefined : rest.unlessNow('what is next could not be read', read)))
  }

  ctx.deliveries.listen((about) => {
    about.forEach(news.note)
    rounds.news()
  })
  rounds.more()
  return {
    sending: flights,
    test: (id, personId) => sendTest(dispatching, id, personId),
    idle: () => new Promise((resolve) => { idlers.push(resolve); rounds.more() }),
    stop: async () => {
      stopped = true
      // What waits behind another comes back.
      Atomics.add(forgetting, 0, 1)
      rest.stop()
      callOff()
      news.stop()
      // Those that come back now are still recorded.
      await Promise.race([flights.landed(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())])
      rounds.stop()
      noteIdle()
      await sender.stop()
    },
  }
}

/** What cannot be recorded is due as it was, after a rest. */
function sendingWith(dispatching: Dispatching, rest: Rest): Sending {
  const refuse = (error: unknown, { id }: DueDelivery): void => rest.begin(error, `what came of delivery ${id} could not be recorded`)
  return {
    send: (delivery, run) => dispatch(dispatching, delivery, run).catch((error: unknown) => refuse(error, delivery)),
    sendBehind: (delivery, run) =>
      dispatchBehind(dispatching, delivery, run)?.catch((error: unknown) => {
        refuse(error, delivery)
        return true
      }),
  }
}
