import { expect, test } from 'vitest'
import { shortenText } from './shorten-text.ts'

test.each([
  ['a short text', 'word '.repeat(100)],
  ['a few lines', 'line\n'.repeat(29)],
  ['many empty lines, which are drawn as none', `one${'\n'.repeat(200)}two`],
])('%s is shown whole', (_what, text) => {
  expect(shortenText(text)).toBeNull()
})

test('many lines are cut after a line', () => {
  expect(shortenText('line\n'.repeat(31))).toBe('line\n'.repeat(22).trimEnd())
})

test('many letters are cut after a line or a word near the end, and never within a letter', () => {
  expect(shortenText(`${'a'.repeat(1500)}\n${'b'.repeat(2000)}`)).toBe('a'.repeat(1500))
  expect(shortenText('word '.repeat(1000))).toHaveLength(1799)
  expect(shortenText('😀'.repeat(2000))).toBe('😀'.repeat(900))
  expect(shortenText(`a${'😀'.repeat(2000)}`)).toBe(`a${'😀'.repeat(899)}`)
})
