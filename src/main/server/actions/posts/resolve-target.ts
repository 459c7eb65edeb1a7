/** Which channel a hook's post goes to, and whether it may. */
import { parseChannelRef } from '#shared/core/channel-ref.ts'
import { can } from '#shared/core/permissions.ts'
import type { ChannelId } from '#shared/contract/ids.ts'
import type { HookPost, Refusal } from '#shared/dialects/dialect.ts'
import type { Context } from '../../context.ts'
import type { AddressTarget } from '../../store/addresses.ts'
import { findChannel, findChannelByName, isMember, type ChannelRow } from '../../store/channels.ts'
import type { Tx } from '../../store/connection.ts'
import { findDirectChannel } from '../../store/direct-channels.ts'
import { findPersonByUsername, isRemoved } from '../../store/people.ts'
import { ensureDirectChannel } from '../channels/ensure-direct-channel.ts'

export interface Target {
  readonly id: ChannelId
  readonly name: string
}

export interface Asked {
  /** As the sender wrote it. */
  readonly rawChannel: string | undefined
  /** The channel that it was for when it came, where it waited since: by now that may have another name, or the hook another channel. */
  readonly namedId?: ChannelId | undefined
}

/** Order of checks as in Mattermost: channel or user, lock, permission; a direct channel is made last, so a refusal leaves none behind. */
export function resolveTarget(ctx: Context, tx: Tx, address: AddressTarget, { rawChannel, namedId }: Asked): Target | Refusal {
  if (rawChannel === undefined || rawChannel === '') return checkChannel(tx, address, findChannel(tx, namedId ?? address.channelId), 'its own channel')
  const ref = parseChannelRef(rawChannel)
  if (ref.kind === 'person') return resolvePerson(ctx, tx, address, ref.username)
  return checkChannel(tx, address, namedId === undefined ? findChannelByName(tx, ref.name) : findChannel(tx, namedId), `“${ref.name}”`)
}

/** What is to be kept of a post that waits, so that it comes where its sender was told it would. Undefined for a person, and for what goes to the hook's own channel, wherever that is then: only an answer stays with what it answers. */
export function nameForLater({ rawChannel = '', rawRootId, thread, case: report }: HookPost, { id }: Target): ChannelId | undefined {
  if (rawChannel === '') return rawRootId === undefined && thread === undefined && (report?.references.length ?? 0) === 0 ? undefined : id
  return parseChannelRef(rawChannel).kind === 'person' ? undefined : id
}

/** `asked` names it in the sentence of a refusal. */
export function checkChannel(tx: Tx, address: AddressTarget, channel: ChannelRow | undefined, asked: string): Target | Refusal {
  if (!channel) return { reason: 'channel_not_found', detail: `There is no channel ${asked}. Use the channel's name, for instance town-square.` }
  if (channel.archivedAt !== null) return { reason: 'channel_archived', detail: `#${channel.name} is archived.` }
  if (address.locked === 1 && channel.id !== address.channelId) {
    return { reason: 'channel_locked', detail: `This webhook is locked to its own channel; the request asked for #${channel.name}.` }
  }
  if (channel.hooksAllowed === 0) return { reason: 'channel_forbidden', detail: `#${channel.name} takes no messages from webhooks; an admin or its creator can change that in the channel's details.` }
  const facts = { channelType: channel.type, isMember: isMember(tx, channel.id, address.ownerId) }
  if (!can('hook.useChannel', { role: address.ownerRole }, facts)) {
    return { reason: 'channel_forbidden', detail: `#${channel.name} is private and ${address.owner}, who owns the webhook, is not in it.` }
  }
  return channel
}

function resolvePerson(ctx: Context, tx: Tx, address: AddressTarget, rawUsername: string): Target | Refusal {
  const person = findPersonByUsername(tx, rawUsername)
  if (!person) return { reason: 'user_not_found', detail: `There is no person “${rawUsername}”.` }
  if (isRemoved(tx, person.id)) return { reason: 'user_not_found', detail: `${person.username} does not belong to this workspace any more.` }
  const owner = { id: address.ownerId, username: address.owner, role: address.ownerRole }
  if (address.locked === 1 && findDirectChannel(tx, owner, person)?.id !== address.channelId) {
    return { reason: 'channel_locked', detail: `This webhook is locked to its own channel; the request asked for @${person.username}.` }
  }
  const refusal = { reason: 'channel_forbidden', detail: `${address.owner}, who owns the webhook, is a guest and shares no channel with ${person.username}.` } as const
  return ensureDirectChannel(ctx, tx, owner, person) ?? refusal
}
