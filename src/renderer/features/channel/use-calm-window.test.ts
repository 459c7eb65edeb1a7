import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import type { MessageWindow } from '#renderer/lib/message-window.ts'
import { keys } from '#renderer/lib/query-keys.ts'
import { createCalmWindow } from './use-calm-window.ts'

let cache: QueryClient
let shown: { at: number; count: number }[]
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  cache = new QueryClient()
  cache.setQueryData(keys.messages('c'), windowOf(1))
  const calm = createCalmWindow(cache, 'c')
  shown = []
  stop = calm.subscribe(() => shown.push({ at: performance.now(), count: calm.get()!.messages.length }))
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

const windowOf = (count: number): MessageWindow => ({ messages: Array.from({ length: count }, (_, index) => ({ position: index + 1 }) as Message), hasOlder: false, hasNewer: false })

/** Everything up to `count` arrives, one every `everyMs`. */
function arrive(from: number, count: number, everyMs: number): void {
  for (let now = from; now <= count; now += 1) {
    cache.setQueryData(keys.messages('c'), windowOf(now))
    vi.advanceTimersByTime(everyMs)
  }
}

test('people are seen at once', () => {
  arrive(2, 9, 150)
  expect(shown.map(({ count }) => count)).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
})

test('more than ten a second are shown four times a second, and at the end nothing is missing', () => {
  arrive(2, 400, 10)
  vi.advanceTimersByTime(1000)
  expect(shown.at(-1)?.count).toBe(400)
  const calm = shown.slice(10)
  const gaps = calm.slice(1).map(({ at }, index) => at - calm[index]!.at)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250)
  expect(calm.length).toBeGreaterThanOrEqual(14)
})

test('after a flood people are seen at once again', () => {
  arrive(2, 60, 10)
  vi.advanceTimersByTime(2000)
  shown.length = 0
  arrive(61, 63, 200)
  expect(shown.map(({ count }) => count)).toEqual([61, 62, 63])
})

test('a change of what is shown, and other channels, are no flood', () => {
  cache.setQueryData(keys.messages('other'), windowOf(50))
  expect(shown).toEqual([])
  for (let round = 0; round < 20; round += 1) cache.setQueryData(keys.messages('c'), { ...windowOf(1), hasOlder: round % 2 === 0 })
  expect(shown).toHaveLength(20)
})
