import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { refetchCalmly } from './refetch-calmly.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('fetches at once, then four times a second, and once more after the last change', () => {
  const cache = new QueryClient()
  const fetched: number[] = []
  vi.spyOn(cache, 'invalidateQueries').mockImplementation(() => {
    fetched.push(Date.now() - startedAt)
    return Promise.resolve()
  })
  const startedAt = Date.now()
  for (let ms = 0; ms < 1000; ms += 10) {
    refetchCalmly(cache, ['deliveries', 's1'])
    vi.advanceTimersByTime(10)
  }
  expect(fetched).toEqual([0, 250, 500, 750, 1000])
  vi.advanceTimersByTime(1000)
  expect(fetched).toHaveLength(5)
  refetchCalmly(cache, ['deliveries', 's1'])
  refetchCalmly(cache, ['deliveries', 's2'])
  expect(fetched).toHaveLength(7)
})
