/** When rounds begin: at once when it is calm, apart while posts stream or much is under way, and never lost. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRounds } from './rounds.ts'

const calm = (): boolean => false
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('one piece of news has its round before any timer', () => {
  const run = vi.fn()
  createRounds(run, calm).news()
  vi.advanceTimersByTime(0)
  expect(run).toHaveBeenCalledTimes(1)
})

test('what comes back in one turn is dealt with in one round', () => {
  const run = vi.fn()
  const rounds = createRounds(run, calm)
  rounds.more()
  rounds.more()
  expect(run).not.toHaveBeenCalled()
  vi.advanceTimersByTime(0)
  expect(run).toHaveBeenCalledTimes(1)
})

test('while posts stream, a second has at most forty rounds, and the last post still has one', () => {
  const run = vi.fn()
  const rounds = createRounds(run, calm)
  for (let ms = 0; ms < 1000; ms += 1) {
    rounds.news()
    rounds.more()
    vi.advanceTimersByTime(1)
  }
  expect(run.mock.calls.length).toBeGreaterThan(30)
  expect(run.mock.calls.length).toBeLessThanOrEqual(42)
  run.mockClear()
  rounds.news()
  vi.advanceTimersByTime(25)
  expect(run).toHaveBeenCalledTimes(1)
})

test('while much is under way, a second has at most 84 rounds, and the last that comes back still has one', () => {
  const run = vi.fn()
  const rounds = createRounds(run, () => true)
  for (let ms = 0; ms < 1000; ms += 1) {
    rounds.more()
    vi.advanceTimersByTime(1)
  }
  expect(run.mock.calls.length).toBeGreaterThan(60)
  expect(run.mock.calls.length).toBeLessThanOrEqual(84)
  run.mockClear()
  rounds.more()
  vi.advanceTimersByTime(12)
  expect(run).toHaveBeenCalledTimes(1)
})

test('after a stream it is calm again', () => {
  const run = vi.fn()
  const rounds = createRounds(run, calm)
  for (let count = 0; count < 10; count += 1) {
    rounds.news()
    vi.advanceTimersByTime(1)
  }
  vi.advanceTimersByTime(100)
  run.mockClear()
  rounds.news()
  vi.advanceTimersByTime(0)
  expect(run).toHaveBeenCalledTimes(1)
})

test('no round begins after the end', () => {
  const run = vi.fn()
  const rounds = createRounds(run, calm)
  rounds.more()
  rounds.stop()
  rounds.news()
  vi.advanceTimersByTime(100)
  expect(run).not.toHaveBeenCalled()
})
