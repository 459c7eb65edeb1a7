/** Asked again before each attempt: whether what was allowed when it happened still is. Hours can lie between. */
import type { Problem } from '#shared/contract/delivery.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import { hostOf } from '#shared/core/consent.ts'
import { problemOf } from '#shared/core/problem.ts'
import { isConsented } from '../actions/outgoing/is-consented.ts'
import { findChannel, isMember } from '../store/channels.ts'
import type { Reader } from '../store/connection.ts'
import type { DueDelivery } from '../store/deliveries.ts'
import { isRemoved } from '../store/people.ts'

/** Why it must not be sent any more, for the record; undefined when it may. */
export function explainStop(reader: Reader, { channelId, url, event }: DueDelivery, subscription: Subscription & { readonly ownerId: PersonId }): Problem | undefined {
  const { id, enabled, urls, channels, events, ownerId, owner } = subscription
  const channel = findChannel(reader, channelId)
  if (!enabled) return problemOf('webhook_off')
  if (!urls.includes(url)) return problemOf('address_removed')
  if (!channel || (channels.length === 0 ? channel.type !== 'public' : !channels.some((one) => one.id === channelId))) return problemOf('channel_removed')
  // Its format may not even have words for it any more.
  if (!events.includes(event)) return problemOf('event_removed')
  // Who was removed stays a member of conversations: they are their people.
  if (isRemoved(reader, ownerId) || !isMember(reader, channelId, ownerId)) return problemOf('owner_left', owner)
  return isConsented(reader, channel, id, { host: hostOf(url), event }) ? undefined : problemOf('consent_withdrawn')
}

/** Whether links to files may go along. */
export function sharesFiles(reader: Reader, { channelId, url }: DueDelivery, { id, events }: Subscription): boolean {
  const channel = events.includes('files') ? findChannel(reader, channelId) : undefined
  return channel !== undefined && isConsented(reader, channel, id, { host: hostOf(url), event: 'files' })
}
