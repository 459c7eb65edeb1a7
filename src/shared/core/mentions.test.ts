import { expect, test } from 'vitest'
import { findMention, mentionsMe, type Mentions } from './mentions.ts'

const mentions: Mentions = { known: new Set(['lena', 'mara', 'a.b']), me: 'lena' }
const found = (text: string) => {
  const mention = findMention(text, 0, mentions)
  return mention && [text.slice(mention.start, mention.end), mention.isMe]
}

test.each([
  ['hi @mara.', ['@mara', false]],
  ['@Lena, look', ['@Lena', true]],
  ['(@a.b)', ['@a.b', false]],
  ['@a.b.', ['@a.b', false]],
  ['@channel now', ['@channel', true]],
  ['mail mara@lena.example', null],
  ['@nobody', null],
  ['@lenas', null],
])('%s', (text, expected) => {
  expect(found(text)).toEqual(expected)
})

test('code names nobody', () => {
  expect(mentionsMe('`@lena` and\n```\n@all\n```', mentions)).toBe(false)
  expect(mentionsMe('`code` for @lena', mentions)).toBe(true)
  expect(mentionsMe('@nobody @mara', mentions)).toBe(false)
})
