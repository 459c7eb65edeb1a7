import { expect, test } from 'vitest'
import { currentStatus } from './person-status.ts'

const lunch = { emoji: '🍝', text: 'Lunch', until: 2000 }

test('a status is shown until its end, and not at it', () => {
  expect([0, 1999, 2000, 2001].map((now) => currentStatus(lunch, now))).toEqual([lunch, lunch, null, null])
})

test('one without an end stays', () => {
  const holiday = { emoji: '🌴', text: '', until: null }
  expect(currentStatus(holiday, Number.MAX_SAFE_INTEGER)).toEqual(holiday)
})

test('nothing and an empty one are the same', () => {
  expect([currentStatus(null, 0), currentStatus({ emoji: '', text: '', until: null }, 0)]).toEqual([null, null])
})
