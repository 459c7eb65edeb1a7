import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Device, TeamStatus } from '#shared/contract/team.ts'
import { applyEvents } from './live-events.ts'
import { keys } from './query-keys.ts'
import { isOnline } from './team.ts'

const alone: TeamStatus = { mode: 'alone', link: 'connected', problem: null, fingerprint: '', addresses: [], waiting: 0, progress: null, code: '', twin: false, setBack: false, clockAhead: null, removed: false }
const device = (id: string, more: Partial<Device> = {}): Device => ({ id, personId: 'p', username: 'ann', name: id, admittedAt: 1, removedAt: null, online: false, lastSeenAt: null, isThis: false, isHost: false, ...more }) as Device
const changed = (data: Device): AppEvent => ({ name: 'device.changed', data })
const staleKeys = (cache: QueryClient): unknown[] => cache.getQueryCache().getAll().filter((query) => query.state.isInvalidated).map((query) => query.queryKey)

test('a new mode is known at once, and what belongs to a team is asked for anew', () => {
  const cache = new QueryClient()
  cache.setQueryData(keys.team, alone)
  cache.setQueryData(keys.devices, [])
  cache.setQueryData(keys.invites, [])
  applyEvents(cache, [{ name: 'team.changed', data: { ...alone, waiting: 3 } }])
  expect([cache.getQueryData<TeamStatus>(keys.team)?.waiting, staleKeys(cache)]).toEqual([3, [keys.devices]])
  applyEvents(cache, [{ name: 'team.changed', data: { ...alone, mode: 'host' } }])
  expect([cache.getQueryData<TeamStatus>(keys.team)?.mode, staleKeys(cache)]).toEqual(['host', [keys.devices, keys.invites]])
})

test('a device replaces its row, and every safety number is asked for anew', () => {
  const cache = new QueryClient()
  cache.setQueryData(keys.devices, [device('laptop'), device('phone')])
  cache.setQueryData(keys.safety('ann'), {})
  applyEvents(cache, [changed(device('laptop', { online: true })), changed(device('desk'))])
  expect(cache.getQueryData<Device[]>(keys.devices)?.map(({ id, online }) => [id, online])).toEqual([['laptop', true], ['phone', false], ['desk', false]])
  expect(staleKeys(cache)).toEqual([keys.safety('ann')])
})

test('who was removed is in no list of people any more, but among those who were here', () => {
  const cache = new QueryClient()
  cache.setQueryData(keys.formerPeople, [{ id: 'cas' }])
  cache.setQueryData(keys.people, [{ id: 'ann' }, { id: 'bea' }])
  applyEvents(cache, [{ name: 'person.removed', data: { id: 'ann' as PersonId } }])
  expect(cache.getQueryData(keys.people)).toEqual([{ id: 'bea' }])
  expect(staleKeys(cache)).toEqual([keys.formerPeople])
  applyEvents(cache, [{ name: 'person.changed', data: { id: 'cas' } as Person }])
  expect([cache.getQueryData(keys.people), cache.getQueryData(keys.formerPeople)]).toEqual([[{ id: 'bea' }, { id: 'cas' }], []])
})

test('who is there on one device is there; a removed device says nothing, and unknown is not away', () => {
  expect(isOnline([device('a'), device('b', { online: true })], 'ann')).toBe(true)
  expect(isOnline([device('a', { online: null }), device('b')], 'ann')).toBe(false)
  expect(isOnline([device('a', { online: null })], 'ann')).toBe(null)
  expect(isOnline([device('a', { removedAt: 5, online: true })], 'ann')).toBe(null)
  expect(isOnline([device('a', { online: true })], 'bea')).toBe(null)
})
