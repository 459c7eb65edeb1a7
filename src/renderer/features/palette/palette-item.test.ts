/** What a few letters mean in the palette. */
import { describe, expect, test } from 'vitest'
import { arrangeItems, isMessageQuery, type PaletteItem } from './palette-item.ts'

const item = (id: string, group: PaletteItem['group'], kind: PaletteItem['kind'] = 'action', more: Partial<PaletteItem> = {}): PaletteItem => ({ id, group, kind, label: id, icon: null, run: () => undefined, ...more })
const items = [
  item('alerts', 'unread', 'channel', { isUnread: true }),
  item('release-room', 'recent', 'channel'),
  item('alerts', 'places', 'channel'),
  item('release-room', 'places', 'channel'),
  item('design', 'places', 'channel'),
  item('Jonas Weber', 'places', 'person', { names: ['jonas'] }),
  item('Zoë Łoś', 'places', 'person', { names: ['zoe'] }),
  item('New channel', 'actions'),
  item('Light theme', 'actions', 'action', { names: ['appearance'] }),
  item('Notifications', 'settings'),
  item('CI server', 'hooks', 'action', { onlyWhenAsked: true }),
]
const arrange = (query: string) => arrangeItems(items, query).map(({ group, items: list }) => [group, ...list.map(({ id }) => id)])

describe('the palette', () => {
  test('begins with what is unread and recent, everything once', () =>
    expect(arrange('')).toEqual([
      ['unread', 'alerts'],
      ['recent', 'release-room'],
      ['places', 'design', 'Jonas Weber', 'Zoë Łoś'],
      ['actions', 'New channel', 'Light theme'],
      ['settings', 'Notifications'],
    ]))
  test('finds by beginnings of words, without accents, by other names', () => {
    expect(arrange('jowe')).toEqual([['places', 'Jonas Weber']])
    expect(arrange('los')).toEqual([['places', 'Zoë Łoś']])
    expect(arrange('appear')).toEqual([['actions', 'Light theme']])
    expect(arrange('zzz')).toEqual([])
  })
  test('puts the group of the best match first', () => {
    expect(arrange('no')[0]).toEqual(['settings', 'Notifications'])
    expect(arrange('re')[0]).toEqual(['places', 'release-room'])
    expect(arrange('ci')[0]).toEqual(['hooks', 'CI server'])
  })
  test('keeps to one kind behind # @ and >', () => {
    expect(arrange('#')).toEqual([['places', 'alerts', 'release-room', 'design']])
    expect(arrange('@zo')).toEqual([['places', 'Zoë Łoś']])
    expect(arrange('>channel')).toEqual([['actions', 'New channel']])
  })
})

test.each([
  ['deploy from:lena', true],
  ['-in:general x', true],
  ['"roll back"', true],
  ['release room', false],
  ['10:30', false],
])('%s searches messages: %s', (query, expected) => expect(isMessageQuery(query)).toBe(expected))
