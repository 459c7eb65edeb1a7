/** Renames a channel, says what it is for, or closes it to hooks. */
import { AppError } from '#shared/contract/errors.ts'
import { isForAll } from '#shared/core/channel-for-all.ts'
import type { Channel } from '#shared/contract/channel.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { findChannelByName, getChannel, isMember, type ChannelRow } from '../../store/channels.ts'
import type { Tx } from '../../store/connection.ts'
import { postSystemMessage } from '../messages/post-system-message.ts'
import { requireChannel, requireMay } from '../require.ts'

/** What is left out stays as it is. */
export interface UpdateChannelInput {
  readonly channel: string
  readonly name?: string | undefined
  readonly displayName?: string | undefined
  readonly purpose?: string | undefined
  readonly hooksAllowed?: boolean | undefined
}

/** @throws AppError `not_found`, `forbidden`, `conflict` (name taken, archived, direct). */
export function updateChannel(ctx: Context, actor: Actor, input: UpdateChannelInput): Promise<Channel> {
  return ctx.write((tx) => {
    const channel = requireChannel(tx, actor, input.channel)
    const me = requireChange(tx, actor, channel)
    if (channel.archivedAt !== null) throw new AppError('conflict', `#${channel.name} is archived. Restore it first.`, 'channel')
    const name = input.name ?? channel.name
    if (name !== channel.name) checkName(tx, channel, name)
    // A display name that nobody chose follows the handle.
    const displayName = input.displayName ?? (channel.displayName === channel.name ? name : channel.displayName)
    const purpose = input.purpose ?? channel.purpose
    const hooksAllowed = input.hooksAllowed ?? channel.hooksAllowed === 1
    commit(ctx, tx, { scope: channel.id, kind: 'channel.edited', body: { name, displayName, purpose, hooksAllowed } })
    const renamed = { ...channel, name }
    if (name !== channel.name) postSystemMessage(ctx, tx, renamed, me, { system: 'renamed', value: name, text: `@${me.username} renamed the channel to ~${name}.` })
    if (purpose !== channel.purpose) postSystemMessage(ctx, tx, renamed, me, { system: 'purpose', value: purpose, text: `@${me.username} changed the purpose to: ${purpose}` })
    return announce(tx, channel)
  })
}

/** Takes a channel out of the archive. @throws AppError `not_found`, `forbidden`. */
export function restoreChannel(ctx: Context, actor: Actor, input: { readonly channel: string }): Promise<Channel> {
  return ctx.write((tx) => {
    const channel = requireChannel(tx, actor, input.channel)
    const me = requireChange(tx, actor, channel)
    if (channel.archivedAt === null) return getChannel(tx, channel.id)
    commit(ctx, tx, { scope: channel.id, kind: 'channel.restored', body: { restoredBy: actor.personId } })
    postSystemMessage(ctx, tx, channel, me, { system: 'restored', text: `@${me.username} restored the channel.` })
    return announce(tx, channel)
  })
}

function requireChange(tx: Tx, actor: Actor, channel: ChannelRow) {
  if (channel.type === 'direct' || channel.type === 'group') throw new AppError('conflict', 'A conversation has no name and no purpose of its own.', 'channel')
  const facts = { channelType: channel.type, isMember: isMember(tx, channel.id, actor.personId), isCreator: channel.createdBy === actor.personId }
  return requireMay(tx, actor, 'channel.change', facts, `Only admins and the person who created #${channel.name} can change it.`)
}

function checkName(tx: Tx, channel: ChannelRow, name: string): void {
  if (isForAll(channel)) throw new AppError('conflict', 'Tools and people look for #town-square by its name: it cannot be renamed.', 'name')
  const taken = findChannelByName(tx, name)
  if (taken) throw new AppError('conflict', `There is already a channel #${name}${taken.archivedAt === null ? '' : ', archived'}. Choose another name.`, 'name')
}

function announce(tx: Tx, channel: ChannelRow): Channel {
  const changed = getChannel(tx, channel.id)
  tx.emit({ name: 'channel.changed', data: changed }, channel.id)
  return changed
}
