/** What of all that listens to a channel is shown to whom, and who may decide about it. Pure. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Listening } from '#shared/contract/subscription.ts'
import { can } from '#shared/core/permissions.ts'

export interface Asker {
  readonly channel: Channel
  readonly me: Person
  readonly managedBy: 'admins' | 'members'
}

export const isConversationType = ({ type }: Pick<Channel, 'type'>): boolean => type === 'direct' || type === 'group'

export function mayConsent({ channel, me, managedBy }: Asker): boolean {
  return can('hook.listen', me, { channelType: channel.type, isMember: channel.members.includes(me.username), managedBy, isOwn: true })
}

/** What sends is everybody's business; what only asks is shown to those whose consent it needs, and where its owner is. */
export function shownListening(all: readonly Listening[], asker: Asker): Listening[] {
  const { channel } = asker
  return all.filter(({ sendsTo, owner }) => (channel.members.includes(owner) ? sendsTo.length > 0 || isConversationType(channel) || mayConsent(asker) : false))
}

/** Whether my consent is what it waits for. */
export function asksMe({ allowed, missing }: Listening, asker: Asker): boolean {
  if (allowed) return false
  return isConversationType(asker.channel) ? missing.includes(asker.me.username) : mayConsent(asker)
}

export const agreedMyself = ({ consents }: Listening, me: Person): boolean => consents.some(({ person }) => person === me.username)
