/** The checks that actions share: who asks, may they, and which channel is meant. All of them run inside the write. */
import { AppError } from '#shared/contract/errors.ts'
import { can, type Action, type Facts } from '#shared/core/permissions.ts'
import { parseChannelRef } from '#shared/core/channel-ref.ts'
import { parseId } from '#shared/core/ids.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Actor } from '../context.ts'
import { findChannel, findChannelByName, isMember, type ChannelRow } from '../store/channels.ts'
import type { Reader } from '../store/connection.ts'
import { findDirectChannel } from '../store/direct-channels.ts'
import { findLocal } from '../store/local-state.ts'
import { getPerson, getPersonByUsername, isRemoved } from '../store/people.ts'
import { readSettings } from '../store/settings.ts'

/**
 * Who was removed may have a window open still. On a device of their own, in a team, they read on what it has; there the team refuses what they say.
 * @throws AppError `forbidden`.
 */
export function requireBelongs(reader: Reader, actor: Actor): void {
  if (isRemoved(reader, actor.personId) && findLocal(reader, 'teamMode') !== 'member') throw new AppError('forbidden', 'You do not belong to this workspace any more.')
}

/** The person behind the actor, as stored now. */
export function requirePerson(reader: Reader, actor: Actor): Person {
  return getPerson(reader, actor.personId)
}

/** @throws AppError `forbidden` with `message`, which says who may. */
export function requireMay(reader: Reader, actor: Actor, action: Action, facts: Facts, message: string): Person {
  const person = requirePerson(reader, actor)
  const managedBy = readSettings(reader)['integrations.managedBy']
  if (!can(action, { role: person.role }, { managedBy, ...facts })) throw new AppError('forbidden', message)
  return person
}

/** Whose hooks and tokens the actor may see: undefined for everybody's, which is for admins. @throws AppError `forbidden` for who may have none. */
export function requireHooksOf(reader: Reader, actor: Actor): PersonId | undefined {
  const person = requireMay(reader, actor, 'hook.manage', { isOwn: true }, 'Only admins can see webhooks and their tokens here.')
  return person.role === 'member' ? person.id : undefined
}

/**
 * The channel that `rawRef` names: an id, a handle with or without `#`, or `@username` for my direct channel with that person.
 * A private channel that I am not in is not found, as if it did not exist.
 * @throws AppError `not_found`, with `field` "channel".
 */
export function requireChannel(reader: Reader, actor: Actor, rawRef: string): ChannelRow {
  const channel = findByRef(reader, actor, rawRef)
  if (!channel || !mayRead(reader, actor, channel)) throw new AppError('not_found', `There is no channel “${rawRef}”.`, 'channel')
  return channel
}

/**
 * The channel that a hook is put into. An admin need not be in a private one, but the hook's owner must: otherwise it is not found.
 * @throws AppError `not_found`, with `field` "channel".
 */
export function requireHookChannel(reader: Reader, actor: Actor, owner: Person, rawRef: string): ChannelRow {
  const channel = findByRef(reader, actor, rawRef)
  if (channel && mayRead(reader, { personId: owner.id }, channel)) return channel
  return requireChannel(reader, actor, rawRef)
}

export function mayRead(reader: Reader, actor: Actor, channel: ChannelRow): boolean {
  const { role } = requirePerson(reader, actor)
  return can('channel.read', { role }, { channelType: channel.type, isMember: isMember(reader, channel.id, actor.personId) })
}

function findByRef(reader: Reader, actor: Actor, rawRef: string): ChannelRow | undefined {
  const id = parseId(rawRef)
  const byId = id === undefined ? undefined : findChannel(reader, id)
  if (byId) return byId
  const ref = parseChannelRef(rawRef)
  if (ref.kind === 'channel') return findChannelByName(reader, ref.name)
  const me = requirePerson(reader, actor)
  const other = getPersonByUsername(reader, ref.username, 'channel')
  const direct = findDirectChannel(reader, me, other)
  if (!direct) throw new AppError('not_found', `You and @${other.username} have no direct messages yet. Write the first one.`, 'channel')
  return direct
}

/** Whether this person's consent is one that lets a subscription listen to the channel: an admin's in public, a participant's in conversations, else a member's who may manage webhooks. */
export function mayAgree(reader: Reader, actor: Actor, channel: ChannelRow): boolean {
  const { role } = requirePerson(reader, actor)
  const managedBy = readSettings(reader)['integrations.managedBy']
  return can('hook.listen', { role }, { channelType: channel.type, isMember: isMember(reader, channel.id, actor.personId), managedBy, isOwn: true })
}
