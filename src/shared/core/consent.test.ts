/** Whose consent lets a channel's happenings out, and to where. */
import { describe, expect, test } from 'vitest'
import type { PersonId } from '../contract/ids.ts'
import { hasConsent, hostOf, type ConsentFacts } from './consent.ts'

const [ada, jim, mia] = ['ada', 'jim', 'mia'] as PersonId[] as [PersonId, PersonId, PersonId]
const to = (personId: PersonId, hosts = ['ci.example'], events: ConsentFacts['event'][] = ['posted']) => ({ personId, hosts, events })
const asked: ConsentFacts = { channelType: 'public', members: [], consents: [], host: 'ci.example', event: 'posted' }

describe.each(['public', 'private'] as const)('in a %s channel', (channelType) => {
  test('one consent is enough, and without one nothing goes out', () => {
    expect(hasConsent({ ...asked, channelType })).toBe(false)
    expect(hasConsent({ ...asked, channelType, consents: [to(ada)] })).toBe(true)
  })
  test('it covers the host and the event that it names, and no other', () => {
    const consents = [to(ada, ['ci.example', 'ci.example:8080'], ['posted', 'edited'])]
    expect(hasConsent({ ...asked, channelType, consents, event: 'edited' })).toBe(true)
    expect(hasConsent({ ...asked, channelType, consents, host: 'ci.example:8080' })).toBe(true)
    expect(hasConsent({ ...asked, channelType, consents, host: 'evil.example' })).toBe(false)
    expect(hasConsent({ ...asked, channelType, consents, event: 'deleted' })).toBe(false)
    // Half of one and half of another are no consent.
    expect(hasConsent({ ...asked, channelType, consents: [to(ada, ['a.example'], ['deleted']), to(jim, ['b.example'], ['posted'])], host: 'a.example' })).toBe(false)
  })
})

describe.each(['direct', 'group'] as const)('in a %s conversation', (channelType) => {
  const facts = { ...asked, channelType, members: [ada, jim, mia] }
  test('everybody agrees, or nothing goes out', () => {
    expect(hasConsent({ ...facts, consents: [to(ada), to(jim)] })).toBe(false)
    expect(hasConsent({ ...facts, consents: [to(ada), to(jim), to(mia)] })).toBe(true)
    expect(hasConsent({ ...facts, consents: [to(ada), to(jim), to(mia, ['other.example'])] })).toBe(false)
    expect(hasConsent({ ...facts, members: [], consents: [to(ada)] })).toBe(false)
  })
})

test.each([
  ['https://CI.example/a?b', 'ci.example'],
  ['https://ci.example:443/', 'ci.example'],
  ['http://ci.example:443/', 'ci.example:443'],
  ['http://ci.example:80', 'ci.example'],
  ['http://[::1]:8080/x', '[::1]:8080'],
])('%s is named %s', (url, host) => {
  expect(hostOf(url)).toBe(host)
})
