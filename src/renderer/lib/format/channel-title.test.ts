/** What channels are called. */
import { expect, test } from 'vitest'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { channelTitle } from './channel-title.ts'

const channel = (type: Channel['type'], members: string[]): Channel =>
  ({ id: 'c', name: 'release-room', displayName: 'Release room', purpose: '', type, creator: 'lena', hooksAllowed: true, members, createdAt: 0, archivedAt: null }) as unknown as Channel
const person = (username: string, displayName: string): Person => ({ username, displayName }) as Person
const people = [person('lena', 'Lena Fischer'), person('aiko', 'Aiko Tanaka'), person('tomas', 'Tomás Ferreira'), person('mara', 'Mara Lindqvist'), person('mara.b', 'Mara Berg')]

test('a channel has its name, a direct one that of the other person, and the one with myself mine', () => {
  expect(channelTitle(channel('public', ['lena']), 'lena', people)).toEqual({ title: 'release-room', person: null })
  expect(channelTitle(channel('direct', ['aiko', 'lena']), 'lena', people)).toEqual({ title: 'Aiko Tanaka', person: people[1] })
  expect(channelTitle(channel('direct', ['lena']), 'lena', people)).toEqual({ title: 'Lena Fischer', person: people[0] })
})

test('a group is called like its other people, shortly, and two of one first name stay apart', () => {
  expect(channelTitle(channel('group', ['aiko', 'lena', 'mara', 'tomas']), 'lena', people).title).toBe('Aiko, Mara, Tomás')
  expect(channelTitle(channel('group', ['lena', 'mara', 'mara.b']), 'lena', people).title).toBe('Mara Berg, Mara Lindqvist')
  expect(channelTitle(channel('group', ['gone', 'lena', 'tomas']), 'lena', people).title).toBe('gone, Tomás')
})
