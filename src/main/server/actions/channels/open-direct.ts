/** Opens my conversation with one person, or with a group. */
import { AppError } from '#shared/contract/errors.ts'
import type { Channel } from '#shared/contract/channel.ts'
import type { ChannelId } from '#shared/contract/ids.ts'
import type { Person } from '#shared/contract/person.ts'
import { can } from '#shared/core/permissions.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { getChannel } from '../../store/channels.ts'
import type { Tx } from '../../store/connection.ts'
import { findGroupId, shareChannel } from '../../store/direct-channels.ts'
import { getPersonByUsername } from '../../store/people.ts'
import { addMember } from './add-member.ts'
import { ensureDirectChannel, freeName } from './ensure-direct-channel.ts'
import { requirePerson } from '../require.ts'

/** The same people have one conversation, whoever opens it. @throws AppError `not_found` (a person), `forbidden` (a guest). */
export function openDirect(ctx: Context, actor: Actor, input: { readonly usernames: readonly string[] }): Promise<Channel> {
  return ctx.write((tx) => {
    const me = requirePerson(tx, actor)
    const named = input.usernames.map((username) => getPersonByUsername(tx, username, 'usernames'))
    const others = [...new Map(named.map((person) => [person.id, person])).values()].filter(({ id }) => id !== me.id)
    if (others.length > 1) return ensureGroup(ctx, tx, me, others)
    const other = others[0] ?? me
    const channel = ensureDirectChannel(ctx, tx, me, other)
    if (!channel) throw new AppError('forbidden', refusal(other), 'usernames')
    return getChannel(tx, channel.id)
  })
}

function ensureGroup(ctx: Context, tx: Tx, me: Person, others: readonly Person[]): Channel {
  const everybody = [me, ...others]
  const existing = findGroupId(tx, everybody.map(({ id }) => id))
  if (existing) return getChannel(tx, existing)
  const stranger = others.find(({ id }) => !can('channel.createDirect', { role: me.role }, { sharesChannel: shareChannel(tx, me.id, id) }))
  if (stranger) throw new AppError('forbidden', refusal(stranger), 'usernames')
  const name = freeName(tx, everybody.map(({ username }) => username).sort().join('__'))
  const scope = ctx.newId<ChannelId>()
  commit(ctx, tx, { scope, kind: 'channel.created', body: { name, displayName: name, purpose: '', type: 'group', createdBy: me.id } })
  for (const { id } of everybody) addMember(ctx, tx, scope, id)
  const channel = getChannel(tx, scope)
  tx.emit({ name: 'channel.changed', data: channel }, scope)
  return channel
}

const refusal = ({ username }: Person): string => `Guests can write to people of a channel that both are in; you and ${username} share none.`
