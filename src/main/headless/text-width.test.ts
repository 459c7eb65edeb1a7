/** Widths on a terminal: scripts of East Asia, emoji made of several, marks that take no room. */
import { expect, test } from 'vitest'
import { clipTo, padTo, widthOf } from './text-width.ts'

test.each([
  ['', 0],
  ['town-square', 11],
  ['Grüße', 5],
  ['e\u0301', 1],
  ['日本語', 6],
  ['한국', 4],
  ['🎉', 2],
  ['👩‍👩‍👧', 2],
  ['❤️', 2],
  ['“…”', 3],
])('%j takes %i columns', (text, width) => {
  expect(widthOf(text)).toBe(width)
  expect(widthOf(padTo(text, 12))).toBe(12)
})

test('a text is cut between characters, and never wider than asked', () => {
  expect([clipTo('日本語', 6), clipTo('日本語', 5), clipTo('日本語', 4), clipTo('ab👩‍👩‍👧', 3)]).toEqual(['日本語', '日本…', '日…', 'ab…'])
})
