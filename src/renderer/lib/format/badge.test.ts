import { expect, test } from 'vitest'
import { titleWithBadge } from './badge.ts'

test.each([
  ['town-square · Hookline', 0, 'town-square · Hookline'],
  ['town-square · Hookline', 3, '(3) town-square · Hookline'],
  ['(3) town-square · Hookline', 4, '(4) town-square · Hookline'],
  ['(99+) town-square · Hookline', 0, 'town-square · Hookline'],
  ['town-square', 250, '(99+) town-square'],
  ['(later) plans', 1, '(1) (later) plans'],
])('%s with %i', (title, count, shown) => {
  expect(titleWithBadge(title, count)).toBe(shown)
})
