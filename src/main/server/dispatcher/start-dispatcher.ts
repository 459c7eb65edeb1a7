/** Sends what is due, many at once and each lane in order, and sleeps until the next is due. */
import type { PersonId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Context } from '../context.ts'
import { findNextDue, listDue } from '../store/deliveries.ts'
import { readSettings } from '../store/settings.ts'
import { dispatch, type Dispatching } from './dispatch.ts'
import { createFlights, TOTAL } from './flights.ts'
import { sendTest } from './send-test.ts'

export interface Dispatcher {
  /** Deliveries that are on their way now, by id. */
  readonly sending: { has(id: string): boolean }
  test(id: SubscriptionId, personId: PersonId): ReturnType<typeof sendTest>
  /** Looks at once, as after a setting changed. */
  wake(): void
  /** Resolves when nothing is on its way and nothing is due. */
  idle(): Promise<void>
  /** Lets those on their way end, for a second at most: what is not recorded is sent again after the next start. */
  stop(): Promise<void>
}

export type DispatcherOptions = Omit<Dispatching, 'ctx'>

/** Timers of Node hold no more. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1
/** After the store refused a record. */
const PAUSE_MS = 1000
const PATIENCE_MS = 1000

export function startDispatcher(ctx: Context, options: DispatcherOptions): Dispatcher {
  const flights = createFlights()
  const idlers: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let armed = false
  let stopped = false
  let restUntil = 0

  function look(): void {
    armed = false
    clearTimeout(timer)
    if (stopped) return
    const now = ctx.now()
    const rest = restUntil - performance.now()
    if (rest <= 0 && readSettings(ctx.reader)['integrations.outgoingEnabled']) claim(now)
    const next = rest > 0 ? now + rest : findNextDue(ctx.reader, now)
    if (next !== undefined) timer = setTimeout(soon, Math.min(LONGEST_SLEEP_MS, Math.max(1, next - now))).unref()
    if (flights.count() === 0) idlers.splice(0).forEach((done) => done())
  }

  function claim(now: number): void {
    for (const delivery of listDue(ctx.reader, { now, without: flights.full(), limit: flights.count() + 2 * TOTAL })) {
      if (!flights.takes(delivery)) continue
      const done = dispatch({ ctx, ...options }, delivery).catch((error: unknown) => {
        ctx.log.error({ err: error, delivery: delivery.id }, 'what came of a delivery could not be recorded')
        restUntil = performance.now() + PAUSE_MS
      })
      flights.add(delivery, done.finally(() => { flights.remove(delivery); soon() }))
    }
  }

  /** Many end in one batch of writes: one look serves all. */
  function soon(): void {
    if (armed) return
    armed = true
    setImmediate(look)
  }

  ctx.deliveries.listen(soon)
  soon()
  return {
    sending: flights,
    test: (id, personId) => sendTest({ ctx, ...options }, id, personId),
    wake: soon,
    idle: () => new Promise((resolve) => { idlers.push(resolve); soon() }),
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      idlers.splice(0).forEach((done) => done())
      await Promise.race([flights.landed(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())])
    },
  }
}
