import { expect, test } from 'vitest'
import type { HookId } from '#shared/contract/ids.ts'
import { createPace } from './pace.ts'

const [a, b] = ['a', 'b'] as HookId[] as [HookId, HookId]
const takeAll = (take: () => number): number => {
  let taken = 0
  while (taken < 1000 && take() === 0) taken += 1
  return taken
}

test('a third of a minute passes at once, then one after another, and the wait that is told is true', () => {
  let now = 500
  const pace = createPace(() => now)
  expect(takeAll(() => pace.take(a, 60))).toBe(20)
  expect(pace.take(a, 60)).toBe(1000)
  now += 400
  const waitMs = pace.take(a, 60)
  expect(waitMs).toBe(600)
  now += waitMs - 1
  expect(pace.take(a, 60)).toBe(1)
  now += 1
  expect(pace.take(a, 60)).toBe(0)
  expect(pace.take(a, 60)).toBe(1000)
})

test('hooks do not wait for each other, and an hour of rest gives no more than one burst', () => {
  let now = 0
  const pace = createPace(() => now)
  takeAll(() => pace.take(a, 60))
  expect(takeAll(() => pace.take(b, 30))).toBe(10)
  now += 3_600_000
  expect(takeAll(() => pace.take(a, 60))).toBe(20)
})

test('no limit, the smallest limit, a limit that was lowered, and turns that are given back', () => {
  const pace = createPace(() => 0)
  expect(takeAll(() => pace.take(a, null))).toBe(1000)
  expect(takeAll(() => pace.take(a, 1))).toBe(1)
  pace.giveBack(a)
  expect(takeAll(() => pace.take(a, 1))).toBe(1)
  expect(pace.take(b, 600)).toBe(0)
  expect(takeAll(() => pace.take(b, 3))).toBe(1)
  pace.forget(b)
  pace.empty(b, 600)
  expect(pace.take(b, 600)).toBe(100)
})
