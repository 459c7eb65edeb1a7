import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import { applyEvents } from '#renderer/lib/data/live-events.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { followCounts } from './follow-counts.ts'

/** What the server would answer now; `hold` keeps an answer back that is read already. */
let [requests, held] = [0, false]
let release = (): void => undefined
let ends: (() => void)[] = []
let cache: QueryClient

async function fetchHooks(): Promise<number> {
  const read = requests
  if (held) await new Promise<void>((resolve) => (release = resolve))
  return read
}

beforeEach(() => {
  vi.useFakeTimers()
  ;[requests, held, ends] = [0, false, []]
  cache = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false, networkMode: 'always' } } })
  // The page of a webhook stands while that of another comes.
  ends.push(new QueryObserver(cache, { queryKey: keys.hooks, queryFn: fetchHooks }).subscribe(() => undefined))
})
afterEach(() => {
  ends.forEach((end) => end())
  cache.clear()
  vi.useRealTimers()
})

const comeIn = (): void => {
  requests += 1
  applyEvents(cache, [{ name: 'verdict.recorded', data: { id: requests, hookId: 'h1' } } as unknown as AppEvent])
}
const shown = (): unknown => cache.getQueryData(keys.hooks)

test('what came before somebody followed is fetched, and so is what comes then', async () => {
  await vi.advanceTimersByTimeAsync(10)
  comeIn()
  ends.push(followCounts(cache))
  await vi.advanceTimersByTimeAsync(1100)
  expect(shown()).toBe(1)
  comeIn()
  await vi.advanceTimersByTimeAsync(1100)
  expect(shown()).toBe(2)
})

test('what comes while an answer is on its way is not lost with it', async () => {
  await vi.advanceTimersByTimeAsync(10)
  ends.push(followCounts(cache))
  comeIn()
  held = true
  await vi.advanceTimersByTimeAsync(1100)
  comeIn()
  held = false
  release()
  await vi.advanceTimersByTimeAsync(10)
  expect(shown()).toBe(1)
  await vi.advanceTimersByTimeAsync(1100)
  expect(shown()).toBe(2)
})

test('however many come, they are fetched once a second', async () => {
  await vi.advanceTimersByTimeAsync(10)
  ends.push(followCounts(cache))
  const fetched = vi.spyOn(cache, 'refetchQueries')
  for (let number = 0; number < 20; number += 1) {
    comeIn()
    await vi.advanceTimersByTimeAsync(100)
  }
  await vi.advanceTimersByTimeAsync(1100)
  expect(fetched.mock.calls.length).toBeLessThanOrEqual(3)
  expect(shown()).toBe(20)
})
