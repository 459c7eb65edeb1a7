/** What listens to a channel, or wants to, and whose consent is there or missing: for everybody in it. */
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import type { Disclosure, Listening, Subscription } from '#shared/contract/subscription.ts'
import { hasConsent } from '#shared/core/consent.ts'
import type { Actor } from '../../context.ts'
import { findChannel, listJoinedChannelIds, listMemberIds, type ChannelRow } from '../../store/channels.ts'
import type { Reader } from '../../store/connection.ts'
import { findUsername } from '../../store/people.ts'
import { listChannelConsents, listSubscriptions } from '../../store/subscriptions.ts'
import { requireChannel } from '../require.ts'

/** By name. @throws AppError `not_found`. */
export function listListening(reader: Reader, actor: Actor, rawChannel: string): Listening[] {
  const channel = requireChannel(reader, actor, rawChannel)
  return listSubscriptions(reader, undefined)
    .filter(({ enabled, channels }) => enabled && (channels.length === 0 ? channel.type === 'public' : channels.some(({ id }) => id === channel.id)))
    .map((subscription) => describeListening(reader, channel, subscription))
}

/** Where a subscription may listen: the channels that it names, or the public ones that its owner is in. */
export function listListenedChannels(reader: Reader, { channels }: Subscription, ownerId: PersonId): ChannelId[] {
  if (channels.length > 0) return channels.map(({ id }) => id)
  return listJoinedChannelIds(reader, ownerId).filter((id) => findChannel(reader, id)?.type === 'public')
}

export function describeListening(reader: Reader, channel: ChannelRow, { id, name, owner, hosts, events }: Subscription): Listening {
  const consents = listChannelConsents(reader, channel.id).filter(({ subscriptionId }) => subscriptionId === id)
  const isConversation = channel.type === 'direct' || channel.type === 'group'
  const members = isConversation ? listMemberIds(reader, channel.id) : []
  const covers = (host: string, event: Disclosure, membersOf = members): boolean => hasConsent({ channelType: channel.type, members: membersOf, consents, host, event })
  const agreed = (membersOf: typeof members): boolean => hosts.every((host) => events.every((event) => covers(host, event, membersOf)))
  const sendsTo = hosts.filter((host) => events.some((event) => event !== 'files' && covers(host, event)))
  const missing = members.filter((member) => !agreed([member])).map((member) => findUsername(reader, member))
  return { id, name, owner, hosts, events, allowed: agreed(members), sendsTo, consents: consents.map(({ subscriptionId: _, ...consent }) => consent), missing }
}
