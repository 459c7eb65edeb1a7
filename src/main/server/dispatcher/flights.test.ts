/** How many are on their way, also when the store refuses to be read meanwhile: no receiver gets more than it should, and room that was given comes back. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Attempt } from '#shared/contract/delivery.ts'
import type { DeliveryId } from '#shared/contract/ids.ts'
import { startRig, type Rig } from '../../../../test/helpers/outgoing.ts'
import { listDue, type DueDelivery } from '../store/deliveries.ts'
import { createClaims } from './claims.ts'
import { createFlights, TOTAL, type Flights } from './flights.ts'

const PER_RECEIVER = 16
const like = (delivery: DueDelivery, id: string): DueDelivery => ({ ...delivery, id: id as DeliveryId })

/** As many as it takes of what goes to that receiver, and behind others, when nothing else is on its way. */
function countRoom(flights: Flights, delivery: DueDelivery): { beside: number; behind: number } {
  const never = new Promise(() => undefined)
  let [beside, behind] = [0, 0]
  for (; beside < 2 * TOTAL && flights.takes(like(delivery, `beside ${beside}`)); beside += 1) flights.add(like(delivery, `beside ${beside}`), never)
  for (; behind < 2 * TOTAL && flights.takesBehind(like(delivery, `behind ${behind}`)); behind += 1) flights.addBehind(like(delivery, `behind ${behind}`), never)
  return { beside, behind }
}

let r: Rig
beforeEach(async () => {
  r = await startRig()
})
afterEach(() => r.stop())

/** Of one lane, and nobody sends them. */
async function makeLane(count: number): Promise<DueDelivery> {
  await r.subscribe()
  await r.app.dispatcher.stop()
  for (let number = 0; number < count; number += 1) await r.say(String(number))
  return listDue(r.app.ctx.reader, { now: r.clock.now(), without: [], limit: 1 })[0]!
}

test('one that came back although it never got its place leaves no trace', async () => {
  const first = await makeLane(1)
  const flights = createFlights()
  const [second, third] = [like(first, 'second'), like(first, 'third')]
  flights.add(first, Promise.resolve())
  for (const one of [second, third]) flights.addBehind(one, Promise.resolve())
  for (const one of [first, second, third]) flights.land(one)
  for (const one of [first, second, third]) flights.remove(one)
  expect([flights.count(), flights.full()]).toEqual([0, []])
  expect(countRoom(flights, first)).toEqual({ beside: PER_RECEIVER, behind: TOTAL })
})

test('a run goes through a rest of the store, and all its room comes back', async () => {
  const first = await makeLane(20)
  const flights = createFlights()
  const gates = new Map<string, PromiseWithResolvers<boolean>>()
  const taken: DueDelivery[] = []
  const send = (delivery: DueDelivery): Promise<boolean> => {
    const gate = Promise.withResolvers<boolean>()
    gates.set(delivery.id, gate)
    taken.push(delivery)
    return gate.promise
  }
  const claims = createClaims(r.app.ctx.reader, flights, { send: async (delivery) => void (await send(delivery)), sendBehind: send }, () => undefined)
  claims.takeDue(r.clock.now())
  const accept = (index: number, whenReadable: (read: () => void) => void): void => claims.takeNext(taken[index]!, { durationMs: 1 } as Attempt, whenReadable)
  accept(0, (read) => read())
  const before = taken.length
  expect(before).toBeGreaterThan(4)
  for (const index of [1, 2, 3]) accept(index, () => undefined)
  // The one that is with the receiver now, and no other.
  expect(taken.map(({ id }) => flights.has(id))).toEqual(taken.map((_, index) => index <= 4))
  accept(4, (read) => read())
  expect(taken.length).toBeGreaterThan(before)
  for (let index = 5; index < taken.length; index += 1) accept(index, () => undefined)
  gates.forEach((gate) => gate.resolve(true))
  await expect.poll(() => flights.count()).toBe(0)
  expect(countRoom(flights, first)).toEqual({ beside: PER_RECEIVER, behind: TOTAL })
})
