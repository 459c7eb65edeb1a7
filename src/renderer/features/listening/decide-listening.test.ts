import { expect, it } from 'vitest'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Listening } from '#shared/contract/subscription.ts'
import { asksMe, mayConsent, shownListening, type Asker } from './decide-listening.ts'

const asker = (type: Channel['type'], role: Person['role'], managedBy: Asker['managedBy'] = 'admins', members = ['lena', 'mara']): Asker => ({ channel: { type, members } as unknown as Channel, me: { username: 'mara', role } as Person, managedBy })
const listening = (more: Partial<Listening> = {}) => ({ owner: 'lena', allowed: false, sendsTo: [], missing: [], consents: [], ...more }) as unknown as Listening

it('shows what sends to everybody, and what only asks to those who decide', () => {
  expect(shownListening([listening({ allowed: true, sendsTo: ['a.example'] })], asker('public', 'guest'))).toHaveLength(1)
  // An older consent covers a part.
  expect(shownListening([listening({ sendsTo: ['a.example'] })], asker('public', 'guest'))).toHaveLength(1)
  expect(shownListening([listening()], asker('public', 'member'))).toEqual([])
  expect(shownListening([listening()], asker('public', 'admin'))).toHaveLength(1)
  expect(shownListening([listening()], asker('private', 'member', 'members'))).toHaveLength(1)
  expect(shownListening([listening()], asker('direct', 'guest'))).toHaveLength(1)
  // It cannot listen where its owner is not.
  expect(shownListening([listening({ owner: 'tomas' })], asker('public', 'admin'))).toEqual([])
})

it('asks whoever is missing in a conversation, and who may decide elsewhere', () => {
  expect(asksMe(listening({ missing: ['mara'] }), asker('group', 'guest'))).toBe(true)
  expect(asksMe(listening({ missing: ['lena'] }), asker('group', 'member'))).toBe(false)
  expect(asksMe(listening(), asker('public', 'admin'))).toBe(true)
  expect(asksMe(listening(), asker('public', 'member', 'members'))).toBe(false)
  expect(asksMe(listening({ allowed: true }), asker('public', 'admin'))).toBe(false)
  expect(mayConsent(asker('private', 'admin', 'admins', ['lena']))).toBe(false)
})
