import { expect, test } from 'vitest'
import { minutesAhead } from './local-time.ts'

const winter = Date.UTC(2026, 0, 15, 12)
const summer = Date.UTC(2026, 6, 15, 12)
const betweenSwitches = Date.UTC(2026, 2, 20, 12)

test.each([
  ['Europe/Berlin', 'Europe/London', winter, 60],
  ['Europe/London', 'Europe/Berlin', winter, -60],
  ['Europe/Berlin', 'Europe/Berlin', summer, 0],
  ['Asia/Kolkata', 'UTC', summer, 330],
  ['Asia/Kathmandu', 'Europe/Berlin', summer, 225],
  ['America/New_York', 'Europe/Berlin', winter, -360],
  // The clocks of New York change two weeks before those of Berlin.
  ['America/New_York', 'Europe/Berlin', betweenSwitches, -300],
  ['Pacific/Auckland', 'America/Los_Angeles', winter, 21 * 60],
])('%s seen from %s', (there, here, at, minutes) => {
  expect(minutesAhead(there, at, here)).toBe(minutes)
})

test('a name that no zone has says nothing', () => expect(minutesAhead('Mars/Olympus', winter, 'UTC')).toBeNull())
