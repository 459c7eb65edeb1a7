/** The stream of events to a window: all of them at once while it is calm; in a flood in bursts, with the verdicts of a busy hook told as one. */
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import { createEventBus, streamEvents } from './event-bus.ts'

const verdict = (hookId: string | null, id: number) => ({ name: 'verdict.recorded', data: { hookId, id } }) as unknown as AppEvent
const posted = (id: number) => ({ name: 'message.posted', data: { id } }) as unknown as AppEvent

/** Reads what a window would be told until it is stopped. */
function listen() {
  const bus = createEventBus()
  const stop = new AbortController()
  const stream = streamEvents(bus, { maySee: () => true, personId: 'p' as PersonId, signal: stop.signal })
  const heard: { event: AppEvent; at: number }[] = []
  const ended = (async () => {
    for await (const event of stream) heard.push({ event, at: performance.now() })
  })()
  const publish = (event: AppEvent): void => bus.publish({ event, audience: 'everyone' })
  const names = (name: AppEvent['name']) => heard.filter(({ event }) => event.name === name)
  return { publish, heard, names, end: async () => (stop.abort(), await ended) }
}

test('what comes now and then is told at once, one by one', async () => {
  const { publish, heard, end } = listen()
  const events = [posted(1), verdict('a', 1), verdict('a', 2), verdict('a', 3), verdict('a', 4), verdict('a', 5), posted(2)]
  for (const event of events) publish(event)
  await wait(5)
  expect(heard.map(({ event }) => event)).toEqual(events)
  await end()
})

test('in a flood all but the verdicts of busy hooks come in their order, in twenty bursts a second, and the verdicts as one', async () => {
  const { publish, heard, names, end } = listen()
  const startedAt = performance.now()
  let posts = 0
  for (let number = 0; performance.now() - startedAt < 2500; number += 1) {
    for (let one = 0; one < 4; one += 1) publish(verdict('busy', number * 4 + one))
    if (number % 10 === 0) publish(posted((posts += 1)))
    await wait(1)
  }
  publish(verdict('quiet', 1))
  publish(verdict(null, 2))
  await expect.poll(() => names('verdict.recorded').at(-1)?.event.data).toEqual({ hookId: null, id: 2 })
  expect(names('message.posted').map(({ event }) => event.data)).toEqual(Array.from({ length: posts }, (_, index) => ({ id: index + 1 })))
  // What left at once before it was known for a flood.
  expect(names('verdict.recorded').filter(({ at }) => at - startedAt > 500).map(({ event }) => event.data)).toEqual([{ hookId: 'quiet', id: 1 }, { hookId: null, id: 2 }])
  const told = names('verdicts.changed')
  expect(told.every(({ event }) => (event.data as { hookId: unknown }).hookId === 'busy')).toBe(true)
  expect(told.length).toBeGreaterThan(10)
  // Fifty in 2.5 s.
  expect(told.length).toBeLessThanOrEqual(51)
  expect(heard.indexOf(told.at(-1)!)).toBeGreaterThan(heard.length - 10)
  await end()
})

test('stopped while it waits for its next burst, it ends at once', async () => {
  const { publish, heard, end } = listen()
  let published = 0
  while (heard.length === published) {
    publish(posted((published += 1)))
    await nextTurn()
  }
  let isEnded = false
  void end().then(() => (isEnded = true))
  await nextTurn()
  expect(isEnded).toBe(true)
})
