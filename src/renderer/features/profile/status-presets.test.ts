import { expect, test } from 'vitest'
import { clearAt } from './status-presets.ts'

const at = (day: number, hour = 0, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime()
// 20 November 2026 is a Friday.
const friday = at(20, 15, 30)

test('a span counts from now, and never has no end', () => {
  expect([clearAt('halfHour', friday), clearAt('hour', friday), clearAt('fourHours', friday), clearAt('never', friday)]).toEqual([at(20, 16), at(20, 16, 30), at(20, 19, 30), null])
})

test('today ends at midnight', () => expect(clearAt('today', friday)).toBe(at(21)))

test.each([
  ['Monday', 16],
  ['Friday', 20],
  ['Sunday', 22],
])('on a %s the week ends with its Sunday', (_name, day) => {
  expect(clearAt('week', at(day, 15))).toBe(at(23))
})
