/** Handlers of outgoing webhooks, the consents that they need, and their deliveries. */
import type { Attempt, Delivery, Withheld } from '#shared/contract/delivery.ts'
import { createSubscription, deleteSubscription, regenerateSecrets, requireManaged, updateSubscription } from '../actions/outgoing/change-subscription.ts'
import { giveConsent, withdrawConsent } from '../actions/outgoing/give-consent.ts'
import { listListening } from '../actions/outgoing/list-listening.ts'
import { mayRead, requireHooksOf } from '../actions/require.ts'
import { redeliver, redeliverFailed } from '../actions/outgoing/redeliver.ts'
import { findChannel } from '../store/channels.ts'
import { getDelivery, listAttempts, listDeliveries } from '../store/deliveries.ts'
import { listStandings, readHealth } from '../store/delivery-health.ts'
import { readSettings } from '../store/settings.ts'
import { countSubscriptions, findSubscription, getSubscription, listConsents, listSubscriptions } from '../store/subscriptions.ts'
import type { Call, Handlers } from './handlers.ts'

export const subscriptions: Handlers<'subscriptions'> = {
  list: ({ ctx, actor }) => listSubscriptions(ctx.reader, requireHooksOf(ctx.reader, actor)),
  room: ({ ctx, actor }) => {
    requireHooksOf(ctx.reader, actor)
    return { count: countSubscriptions(ctx.reader), limit: readSettings(ctx.reader)['hooks.outgoingLimit'] }
  },
  show: ({ ctx, actor }, { id }) => {
    requireManaged(ctx.reader, actor, id)
    return getSubscription(ctx.reader, id)
  },
  create: ({ ctx, actor }, input) => createSubscription(ctx, actor, input),
  update: ({ ctx, actor }, input) => updateSubscription(ctx, actor, input),
  delete: ({ ctx, actor }, input) => deleteSubscription(ctx, actor, input),
  regenerate: ({ ctx, actor }, input) => regenerateSecrets(ctx, actor, input),
  test: ({ ctx, actor, dispatcher }, { id }) => {
    requireManaged(ctx.reader, actor, id)
    return dispatcher.test(id, actor.personId)
  },
  health: ({ ctx, actor }, { id }) => {
    requireManaged(ctx.reader, actor, id)
    return readHealth(ctx.reader, id)
  },
  standings: ({ ctx, actor }) => listStandings(ctx.reader, listSubscriptions(ctx.reader, requireHooksOf(ctx.reader, actor)).map(({ id }) => id)),
  listening: ({ ctx, actor }, { channel }) => listListening(ctx.reader, actor, channel),
  consents: ({ ctx, actor }, { id }) => {
    requireManaged(ctx.reader, actor, id)
    return listConsents(ctx.reader, id)
  },
  giveConsent: ({ ctx, actor }, input) => giveConsent(ctx, actor, input),
  withdrawConsent: ({ ctx, actor }, input) => withdrawConsent(ctx, actor, input),
}

export const deliveries: Handlers<'deliveries'> = {
  list: (call, { subscriptionId, state, before, limit }) => {
    requireManaged(call.ctx.reader, call.actor, subscriptionId)
    const stored = state === 'sending' || state === 'paused' ? undefined : state
    const page = listDeliveries(call.ctx.reader, { subscriptionId, state: stored, before, limit: limit + 1 })
    const shown = page.slice(0, limit).map((delivery) => asSeen(call, delivery))
    const wanted = stored === state ? shown : shown.filter((delivery) => delivery.state === state)
    return { deliveries: wanted, nextBefore: page.length > limit ? (page[limit - 1]?.id ?? null) : null }
  },
  show: (call, { id }) => {
    const delivery = getDelivery(call.ctx.reader, id)
    requireManaged(call.ctx.reader, call.actor, delivery.subscriptionId)
    return { ...asSeen(call, delivery), ...showAttempts(call, delivery) }
  },
  redeliver: async (call, input) => asSeen(call, await redeliver(call.ctx, call.actor, input)),
  redeliverFailed: ({ ctx, actor }, input) => redeliverFailed(ctx, actor, input),
}

/** What is stored, as it is now: on its way, or held back because its subscription is paused. */
function asSeen({ ctx, dispatcher }: Pick<Call, 'ctx' | 'dispatcher'>, stored: Delivery): Delivery {
  const delivery = { ...stored, url: stored.url.replace(/[?#].*$/s, '') }
  if (delivery.finishedAt !== null) return delivery
  if (dispatcher.sending.has(delivery.id)) return { ...delivery, state: 'sending' }
  return (findSubscription(ctx.reader, delivery.subscriptionId)?.paused ?? null) === null ? delivery : { ...delivery, state: 'paused' }
}

/** Who manages a webhook need not be in its channels: whoever is not reads no more of them here than there. */
function showAttempts({ ctx, actor }: Pick<Call, 'ctx' | 'actor'>, { id, channelId }: Delivery): { readonly attemptList: Attempt[]; readonly withheld: Withheld | null } {
  const attemptList = listAttempts(ctx.reader, id)
  const channel = findChannel(ctx.reader, channelId)
  if (!channel || !mayRead(ctx.reader, actor, channel)) return { attemptList: attemptList.map((attempt) => ({ ...attempt, request: '', response: '' })), withheld: 'not_in_channel' }
  return { attemptList, withheld: attemptList.some(({ request }) => request === '') ? 'message_deleted' : null }
}
