/** A person joins a public channel. */
import { AppError } from '#shared/contract/errors.ts'
import type { Channel } from '#shared/contract/channel.ts'
import type { Actor, Context } from '../../context.ts'
import { getChannel, isMember } from '../../store/channels.ts'
import { addMember } from './add-member.ts'
import { postSystemMessage } from '../messages/post-system-message.ts'
import { requireChannel, requireMay } from '../require.ts'

/** Twice changes nothing. @throws AppError `not_found`, `forbidden`, `conflict` (archived). */
export function joinChannel(ctx: Context, actor: Actor, input: { readonly channel: string }): Promise<Channel> {
  return ctx.write((tx) => {
    const channel = requireChannel(tx, actor, input.channel)
    if (isMember(tx, channel.id, actor.personId)) return getChannel(tx, channel.id)
    if (channel.archivedAt !== null) throw new AppError('conflict', `#${channel.name} is archived: nobody can join.`, 'channel')
    const me = requireMay(tx, actor, 'channel.join', { channelType: channel.type }, `You cannot join #${channel.name} yourself. Ask a member to add you.`)
    postSystemMessage(ctx, tx, channel, me, { system: 'joined', who: [me.username], text: `@${me.username} joined the channel.` })
    addMember(ctx, tx, channel.id, me.id)
    const joined = getChannel(tx, channel.id)
    tx.emit({ name: 'channel.changed', data: joined }, channel.id)
    return joined
  })
}
