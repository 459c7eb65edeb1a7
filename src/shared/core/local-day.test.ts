/** Days at the border of a day, east and west of Greenwich. */
import { afterAll, expect, test } from 'vitest'
import { localDay } from './local-day.ts'

const before = process.env['TZ']
afterAll(() => {
  if (before === undefined) delete process.env['TZ']
  else process.env['TZ'] = before
})

test.each([
  ['Asia/Tokyo', '2026-11-22T16:00:00Z', '2026-11-23'],
  ['America/Los_Angeles', '2026-03-01T05:00:00Z', '2026-02-28'],
  ['UTC', '2026-01-02T00:00:00Z', '2026-01-02'],
])('in %s, %s is on %s', (zone, at, day) => {
  process.env['TZ'] = zone
  expect(localDay(new Date(at))).toBe(day)
})
