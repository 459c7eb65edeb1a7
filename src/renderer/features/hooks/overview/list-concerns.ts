/** Which webhooks want somebody, the worst first. Pure. */
import type { SubscriptionStanding } from '#shared/contract/delivery.ts'
import type { HookStanding } from '#shared/contract/hook-health.ts'
import type { Hook } from '#shared/contract/hook.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import type { Verdict } from '#shared/contract/verdict.ts'

export type Concern =
  | { readonly of: 'hook'; readonly hook: Hook; readonly why: HookTrouble }
  | { readonly of: 'subscription'; readonly subscription: Subscription; readonly why: { readonly is: 'paused' } | { readonly is: 'failing'; readonly since: number } }
  /** Requests to no webhook; `at` is the last one. */
  | { readonly of: 'strays'; readonly count: number; readonly at: number }

type HookTrouble =
  | { readonly is: 'paused' }
  /** `since` in ms since epoch, as everywhere here. */
  | { readonly is: 'failing'; readonly since: number }
  | { readonly is: 'unused'; readonly since: number }
  /** Some of the last seven days. */
  | { readonly is: 'refused'; readonly refused: number; readonly all: number }

export interface Known {
  readonly hooks: readonly Hook[]
  readonly standings: readonly HookStanding[]
  readonly subscriptions: readonly Subscription[]
  readonly outgoing: readonly SubscriptionStanding[]
  /** Requests to no webhook; none for who may not see them. */
  readonly strays: readonly Verdict[]
}

const WEEK_MS = 7 * 24 * 3600_000

/** @param now ms since epoch: requests to no webhook count while the last is not older than seven days, as refusals do. */
export function listConcerns({ hooks, standings, subscriptions, outgoing, strays }: Known, now: number): Concern[] {
  const standingOf = new Map(standings.map((one) => [one.hookId, one]))
  const failingSince = new Map(outgoing.map((one) => [one.subscriptionId, one.failingSince]))
  const found = [
    ...hooks.flatMap((hook) => concernOfHook(hook, standingOf.get(hook.id)) ?? []),
    ...subscriptions.flatMap((one) => concernOfSubscription(one, failingSince.get(one.id) ?? null) ?? []),
    ...concernOfStrays(strays.filter(({ at }) => now - at < WEEK_MS)),
  ]
  return found.sort((one, other) => rank(one) - rank(other) || nameOf(one).localeCompare(nameOf(other)))
}

/** What somebody switched off wants nobody. */
function concernOfHook(hook: Hook, standing: HookStanding | undefined): Concern | null {
  if (!hook.enabled) return hook.pausedReason === null ? null : { of: 'hook', hook, why: { is: 'paused' } }
  if (standing === undefined) return null
  const { failingSince, unusedSince, lastWeek } = standing
  if (failingSince !== null) return { of: 'hook', hook, why: { is: 'failing', since: failingSince } }
  if (lastWeek.refused > 0) return { of: 'hook', hook, why: { is: 'refused', refused: lastWeek.refused, all: lastWeek.accepted + lastWeek.refused } }
  return unusedSince === null ? null : { of: 'hook', hook, why: { is: 'unused', since: unusedSince } }
}

function concernOfSubscription(subscription: Subscription, failingSince: number | null): Concern | null {
  if (!subscription.enabled) return null
  if (subscription.paused !== null) return { of: 'subscription', subscription, why: { is: 'paused' } }
  return failingSince === null ? null : { of: 'subscription', subscription, why: { is: 'failing', since: failingSince } }
}

function concernOfStrays(strays: readonly Verdict[]): Concern[] {
  if (strays.length === 0) return []
  return [{ of: 'strays', count: strays.reduce((sum, { count }) => sum + count, 0), at: Math.max(...strays.map(({ at }) => at)) }]
}

const order = ['paused', 'failing', 'refused', 'strays', 'unused']

const rank = (concern: Concern): number => order.indexOf(concern.of === 'strays' ? 'strays' : concern.why.is)

function nameOf(concern: Concern): string {
  if (concern.of === 'strays') return ''
  return concern.of === 'hook' ? concern.hook.name : concern.subscription.name
}
