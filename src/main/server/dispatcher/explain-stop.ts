/** Asked again before each attempt: whether what was allowed when it happened still is. Hours can lie between. */
import type { Problem } from '#shared/contract/delivery.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import { hasConsent, hostOf } from '#shared/core/consent.ts'
import { problemOf } from '#shared/core/problem.ts'
import { findChannel, isMember, listMemberIds } from '../store/channels.ts'
import type { Reader } from '../store/connection.ts'
import type { DueDelivery } from '../store/deliveries.ts'
import { listChannelConsents } from '../store/subscriptions.ts'

/** Why it must not be sent any more, for the record; undefined when it may. */
export function explainStop(reader: Reader, { channelId, url, event }: DueDelivery, subscription: Subscription & { readonly ownerId: PersonId }): Problem | undefined {
  const { id, enabled, urls, channels, ownerId, owner } = subscription
  const channel = findChannel(reader, channelId)
  if (!enabled) return problemOf('webhook_off')
  if (!urls.includes(url)) return problemOf('address_removed')
  if (!channel || (channels.length === 0 ? channel.type !== 'public' : !channels.some((one) => one.id === channelId))) return problemOf('channel_removed')
  if (!isMember(reader, channelId, ownerId)) return problemOf('owner_left', owner)
  const consents = listChannelConsents(reader, channelId).filter(({ subscriptionId }) => subscriptionId === id)
  const members = channel.type === 'direct' || channel.type === 'group' ? listMemberIds(reader, channelId) : []
  return hasConsent({ channelType: channel.type, members, consents, host: hostOf(url), event }) ? undefined : problemOf('consent_withdrawn')
}
