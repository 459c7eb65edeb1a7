/** Whether what happens in a channel may be sent to an address: who has to agree, and whether they did. */
import type { ChannelType } from '../contract/channel.ts'
import type { PersonId } from '../contract/ids.ts'
import type { Disclosure } from '../contract/subscription.ts'

export interface GivenConsent {
  readonly personId: PersonId
  /** Lower-case host names, with port where one is written. */
  readonly hosts: readonly string[]
  readonly events: readonly Disclosure[]
}

export interface ConsentFacts {
  readonly channelType: ChannelType
  /** Everybody in the channel. */
  readonly members: readonly PersonId[]
  readonly consents: readonly GivenConsent[]
  readonly host: string
  /** What happened, or `files`. */
  readonly event: Disclosure
}

/**
 * A consent covers the hosts and events that it names and no others: a new address or event asks anew. In a direct or group message every
 * participant has to agree and one withdrawal ends it; elsewhere one member with the right is enough.
 */
export function hasConsent({ channelType, members, consents, host, event }: ConsentFacts): boolean {
  const agreed = new Set(consents.filter(({ hosts, events }) => hosts.includes(host) && events.includes(event)).map(({ personId }) => personId))
  if (channelType === 'direct' || channelType === 'group') return members.length > 0 && members.every((id) => agreed.has(id))
  return agreed.size > 0
}

/** Of a callback URL, as consents name it: lower case, with the port where it is not the usual one. */
export function hostOf(url: string): string {
  const match = /^(https?):\/\/([^/?#]*)/i.exec(url)
  const host = (match?.[2] ?? '').toLowerCase()
  const usual = match?.[1]?.toLowerCase() === 'https' ? ':443' : ':80'
  return host.endsWith(usual) ? host.slice(0, -usual.length) : host
}
