/** A person leaves a channel, or is taken out of it. */
import { AppError } from '#shared/contract/errors.ts'
import { isForAll } from '#shared/core/channel-for-all.ts'
import type { Channel } from '#shared/contract/channel.ts'
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { getChannel, isMember, type ChannelRow } from '../../store/channels.ts'
import type { Tx } from '../../store/connection.ts'
import { getPersonByUsername } from '../../store/people.ts'
import { postSystemMessage } from '../messages/post-system-message.ts'
import { requireChannel, requireMay, requirePerson } from '../require.ts'

/** @throws AppError `not_found`, `conflict` (direct, or the channel that everyone is in). */
export function leaveChannel(ctx: Context, actor: Actor, input: { readonly channel: string }): Promise<{ channelId: ChannelId }> {
  return ctx.write((tx) => {
    const channel = requireChannel(tx, actor, input.channel)
    const me = requirePerson(tx, actor)
    if (!isMember(tx, channel.id, me.id)) return { channelId: channel.id }
    if (channel.type === 'direct') throw new AppError('conflict', 'A direct conversation belongs to both of you and cannot be left. Mute it instead.', 'channel')
    refuseCommon(channel, me.role !== 'guest')
    postSystemMessage(ctx, tx, channel, me, { system: 'left', who: [me.username], text: `@${me.username} left the channel.` })
    removeMember(ctx, tx, channel, me.id)
    return { channelId: channel.id }
  })
}

/** @throws AppError `not_found`, `forbidden`, `conflict`. */
export function removeFromChannel(ctx: Context, actor: Actor, input: { readonly channel: string; readonly username: string }): Promise<Channel> {
  return ctx.write((tx) => {
    const channel = requireChannel(tx, actor, input.channel)
    const person = getPersonByUsername(tx, input.username, 'username')
    const facts = { channelType: channel.type, isMember: isMember(tx, channel.id, actor.personId), isCreator: channel.createdBy === actor.personId }
    const me = requireMay(tx, actor, 'channel.removePeople', facts, `Only admins and the person who created #${channel.name} can take people out of it.`)
    if (!isMember(tx, channel.id, person.id)) throw new AppError('not_found', `${person.username} is not in #${channel.name}.`, 'username')
    refuseCommon(channel, person.role !== 'guest')
    postSystemMessage(ctx, tx, channel, me, { system: 'removed', who: [person.username], text: `@${me.username} took @${person.username} out of the channel.` })
    removeMember(ctx, tx, channel, person.id)
    return getChannel(tx, channel.id)
  })
}

/** Guests are in it only when they were added. */
function refuseCommon(channel: ChannelRow, isNoGuest: boolean): void {
  if (isForAll(channel) && isNoGuest) throw new AppError('conflict', 'Everyone is in #town-square: nobody can leave it. Mute it instead.', 'channel')
}

/** Others see a channel with one person fewer; who left a private one does not see it any more. */
function removeMember(ctx: Context, tx: Tx, channel: ChannelRow, personId: PersonId): void {
  commit(ctx, tx, { scope: channel.id, kind: 'member.left', body: { personId } })
  tx.emit({ name: 'channel.changed', data: getChannel(tx, channel.id) }, channel.id)
  const role = requirePerson(tx, { personId }).role
  if (channel.type !== 'public' || role === 'guest') tx.emit({ name: 'channel.lost', data: { channelId: channel.id } }, { person: personId })
}
