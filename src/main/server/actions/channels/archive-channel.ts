/** Archives a channel: it stays readable by id, takes no more messages and leaves the lists. */
import { AppError } from '#shared/contract/errors.ts'
import { isForAll } from '#shared/core/channel-for-all.ts'
import type { ChannelId } from '#shared/contract/ids.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { isMember } from '../../store/channels.ts'
import { requireChannel, requireMay } from '../require.ts'

/** @throws AppError `not_found`, `forbidden`, `conflict` (direct, the channel that everyone is in, or archived before). */
export function archiveChannel(ctx: Context, actor: Actor, input: { readonly channel: string }): Promise<{ channelId: ChannelId }> {
  return ctx.write((tx) => {
    const channel = requireChannel(tx, actor, input.channel)
    if (channel.type === 'direct' || channel.type === 'group') throw new AppError('conflict', 'Direct messages cannot be archived.', 'channel')
    const isCreator = channel.createdBy === actor.personId
    requireMay(tx, actor, 'channel.archive', { isCreator, channelType: channel.type, isMember: isMember(tx, channel.id, actor.personId) }, `Only admins and the person who created #${channel.name} can archive it.`)
    if (isForAll(channel)) throw new AppError('conflict', 'Everyone is in #town-square, and tools look for it by its name: it cannot be archived.', 'channel')
    if (channel.archivedAt !== null) throw new AppError('conflict', `#${channel.name} is archived already.`, 'channel')
    commit(ctx, tx, { scope: channel.id, kind: 'channel.archived', body: { archivedBy: actor.personId } })
    tx.emit({ name: 'channel.archived', data: { channelId: channel.id } }, channel.id)
    return { channelId: channel.id }
  })
}
