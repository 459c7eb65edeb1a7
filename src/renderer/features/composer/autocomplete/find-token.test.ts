import { expect, test } from 'vitest'
import { findToken } from './find-token.ts'

/** `|` stands for the caret. */
function find(marked: string): string | null {
  const token = findToken(marked.replace('|', ''), marked.indexOf('|'))
  return token && `${token.kind} ${token.from} ${token.query}`
}

test.each([
  ['@|', 'person 0 '],
  ['hi @pri|', 'person 3 pri'],
  ['(@pri|', 'person 1 pri'],
  ['hi @Zoë|', 'person 3 Zoë'],
  ['@mara.k|, hello', 'person 0 mara.k'],
  ['see #rel|', 'channel 4 rel'],
  [':ta|', 'emoji 0 ta'],
  ['ok :+1|', 'emoji 3 +1'],
  ['/|', 'command 0 '],
  ['/inv|', 'command 0 inv'],
  ['/invite @a|', 'person 8 a'],
])('%s', (marked, found) => {
  expect(find(marked)).toBe(found)
})

test.each(['mail@exam|', '@@a|', '## |', '##a|', 'http:/|', 'x:ab|', ':d|', ':)|', '10:30|', 'a /me|', '\n/me|', '@pr|iya', 'hi @pri |', '@a b|', 'page.html#top|', '::ab|'])('nothing is begun in %s', (marked) => {
  expect(find(marked)).toBeNull()
})

test('nothing is begun in code', () => {
  expect(find('`@a|')).toBeNull()
  expect(find('``x` @a|')).toBeNull()
  expect(find('```\nconst a = @b|\n```')).toBeNull()
  expect(find('~~~js\n:ab|')).toBeNull()
  expect(find('`code` @a|')).toBe('person 7 a')
  expect(find('```\ncode\n```\n@a|')).toBe('person 13 a')
})

test('only the neighbourhood counts', () => {
  expect(find(`${'x'.repeat(10_000)} @a|`)).toBe('person 10001 a')
  expect(find(`@${'x'.repeat(65)}|`)).toBeNull()
})
