/** Channel references as senders write them. */
import { expect, test } from 'vitest'
import { parseChannelRef } from './channel-ref.ts'

test.each([
  ['town-square', { kind: 'channel', name: 'town-square' }],
  ['#town-square', { kind: 'channel', name: 'town-square' }],
  ['##town-square', { kind: 'channel', name: '#town-square' }],
  [' #town-square', { kind: 'channel', name: ' #town-square' }],
  ['#', { kind: 'channel', name: '' }],
  ['@jim', { kind: 'person', username: 'jim' }],
  ['@Jim', { kind: 'person', username: 'jim' }],
  ['#@jim', { kind: 'channel', name: '@jim' }],
])('%j', (raw, expected) => expect(parseChannelRef(raw)).toEqual(expected))
