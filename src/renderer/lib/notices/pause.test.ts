import { expect, test } from 'vitest'
import { pauseEnd } from './pause.ts'

const now = new Date(2026, 10, 30, 23, 50).getTime()

test('half an hour and an hour from now', () => {
  expect([pauseEnd('halfHour', now) - now, pauseEnd('hour', now) - now]).toEqual([1_800_000, 3_600_000])
})

test('tomorrow is the next morning, also over the end of a month', () => {
  expect(pauseEnd('tomorrow', now)).toBe(new Date(2026, 11, 1, 9, 0).getTime())
})
