import { expect, test } from 'vitest'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { ChannelState } from '#shared/contract/unread.ts'
import { arrangeUnread } from './arrange-unread.ts'

const me = { username: 'lena', displayName: 'Lena Fischer' } as Person
const people = [me, { username: 'priya', displayName: 'Priya Raman' } as Person]

const channel = (name: string, type: Channel['type'] = 'public'): Channel => ({ id: name, name, type, members: type === 'direct' ? ['lena', 'priya'] : [] }) as unknown as Channel
const state = (channelId: string, changes: Partial<ChannelState> = {}): ChannelState => ({ channelId, unread: 1, mentions: 0, lastRead: 0, favourite: false, muted: false, notify: null, ...changes }) as ChannelState

const arrange = (...pairs: [Channel, ChannelState][]) =>
  arrangeUnread({ channels: pairs.map(([one]) => one), states: pairs.map(([, one]) => one), people, me }).map(({ handle }) => handle)

test('who wants me, then favourites, then the rest by name, then what is muted', () => {
  expect(
    arrange(
      [channel('zoo'), state('zoo')],
      [channel('ci'), state('ci', { muted: true, mentions: 2 })],
      [channel('alerts'), state('alerts')],
      [channel('releases'), state('releases', { favourite: true })],
      [channel('lena__priya', 'direct'), state('lena__priya', { mentions: 1 })],
    ),
  ).toEqual(['Priya Raman', '# releases', '# alerts', '# zoo', '# ci'])
})

test('a channel that is read, or that is not known yet, is left out', () => {
  expect(arrange([channel('read'), state('read', { unread: 0 })], [channel('here'), state('elsewhere')])).toEqual([])
})
