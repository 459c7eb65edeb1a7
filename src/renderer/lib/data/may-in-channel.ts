/** Whether I may do something in a channel: the roles table with what the window knows of me and the channel. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { isForAll } from '#shared/core/channel-for-all.ts'
import { can, type Action } from '#shared/core/permissions.ts'

export function mayInChannel(action: Action, me: Person, channel: Channel): boolean {
  return can(action, me, { channelType: channel.type, isMember: isIn(channel, me), isCreator: channel.creator === me.username })
}

export const isIn = (channel: Channel, me: Person): boolean => channel.members.includes(me.username)

/** Direct and group channels are their people: they have no name, no purpose and nobody to add. */
export const isConversation = (channel: Channel): boolean => channel.type === 'direct' || channel.type === 'group'

export const mayArchive = (channel: Channel, me: Person): boolean => !isForAll(channel) && mayInChannel('channel.archive', me, channel)

/** A guest is in the channel for all only when added. A direct one belongs to both. */
export function mayLeave(channel: Channel, person: Person): boolean {
  return isIn(channel, person) && channel.type !== 'direct' && !(isForAll(channel) && person.role !== 'guest')
}
