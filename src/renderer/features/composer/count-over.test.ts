import { expect, test } from 'vitest'
import { countLeft, countOver } from './count-over.ts'

test('counts code points, as the server does', () => {
  for (const text of ['', 'abc', '👍🏽👍', '\ud83d', 'a\ud83d\ude00\udc00', '👨‍👩‍👧']) expect(countOver(text, 0)).toBe([...text].length)
})

test('says how many are over, and nothing while it fits', () => {
  expect(countOver('a'.repeat(1000), 1000)).toBe(0)
  expect(countOver('😀'.repeat(1000), 1000)).toBe(0)
  expect(countOver('😀'.repeat(1002), 1000)).toBe(2)
})

test('counts down only near the end', () => {
  expect(countLeft('a'.repeat(799), 1000)).toBeNull()
  expect(countLeft('a'.repeat(800), 1000)).toBe(200)
  expect(countLeft('😀'.repeat(500), 1000)).toBeNull()
  expect(countLeft('😀'.repeat(1000), 1000)).toBe(0)
  expect(countLeft('a'.repeat(1012), 1000)).toBe(-12)
})

test('room at the end is not sent and does not count', () => {
  expect([countOver(`${'a'.repeat(1000)} \n\n`, 1000), countOver(`${'a'.repeat(1001)}  `, 1000)]).toEqual([0, 1])
  expect(countLeft(`${'a'.repeat(1001)}  `, 1000)).toBe(-1)
})
