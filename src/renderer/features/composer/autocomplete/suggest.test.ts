import { expect, test } from 'vitest'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Emoji } from '#renderer/widgets/emoji-picker/emoji-list.ts'
import { findToken } from './find-token.ts'
import { suggest, type Known } from './suggest.ts'

const person = (username: string, displayName: string): Person => ({ username, displayName }) as Person
const channel = (name: string, members: string[] = [], more: Partial<Channel> = {}): Channel => ({ id: name, name, displayName: name, members, type: 'public', archivedAt: null, ...more }) as Channel
const emoji = (code: string, char: string, words: string[], tones: string[] | null = null): Emoji => ({ code, char, name: code, group: 0, tones, codes: [code], words })

const people = [person('lena', 'Lena Fischer'), person('jweber', 'Jonas Weber'), person('mara', 'Márá Öz'), person('heredia', 'Ana Heredia'), person('out', 'Olga Out')]
const room = channel('release-room', ['heredia', 'jweber', 'lena', 'mara'])
const known: Known = {
  channel: room,
  me: people[0]!,
  people,
  channels: [room, channel('releases'), channel('old', [], { archivedAt: 1 }), channel('lena__mara', [], { type: 'direct' }), channel('alerts-release', [], { type: 'private' })],
  emoji: [emoji('tada', '🎉', ['party']), emoji('+1', '👍', ['thumb'], ['👍🏻', '👍🏼', '👍🏽', '👍🏾', '👍🏿'])],
  skinTone: 2,
  commands: ['me', 'mute', 'help'],
}
const ids = (text: string, more: Partial<Known> = {}): string[] => suggest(findToken(text, text.length)!, { ...known, ...more }).map(({ id }) => id)

test('people of the channel come first, me last among them, others after them', () => {
  expect(ids('@')).toEqual(['person-heredia', 'person-jweber', 'person-mara', 'person-lena', 'audience-channel', 'audience-all', 'audience-here', 'person-out'])
  expect(suggest(findToken('@out', 4)!, known)).toMatchObject([{ id: 'person-out', group: 'others', insert: '@out ' }])
})

test('people are found by username, display name, its words, and without accents', () => {
  expect(ids('@jw')).toEqual(['person-jweber'])
  expect(ids('@web')).toEqual(['person-jweber'])
  expect(ids('@jowe')).toEqual(['person-jweber'])
  expect(ids('@oz')).toEqual(['person-mara'])
  expect(ids('@MÁ')).toEqual(['person-mara'])
})

test('the words for everybody stand behind people, unless they are written out; a direct channel has none', () => {
  // Fischer has it in the middle.
  expect(ids('@her')).toEqual(['person-heredia', 'person-lena', 'audience-here'])
  expect(ids('@here')).toEqual(['audience-here', 'person-heredia'])
  expect(ids('@all', { channel: channel('a__b', ['lena'], { type: 'direct' }) })).toEqual([])
})

test('channels are found by their words; archived and direct ones are not offered', () => {
  expect(ids('#rel')).toEqual(['channel-releases', 'channel-release-room', 'channel-alerts-release'])
  expect(ids('#old')).toEqual([])
})

test('emoji come in my skin tone, and nothing before they are loaded', () => {
  expect(suggest(findToken(':thumb', 6)!, known)).toMatchObject([{ insert: '👍🏼 ', char: '👍🏼' }])
  expect(ids(':tada', { emoji: null })).toEqual([])
})

test('only commands that I may use are offered', () => {
  expect(ids('/')).toEqual(['command-me', 'command-mute', 'command-help'])
  expect(ids('/MU')).toEqual(['command-mute'])
  expect(ids('/hooks')).toEqual([])
})
