/** Makes a public or private channel with its first members. */
import type { Channel } from '#shared/contract/channel.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { ChannelId } from '#shared/contract/ids.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { findChannelByName, getChannel } from '../../store/channels.ts'
import { getPersonByUsername } from '../../store/people.ts'
import { addMember } from './add-member.ts'
import { requireMay } from '../require.ts'

export interface CreateChannelInput {
  readonly name: string
  readonly displayName?: string | undefined
  readonly purpose: string
  readonly private: boolean
  readonly members: readonly string[]
}

/** @throws AppError `forbidden`, `conflict` (name taken), `not_found` (a member). */
export function createChannel(ctx: Context, actor: Actor, input: CreateChannelInput): Promise<Channel> {
  return ctx.write((tx) => {
    requireMay(tx, actor, 'channel.create', {}, 'Guests cannot create channels.')
    const taken = findChannelByName(tx, input.name)
    if (taken) throw new AppError('conflict', `There is already a channel #${input.name}${taken.archivedAt === null ? '' : ', archived'}. Choose another name.`, 'name')
    const members = input.members.map((username) => getPersonByUsername(tx, username, 'members').id)
    const scope = ctx.newId<ChannelId>()
    const names = { name: input.name, displayName: input.displayName ?? input.name, purpose: input.purpose }
    commit(ctx, tx, { scope, kind: 'channel.created', body: { ...names, type: input.private ? 'private' : 'public', createdBy: actor.personId } })
    // In a team the names of a private channel are for its members alone: they are sealed, the fact that there is a channel is not.
    if (input.private) commit(ctx, tx, { scope, kind: 'channel.edited', body: { ...names, hooksAllowed: true } })
    for (const personId of new Set([actor.personId, ...members])) addMember(ctx, tx, scope, personId)
    const channel = getChannel(tx, scope)
    tx.emit({ name: 'channel.changed', data: channel }, scope)
    return channel
  })
}
