/** A member adds people to a channel. */
import { AppError } from '#shared/contract/errors.ts'
import type { Channel } from '#shared/contract/channel.ts'
import type { Actor, Context } from '../../context.ts'
import { getChannel, isMember } from '../../store/channels.ts'
import { getPersonByUsername } from '../../store/people.ts'
import { addMember } from './add-member.ts'
import { postSystemMessage } from '../messages/post-system-message.ts'
import { requireChannel, requireMay } from '../require.ts'

/** All or nobody; who is in already stays. @throws AppError `not_found`, `forbidden`, `conflict` (archived, direct). */
export function addPeople(ctx: Context, actor: Actor, input: { readonly channel: string; readonly usernames: readonly string[] }): Promise<Channel> {
  return ctx.write((tx) => {
    const channel = requireChannel(tx, actor, input.channel)
    if (channel.type === 'direct' || channel.type === 'group') throw new AppError('conflict', 'A conversation is its people. Start a new one with everybody in it.', 'channel')
    if (channel.archivedAt !== null) throw new AppError('conflict', `#${channel.name} is archived: nobody can be added.`, 'channel')
    const facts = { channelType: channel.type, isMember: isMember(tx, channel.id, actor.personId) }
    const me = requireMay(tx, actor, 'channel.addPeople', facts, `Only members of #${channel.name} who are no guests can add people.`)
    const people = [...new Set(input.usernames)].map((username) => getPersonByUsername(tx, username, 'usernames'))
    const added = people.filter((person) => !isMember(tx, channel.id, person.id))
    if (added.length === 0) return getChannel(tx, channel.id)
    const names = added.map(({ username }) => username)
    postSystemMessage(ctx, tx, channel, me, { system: 'added', who: names, text: `@${me.username} added ${names.map((name) => `@${name}`).join(', ')}.` })
    for (const { id } of added) addMember(ctx, tx, channel.id, id)
    const changed = getChannel(tx, channel.id)
    tx.emit({ name: 'channel.changed', data: changed }, channel.id)
    return changed
  })
}
