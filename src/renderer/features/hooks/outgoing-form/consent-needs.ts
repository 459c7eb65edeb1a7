/** Whose consent the channels of an outgoing webhook need, as its form says it. Pure. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { can } from '#shared/core/permissions.ts'

export interface ConsentNeed {
  readonly channel: Channel
  /** `mine`: recorded with saving; `admin`, `member`: one of those has to agree; `everybody`: all in the conversation have to. */
  readonly who: 'mine' | 'admin' | 'member' | 'everybody'
  /** Usernames of the others that are asked. */
  readonly others: readonly string[]
}

export function findConsentNeeds(channels: readonly Channel[], me: Person, managedBy: 'admins' | 'members'): ConsentNeed[] {
  return channels.map((channel) => {
    const { type, members } = channel
    if (type === 'direct' || type === 'group') return { channel, who: 'everybody', others: members.filter((username) => username !== me.username) }
    const isMine = can('hook.listen', me, { channelType: type, isMember: members.includes(me.username), managedBy, isOwn: true })
    if (isMine) return { channel, who: 'mine', others: [] }
    return { channel, who: type === 'public' ? 'admin' : 'member', others: [] }
  })
}
