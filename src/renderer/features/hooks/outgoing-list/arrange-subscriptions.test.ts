import { expect, it } from 'vitest'
import type { Subscription } from '#shared/contract/subscription.ts'
import { arrangeSubscriptions, type SubscriptionFilter } from './arrange-subscriptions.ts'

const subscription = (name: string, more: Partial<Subscription> = {}) => ({ name, description: '', hosts: [], trigger: { when: 'every', words: [] }, owner: 'lena', enabled: true, paused: null, createdAt: 0, ...more }) as unknown as Subscription
const list = [
  subscription('deploy-bot', { trigger: { when: 'first-word', words: ['rollback'] } }),
  subscription('case-mirror', { hosts: ['crm.example'], owner: 'tomas' }),
  subscription('status', { paused: 'receiver_gone' }),
  subscription('old', { enabled: false, paused: 'receiver_gone' }),
]
const names = (filter: Partial<SubscriptionFilter>): string[] => arrangeSubscriptions(list, { search: '', state: 'all', ...filter }, ({ name }) => (name === 'status' ? ['release-room'] : ['Tomás'])).map(({ name }) => name)

it('sorts by name and finds by word, host, channel and owner, without accents', () => {
  expect(names({})).toEqual(['case-mirror', 'deploy-bot', 'old', 'status'])
  expect(names({ search: 'ROLL' })).toEqual(['deploy-bot'])
  expect(names({ search: 'crm.example' })).toEqual(['case-mirror'])
  expect(names({ search: '#release' })).toEqual(['status'])
  expect(names({ search: 'tomas case' })).toEqual(['case-mirror'])
})

it('tells those that are paused from those that are off', () => {
  expect(names({ state: 'paused' })).toEqual(['status'])
  expect(names({ state: 'off' })).toEqual(['old'])
})
