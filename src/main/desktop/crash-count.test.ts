import { expect, test } from 'vitest'
import { countCrashes } from './crash-count.ts'

test('at once, after a second, after five, then people are asked', () => {
  const crashes = countCrashes([0, 1000, 5000])
  expect([0, 100, 2000, 9000].map((now) => crashes.next(now))).toEqual([0, 1000, 5000, null])
})

test('what was more than a minute ago does not count', () => {
  const crashes = countCrashes([0, 1000])
  expect([0, 60_000, 90_000, 119_999].map((now) => crashes.next(now))).toEqual([0, 0, 1000, null])
})

test('who decided to go on begins anew', () => {
  const crashes = countCrashes([0])
  expect([crashes.next(0), crashes.next(1)]).toEqual([0, null])
  crashes.forgive()
  expect(crashes.next(2)).toBe(0)
})
