/** Where a host is reached: what its members are told, what goes into links, and in which order a member tries. */
import { expect, test } from 'vitest'
import { placesOf } from './engine/team-keys.ts'
import { listInviting, listPlaces } from './own-places.ts'
import { formatHostAddress } from './sealing/host-address.ts'

const facts = (...addresses: string[]) => ({ addresses, port: 4666 })
const here = { lan: ['192.168.7.9', 'fd00::9'], name: 'ann-desk' }
const inviting = (...addresses: string[]): string[] => listInviting(facts(...addresses), here).map(formatHostAddress)

test('members hear what its person said, then how the networks of this computer know it now', () => {
  expect(listPlaces(facts('chat.example:443', '192.168.7.9:4666'), here)).toEqual(['chat.example:443', '192.168.7.9:4666', '[fd00::9]:4666', 'ann-desk.local:4666'])
  expect(listPlaces(facts('a.example:1'), { lan: [], name: 'Ann’s desk' })).toEqual(['a.example:1'])
  expect(listPlaces(facts('a.example:1'), { lan: [], name: 'mac.local' })).toEqual(['a.example:1', 'mac.local:4666'])
  expect(listPlaces({ addresses: ['a.example:1'], port: null }, here)).toEqual(['a.example:1'])
})

test('a link names what was said; once an address of that is gone, those of now before it', () => {
  expect(inviting('192.168.7.9:4666')).toEqual(['192.168.7.9:4666'])
  expect(inviting('chat.example:443', '203.0.113.4:4666')).toEqual(['chat.example:443', '203.0.113.4:4666'])
  expect(inviting('chat.example:443', '192.168.1.20:4666')).toEqual(['chat.example:443', '192.168.7.9:4666', '[fd00::9]:4666', '192.168.1.20:4666'])
  expect(listInviting({ addresses: ['192.168.1.20:4666'], port: null }, here).map(formatHostAddress)).toEqual(['192.168.1.20:4666'])
})

test('a member tries where it was reached last, then what the host said, then what the link said, each once', () => {
  expect(placesOf({ addresses: ['old:1'] })).toEqual(['old:1'])
  expect(placesOf({ addresses: ['old:1', 'new:1'], told: ['new:1', 'newer:1'], reached: 'newer:1' })).toEqual(['newer:1', 'new:1', 'old:1'])
  expect(placesOf({ addresses: ['link:1'], told: Array.from({ length: 32 }, (_, index) => `h${index}:1`) })).toHaveLength(16)
})
