/** Which outgoing webhooks the list shows, by name. Pure. */
import type { Subscription } from '#shared/contract/subscription.ts'

export type SubscriptionState = 'all' | 'paused' | 'off'

export interface SubscriptionFilter {
  readonly search: string
  readonly state: SubscriptionState
}

/** `wordsOf` gives what people may find one by besides its own fields: names of channels and of its owner. */
export function arrangeSubscriptions(list: readonly Subscription[], { search, state }: SubscriptionFilter, wordsOf: (subscription: Subscription) => readonly string[]): Subscription[] {
  const words = fold(search).split(/\s+/).filter(Boolean)
  const matches = (subscription: Subscription): boolean => {
    const { name, description, hosts, trigger, owner } = subscription
    const text = fold([name, description, owner, ...hosts, ...trigger.words, ...wordsOf(subscription)].join('\n'))
    return words.every((word) => text.includes(word.replace(/^[#@](?=.)/, '')))
  }
  return list.filter((subscription) => inState(subscription, state) && matches(subscription)).sort((a, b) => a.name.localeCompare(b.name) || a.createdAt - b.createdAt)
}

export function inState({ enabled, paused }: Subscription, state: SubscriptionState): boolean {
  if (state === 'off') return !enabled
  return state === 'all' || (enabled && paused !== null)
}

/** Lower case without accents. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
