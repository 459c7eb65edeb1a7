/** Rules for facts about channels and who is in them. */
import type { ChangeOf } from '#shared/contract/change.ts'
import { channelNameSchema } from '#shared/contract/channel.ts'
import { directChannelId, isDirectChannelId } from '../../direct-channel-id.ts'
import { isAdmin, may, type Hearing, type Rule } from './hearing.ts'
import { findPerson, isMember, shareChannel, type ChannelState } from './state.ts'

const unknown = 'There is no such channel.'
const others = 'This names somebody else as its author.'

export const isConversation = ({ type }: Pick<ChannelState, 'type'>): boolean => type === 'direct' || type === 'group'

export const judgeCreated: Rule<'channel.created'> = (hearing, { scope, body }) => {
  const { state, who } = hearing
  // A channel's group of keys has its id, and the workspace's is that of everybody.
  if (state.channels.has(scope) || scope === state.workspaceId) return 'This id is taken.'
  if (body.createdBy !== who.id) return others
  if (isDirectChannelId(scope) && !(body.type === 'direct' && isOfPair(hearing, scope))) return 'This id is that of a conversation of two others.'
  if (body.type === 'public' && !channelNameSchema.safeParse(body.name).success) return 'This cannot be the name of a channel.'
  // Of conversations, guests are asked about each person who is put into them.
  return isConversation(body) || may(hearing, 'channel.create') ? undefined : 'Guests cannot create channels.'
}

/** Else somebody could begin the conversation of two others, and what they write in it would go elsewhere. */
function isOfPair({ state: { workspaceId, people }, who }: Hearing, id: string): boolean {
  return [...people.keys()].some((person) => directChannelId(workspaceId, who.id, person) === id)
}

export const judgeEdited: Rule<'channel.edited'> = (hearing, { scope, body }) => {
  const channel = hearing.state.channels.get(scope)
  if (!channel) return unknown
  if (channel.type !== 'public') return 'What a private channel is called is told to its members only.'
  if (!channelNameSchema.safeParse(body.name).success) return 'This cannot be the name of a channel.'
  return may(hearing, 'channel.change', aboutChannel(hearing, channel)) ? undefined : 'Only admins and who created the channel can change it.'
}

export const judgeArchived: Rule<'channel.archived'> = (hearing, { scope, body }) => judgeClosing(hearing, scope, body.archivedBy)

export const judgeRestored: Rule<'channel.restored'> = (hearing, { scope, body }) => judgeClosing(hearing, scope, body.restoredBy)

function judgeClosing(hearing: Hearing, scope: string, by: string): string | undefined {
  const channel = hearing.state.channels.get(scope)
  if (!channel) return unknown
  if (by !== hearing.who.id) return others
  return may(hearing, 'channel.archive', aboutChannel(hearing, channel)) ? undefined : 'Only admins and who created the channel can archive or restore it.'
}

export const judgeJoined: Rule<'member.joined'> = (hearing, { scope, body }) => {
  const { state, who } = hearing
  const channel = state.channels.get(scope)
  if (!channel) return unknown
  if (!findPerson(state, body.personId)) return 'There is no such person.'
  if (channel.archived.at()) return 'The channel is archived: nobody can be added.'
  if (isConversation(channel)) return judgeConversation(hearing, channel, body)
  const about = aboutChannel(hearing, channel)
  const isOwn = body.personId === who.id
  if (isOwn && (about.isMember || may(hearing, 'channel.join', about) || isFirst(channel, who.id))) return undefined
  const mayAdd = may(hearing, 'channel.addPeople', about) || (channel.type === 'public' && isAdmin(hearing))
  return !isOwn && mayAdd ? undefined : 'Only members of the channel who are no guests can add people.'
}

/** "A conversation is its people": who begins it puts them in, at once and never later. */
function judgeConversation({ state, device, who }: Hearing, channel: ChannelState, { personId }: ChangeOf<'member.joined'>['body']): string | undefined {
  if (channel.creator !== who.id || state.building.get(device.id) !== channel.id) return 'A conversation is its people: nobody is added later.'
  const isAnother = isDirectChannelId(channel.id) && personId !== who.id && directChannelId(state.workspaceId, who.id, personId) !== channel.id
  if (isAnother) return 'This conversation is with somebody else.'
  const isFull = channel.type === 'direct' && !channel.members.has(personId) && channel.members.size >= (channel.members.has(who.id) ? 2 : 1) && personId !== who.id
  if (isFull) return 'A direct conversation is between two.'
  const isStranger = who.role === 'guest' && personId !== who.id && !shareChannel(state, who.id, personId, channel.id)
  return isStranger ? 'Guests can write to people of a channel that both are in.' : undefined
}

export const judgeLeft: Rule<'member.left'> = (hearing, { scope, body }) => {
  const channel = hearing.state.channels.get(scope)
  if (!channel) return unknown
  if (channel.type === 'direct') return 'A direct conversation cannot be left.'
  if (body.personId === hearing.who.id || may(hearing, 'channel.removePeople', aboutChannel(hearing, channel))) return undefined
  return 'Only admins and who created the channel can take people out of it.'
}

function aboutChannel({ state, who }: Hearing, { id, type, creator }: ChannelState) {
  return { channelType: type, isMember: isMember(state, id, who.id), isCreator: creator === who.id }
}

/** Who made a channel goes in first. */
const isFirst = ({ creator, members }: ChannelState, person: string): boolean => creator === person && members.size === 0
