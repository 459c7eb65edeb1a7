/** Which deliveries are on their way, so that no receiver gets too many at once and none is sent twice. */
import type { DueDelivery } from '../store/deliveries.ts'

/** On their way at once, to all receivers and to each. */
export const TOTAL = 256
const PER_RECEIVER = 16

export interface Flights {
  /** Whether it is sent or was, and is not recorded; not while it waits behind another. */
  has(id: string): boolean
  count(): number
  /** Whether there is room for it and it is not on its way already. */
  takes(delivery: DueDelivery): boolean
  /** The same for one that is to wait behind another, whose place it gets. */
  takesBehind(delivery: DueDelivery): boolean
  add(delivery: DueDelivery, done: Promise<unknown>): void
  addBehind(delivery: DueDelivery, done: Promise<unknown>): void
  /** It came back, but it is not recorded yet. Its receiver has room again, unless `next` has waited behind it. */
  land(delivery: DueDelivery, next?: DueDelivery): void
  remove(delivery: DueDelivery): void
  /** Receivers (`subscription|url`) that have enough. */
  full(): string[]
  /** Resolves when all that are on their way now have ended. */
  landed(): Promise<unknown>
}

export function createFlights(): Flights {
  const flying = new Map<string, Promise<unknown>>()
  /** Those of `flying` that wait behind another. */
  const behind = new Set<string>()
  /** Those of `flying` that came back. */
  const landed = new Set<string>()
  /** Those of `flying` that their receiver is busy with. */
  const counted = new Set<string>()
  const busy = new Map<string, number>()
  const change = (delivery: DueDelivery, by: number): void => {
    const receiver = receiverOf(delivery)
    const count = (busy.get(receiver) ?? 0) + by
    if (count === 0) busy.delete(receiver)
    else busy.set(receiver, count)
  }
  const count = (delivery: DueDelivery): void => {
    counted.add(delivery.id)
    change(delivery, 1)
  }
  const discount = (delivery: DueDelivery): void => {
    if (counted.delete(delivery.id)) change(delivery, -1)
  }
  return {
    has: (id) => flying.has(id) && !behind.has(id),
    count: () => flying.size,
    takes: (delivery) => flying.size - behind.size < TOTAL && !flying.has(delivery.id) && (busy.get(receiverOf(delivery)) ?? 0) < PER_RECEIVER,
    takesBehind: (delivery) => behind.size < TOTAL && !flying.has(delivery.id),
    add(delivery, done) {
      flying.set(delivery.id, done)
      count(delivery)
    },
    addBehind(delivery, done) {
      flying.set(delivery.id, done)
      behind.add(delivery.id)
    },
    land(delivery, next) {
      if (!flying.has(delivery.id) || landed.has(delivery.id)) return
      landed.add(delivery.id)
      // It may have left without getting the place of the one before.
      behind.delete(delivery.id)
      discount(delivery)
      if (next && behind.delete(next.id)) count(next)
    },
    remove(delivery) {
      for (const set of [flying, landed, behind]) set.delete(delivery.id)
      discount(delivery)
    },
    full: () => [...busy].filter(([, count]) => count >= PER_RECEIVER).map(([receiver]) => receiver),
    landed: () => Promise.allSettled(flying.values()),
  }
}

function receiverOf({ subscriptionId, url }: DueDelivery): string {
  return `${subscriptionId}|${url}`
}
