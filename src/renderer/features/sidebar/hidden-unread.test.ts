/** Which unread rows are out of sight. */
import { expect, test } from 'vitest'
import { countHidden, nearestHidden } from './hidden-unread.ts'

const rows = [0, 30, 60, 90, 120, 150].map((top) => ({ top, bottom: top + 30 }))

test('a row counts as hidden when less than half of it is in sight', () => {
  expect(countHidden(rows, { top: 0, bottom: 180 })).toEqual({ above: 0, below: 0 })
  expect(countHidden(rows, { top: 50, bottom: 130 })).toEqual({ above: 2, below: 2 })
  expect(countHidden(rows, { top: 40, bottom: 140 })).toEqual({ above: 1, below: 1 })
})

test('the nearest on a side is found', () => {
  const view = { top: 50, bottom: 130 }
  expect(nearestHidden(rows, view, 'above')).toBe(1)
  expect(nearestHidden(rows, view, 'below')).toBe(4)
  expect(nearestHidden(rows, { top: 0, bottom: 180 }, 'above')).toBe(-1)
})
