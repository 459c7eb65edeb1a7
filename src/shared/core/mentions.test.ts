import { describe, expect, test } from 'vitest'
import { findMention, listMentions, mentionsMe, type Mentions } from './mentions.ts'

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

const known = new Set(['lena', 'mara', 'a.b', 'lena_2'])

describe('whom a text names, by each rule', () => {
  const everybody = '@channel @here @all @everyone'
  test.each([
    ['all', everybody, [], true],
    ['people', everybody, [], false],
    ['exact', everybody, [], false],
    ['all', '@Lena and @MARA.', ['lena', 'mara'], false],
    ['people', '@Lena and @MARA.', ['lena', 'mara'], false],
    ['exact', '@Lena and @MARA.', [], false],
    ['exact', '@lena and (@mara), @lena again', ['lena', 'mara'], false],
    // A dot or dash ends an exact name; elsewhere it may belong to it.
    ['people', '@a.b', ['a.b'], false],
    ['exact', '@a.b', [], false],
    ['exact', '@lena.b @mara-x', ['lena', 'mara'], false],
    ['people', '@lena.b @mara-x', [], false],
    ['exact', '@lena_2 @lenas @lena_', ['lena_2'], false],
    ['people', '@lena_', ['lena'], false],
    ['exact', 'mail lena@mara.example, x.@mara', [], false],
    ['people', '`@lena` and\n```\n@mara\n```', [], false],
    ['exact', '`@lena` and\n```\n@mara\n```', [], false],
    ['people', '@nobody @channel-list @lena', ['lena'], false],
  ] as const)('%s: %j', (rule, text, usernames, audience) => expect(listMentions(text, known, rule)).toEqual({ usernames, audience }))

  test('a person who is called like a word for everyone is a person where these words say nothing', () => {
    const withHere = new Set([...known, 'here'])
    expect(listMentions('@here', withHere, 'people')).toEqual({ usernames: ['here'], audience: false })
    expect(listMentions('@here', withHere)).toEqual({ usernames: [], audience: true })
  })
})

test.each([
  ['all', '@channel', true],
  ['people', '@channel', false],
  ['exact', '@channel', false],
  ['people', '@LENA', true],
  ['exact', '@LENA', false],
  ['exact', '@lena', true],
] as const)('what is tinted for me is what tells me: %s, %s', (rule, text, isMe) => {
  expect(mentionsMe(text, { ...mentions, rule })).toBe(isMe)
})
