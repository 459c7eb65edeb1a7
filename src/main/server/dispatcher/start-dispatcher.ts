/** Sends what is due, many at once and each lane in order, and sleeps until the next is due. */
import type { PersonId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Clock } from '../clock.ts'
import type { Context } from '../context.ts'
import { findNextDue, listDue } from '../store/deliveries.ts'
import { readSettings } from '../store/settings.ts'
import { dispatch, type Dispatching } from './dispatch.ts'
import { createFlights, TOTAL, type Flights } from './flights.ts'
import { gatherRecords } from './gather-records.ts'
import type { ReadInTurn } from './read-event.ts'
import { createRounds } from './rounds.ts'
import { sendTest } from './send-test.ts'
import { createSender } from './start-sender.ts'
import { startTellingMoves } from './tell-moves.ts'

export interface Dispatcher {
  /** Deliveries that are on their way now, by id. */
  readonly sending: { has(id: string): boolean }
  test(id: SubscriptionId, personId: PersonId): ReturnType<typeof sendTest>
  /** Resolves when nothing is on its way and nothing is due. */
  idle(): Promise<void>
  /** Lets those on their way end, for a second at most: what is not recorded is sent again after the next start. */
  stop(): Promise<void>
}

export interface DispatcherOptions extends Omit<Dispatching, 'ctx' | 'moved' | 'records' | 'sender'> {
  readonly clock: Clock
}

/** After the store refused a record. */
const PAUSE_MS = 1000
const PATIENCE_MS = 1000

export function startDispatcher(ctx: Context, { clock, ...options }: DispatcherOptions): Dispatcher {
  const flights = createFlights()
  const news = startTellingMoves(ctx)
  const sender = createSender()
  const rounds = createRounds(look)
  const records = gatherRecords(ctx, rounds.more)
  const dispatching: Dispatching = { ctx, sender, records, ...options, moved: news.note }
  const idlers: (() => void)[] = []
  let callOff = (): void => undefined
  let [stopped, restUntil] = [false, 0]

  const rest = (error: unknown, what: string): void => {
    // What was on its way when the program ended is sent again after the next start.
    if (stopped) return
    ctx.log.error({ err: error }, what)
    restUntil = performance.now() + PAUSE_MS
    rounds.more()
  }
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
    const restMs = restUntil - performance.now()
    if (restMs > 0) setTimeout(rounds.more, restMs).unref()
    else claim()
    if (flights.count() === 0) noteIdle()
  }

  function claim(): void {
    try {
      const now = ctx.now()
      if (readSettings(ctx.reader)['integrations.outgoingEnabled']) sendDue(dispatching, flights, now, rest)
      const next = findNextDue(ctx.reader, now)
      if (next !== undefined) callOff = clock.callAt(next, rounds.more)
    } catch (error) {
      rest(error, 'what is due could not be read')
    }
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

/** As many as there is room for. */
function sendDue(dispatching: Dispatching, flights: Flights, now: number, rest: (error: unknown, what: string) => void): void {
  const turn: ReadInTurn = new Map()
  for (const delivery of listDue(dispatching.ctx.reader, { now, without: flights.full(), limit: flights.count() + 2 * TOTAL })) {
    if (!flights.takes(delivery)) continue
    const sending = dispatch(dispatching, delivery, turn).catch((error: unknown) => rest(error, `what came of delivery ${delivery.id} could not be recorded`))
    flights.add(delivery, sending.finally(() => flights.remove(delivery)))
  }
}
