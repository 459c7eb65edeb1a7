import { expect, it } from 'vitest'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { findConsentNeeds } from './consent-needs.ts'

const channel = (type: Channel['type'], members: string[] = ['lena', 'mara']) => ({ type, members }) as unknown as Channel
const person = (role: Person['role']) => ({ username: 'lena', role }) as Person
const needs = (role: Person['role'], managedBy: 'admins' | 'members', ...channels: Channel[]) => findConsentNeeds(channels, person(role), managedBy).map(({ who, others }) => [who, ...others])

it('says whose consent a channel needs', () => {
  const all = [channel('public'), channel('private'), channel('direct'), channel('group', ['lena', 'mara', 'aiko'])]
  expect(needs('admin', 'admins', ...all)).toEqual([['mine'], ['mine'], ['everybody', 'mara'], ['everybody', 'mara', 'aiko']])
  expect(needs('member', 'members', ...all)).toEqual([['admin'], ['mine'], ['everybody', 'mara'], ['everybody', 'mara', 'aiko']])
  expect(needs('admin', 'admins', channel('private', ['mara']))).toEqual([['member']])
})
