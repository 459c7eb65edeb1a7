/** Sections, order and steps of the sidebar. */
import { expect, test } from 'vitest'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { ChannelState } from '#shared/contract/unread.ts'
import { arrangeSidebar, countTop, stepRow, stepUnread, type SidebarSource } from './arrange-sidebar.ts'

const me = { username: 'lena', displayName: 'Lena Fischer', role: 'member' } as Person
const people = [me, { username: 'aiko', displayName: 'Aiko Tanaka' } as Person, { username: 'tom', displayName: 'Tomás Ferreira' } as Person]

const channel = (name: string, more: Partial<Channel> = {}): Channel =>
  ({ id: name, name, displayName: '', purpose: '', type: 'public', creator: 'lena', hooksAllowed: true, members: ['lena'], createdAt: 0, archivedAt: null, ...more }) as unknown as Channel
const state = (channelId: string, more: Partial<ChannelState> = {}): ChannelState =>
  ({ channelId, unread: 0, mentions: 0, lastRead: 0, favourite: false, muted: false, notify: null, ...more }) as ChannelState

const channels = [
  channel('platform'),
  channel('alerts'),
  channel('design', { members: ['aiko'] }),
  channel('old', { archivedAt: 5 }),
  channel('security', { type: 'private' }),
  channel('aiko__lena', { type: 'direct', members: ['aiko', 'lena'] }),
  channel('trio', { type: 'group', members: ['aiko', 'lena', 'tom'] }),
]
const source = (more: Partial<SidebarSource> = {}): SidebarSource => ({ channels, states: [], people, me, folded: [], unreadOnly: false, path: '/', ...more })
const shown = (more: Partial<SidebarSource> = {}) => arrangeSidebar(source(more)).map(({ name, rows }) => [name, rows.map(({ title }) => title)])
const rowsOf = (more: Partial<SidebarSource> = {}) => arrangeSidebar(source(more)).flatMap(({ rows }) => rows)

test('my channels and conversations stand in sections by name; others and archived ones do not', () => {
  expect(shown()).toEqual([
    ['channels', ['alerts', 'platform', 'security']],
    ['direct', ['Aiko Tanaka', 'Aiko, Tomás']],
  ])
})

test('a favourite of any kind leaves its section', () => {
  expect(shown({ states: [state('trio', { favourite: true }), state('platform', { favourite: true })] })).toEqual([
    ['favourites', ['Aiko, Tomás', 'platform']],
    ['channels', ['alerts', 'security']],
    ['direct', ['Aiko Tanaka']],
  ])
})

test('a folded section keeps what is unread and what is open', () => {
  const states = [state('alerts', { unread: 2 })]
  expect(shown({ states, folded: ['channels', 'direct'], path: '/channels/security' })).toEqual([
    ['channels', ['alerts', 'security']],
    ['direct', []],
  ])
})

test('the unread filter leaves out what is read, and a muted channel unless it names me', () => {
  const states = [state('alerts', { unread: 2 }), state('platform', { unread: 9, muted: true }), state('security', { unread: 3, mentions: 1, muted: true })]
  expect(shown({ states, unreadOnly: true })).toEqual([['channels', ['alerts', 'security']]])
  expect(shown({ unreadOnly: true })).toEqual([])
})

test('an archived channel stays while it is open', () => {
  expect(shown({ path: '/channels/old' })[0]).toEqual(['channels', ['alerts', 'old', 'platform', 'security']])
})

test('steps go from the open channel, also from a message in it, and round the end', () => {
  const rows = rowsOf()
  const step = (path: string, by: 1 | -1) => stepRow(rows, path, by)?.title
  expect(step('/channels/alerts', 1)).toBe('platform')
  expect(step('/channels/alerts/messages/m1', 1)).toBe('platform')
  expect(step('/channels/alerts', -1)).toBe('Aiko, Tomás')
  expect(step('/channels/trio', 1)).toBe('alerts')
  expect(step('/threads', 1)).toBe('alerts')
  expect(step('/threads', -1)).toBe('Aiko, Tomás')
})

test('steps to unread ones pass by the rest', () => {
  const rows = rowsOf({ states: [state('security', { unread: 1 }), state('trio', { unread: 1, mentions: 1 })] })
  expect(stepUnread(rows, '/channels/alerts', 1)?.title).toBe('security')
  expect(stepUnread(rows, '/channels/alerts', -1)?.title).toBe('Aiko, Tomás')
  expect(stepUnread(rows, '/channels/security', 1)?.title).toBe('Aiko, Tomás')
  expect(stepUnread(rowsOf(), '/threads', 1)).toBeUndefined()
})

test('the top counts unread channels, and mentions as their page lists them', () => {
  const rows = rowsOf({ states: [state('alerts', { unread: 4, mentions: 2 }), state('platform', { unread: 9, muted: true }), state('aiko__lena', { unread: 3, mentions: 3 })] })
  expect(countTop(rows, 1)).toEqual({ catchUp: 2, mentions: 3 })
})
