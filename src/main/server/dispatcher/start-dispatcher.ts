/** Sends what is due, many at once and each lane in order, and sleeps until the next is due. */
import type { PersonId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Context } from '../context.ts'
import { findNextDue, listDue, type DueDelivery } from '../store/deliveries.ts'
import { readSettings } from '../store/settings.ts'
import { dispatch, type Dispatching } from './dispatch.ts'
import { sendTest } from './send-test.ts'

export interface Dispatcher {
  /** Ids of deliveries that are on their way now. */
  readonly sending: ReadonlySet<string>
  test(id: SubscriptionId, personId: PersonId): ReturnType<typeof sendTest>
  /** Looks at once, as after a setting changed. */
  wake(): void
  /** Resolves when nothing is on its way and nothing is due. */
  idle(): Promise<void>
  /** Lets those on their way end, for a second at most: what is not recorded is sent again after the next start. */
  stop(): Promise<void>
}

export type DispatcherOptions = Omit<Dispatching, 'ctx'>

/** On their way at once, to all receivers and to each. */
const TOTAL = 256
const PER_RECEIVER = 16
/** Timers of Node hold no more. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1
/** After the store refused a record. */
const PAUSE_MS = 1000
const PATIENCE_MS = 1000

export function startDispatcher(ctx: Context, options: DispatcherOptions): Dispatcher {
  const sending = new Map<string, Promise<void>>()
  const busy = new Map<string, number>()
  const idlers: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  let restUntil = 0

  const receiverOf = ({ subscriptionId, url }: DueDelivery): string => `${subscriptionId}|${url}`

  function look(): void {
    clearTimeout(timer)
    if (stopped) return
    const now = ctx.now()
    if (readSettings(ctx.reader)['integrations.outgoingEnabled'] && performance.now() >= restUntil) claim(now)
    const next = findNextDue(ctx.reader, now)
    const sleepMs = Math.min(LONGEST_SLEEP_MS, ...(next === undefined ? [] : [next - now]), ...(restUntil > performance.now() ? [restUntil - performance.now()] : []))
    if (sleepMs < LONGEST_SLEEP_MS) timer = setTimeout(look, Math.max(1, sleepMs)).unref()
    if (sending.size === 0) idlers.splice(0).forEach((done) => done())
  }

  function claim(now: number): void {
    const full = [...busy].filter(([, count]) => count >= PER_RECEIVER).map(([receiver]) => receiver)
    for (const delivery of listDue(ctx.reader, { now, without: full, limit: sending.size + 2 * TOTAL })) {
      if (sending.size >= TOTAL) return
      if (!sending.has(delivery.id) && (busy.get(receiverOf(delivery)) ?? 0) < PER_RECEIVER) start(delivery)
    }
  }

  function start(delivery: DueDelivery): void {
    const receiver = receiverOf(delivery)
    busy.set(receiver, (busy.get(receiver) ?? 0) + 1)
    const done = dispatch({ ctx, ...options }, delivery)
      .catch((error: unknown) => {
        ctx.log.error({ err: error, delivery: delivery.id }, 'what came of a delivery could not be recorded')
        restUntil = performance.now() + PAUSE_MS
      })
      .finally(() => {
        sending.delete(delivery.id)
        const left = (busy.get(receiver) ?? 1) - 1
        if (left === 0) busy.delete(receiver)
        else busy.set(receiver, left)
        soon()
      })
    sending.set(delivery.id, done)
  }

  let armed = false
  /** Many end in one batch of writes: one look serves all. */
  function soon(): void {
    if (armed) return
    armed = true
    setImmediate(() => {
      armed = false
      look()
    })
  }

  ctx.deliveries.listen(soon)
  soon()
  return {
    sending: { has: (id: string) => sending.has(id) } as ReadonlySet<string>,
    test: (id, personId) => sendTest({ ctx, ...options }, id, personId),
    wake: soon,
    idle: () => new Promise((resolve) => { idlers.push(resolve); soon() }),
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      idlers.splice(0).forEach((done) => done())
      await Promise.race([Promise.allSettled(sending.values()), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())])
    },
  }
}
