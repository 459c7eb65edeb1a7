/** Whether the people of a channel agreed that something of it goes to a host, as it stands now. */
import type { SubscriptionId } from '#shared/contract/ids.ts'
import type { Disclosure } from '#shared/contract/subscription.ts'
import { hasConsent } from '#shared/core/consent.ts'
import { listMemberIds, type ChannelRow } from '../../store/channels.ts'
import type { Reader } from '../../store/connection.ts'
import { listChannelConsents } from '../../store/subscriptions.ts'

export function isConsented(reader: Reader, { id, type }: Pick<ChannelRow, 'id' | 'type'>, subscription: SubscriptionId, { host, event }: { readonly host: string; readonly event: Disclosure }): boolean {
  const consents = listChannelConsents(reader, id).filter(({ subscriptionId }) => subscriptionId === subscription)
  const members = type === 'direct' || type === 'group' ? listMemberIds(reader, id) : []
  return hasConsent({ channelType: type, members, consents, host, event })
}
