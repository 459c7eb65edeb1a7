/** Makes, edits and deletes outgoing webhooks. */
import type { ChangeOf, SubscriptionDefinition } from '#shared/contract/change.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { ChannelId, PersonId, SubscriptionId } from '#shared/contract/ids.ts'
import { subscriptionFieldsSchema, type Disclosure, type Subscription, type SubscriptionFields } from '#shared/contract/subscription.ts'
import { hostOf } from '#shared/core/consent.ts'
import { followAddresses, type NumberedAddress } from '#shared/core/follow-addresses.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { findChannel, isMember, listJoinedChannelIds, type ChannelRow } from '../../store/channels.ts'
import type { Tx } from '../../store/connection.ts'
import { findUnusedAddress } from '../../store/delivery-lanes.ts'
import { readSettings } from '../../store/settings.ts'
import { countSubscriptions, deleteTarget, findAddresses, getSubscription, replaceSecrets, upsertTarget } from '../../store/subscriptions.ts'
import { dropTakenOff, dropWaiting, dropWaitingFor, redirectWaiting } from '../../store/waiting-deliveries.ts'
import { checkSubscription } from './check-subscription.ts'
import { agreeWhereWanted } from './give-consent.ts'
import { withNamedHost } from './name-host.ts'
import { noteSwitched } from './note-switched.ts'
import { requireChannel, requireMay, requirePerson } from '../require.ts'

export interface SubscriptionSecrets {
  readonly token: string
  readonly secret: string
}

const denied = 'Only admins, and where the settings allow it the owner, can manage this outgoing webhook.'

/** @throws AppError `forbidden`, `not_found` (channel), `invalid`, `limit_reached`. */
export function createSubscription(ctx: Context, actor: Actor, input: SubscriptionFields & { readonly channels: readonly string[] }): Promise<{ subscription: Subscription } & SubscriptionSecrets> {
  return ctx.write((tx) => {
    const owner = requireMay(tx, actor, 'hook.manage', { isOwn: true }, 'Only admins can set up outgoing webhooks here.')
    const { channels: rawChannels, ...rest } = input
    const fields = { ...rest, urls: rest.urls.map(withNamedHost) }
    const channels = rawChannels.map((rawRef) => requireOwnChannel(tx, actor, rawRef))
    checkSubscription(fields, channels.length)
    const limit = readSettings(tx)['hooks.outgoingLimit']
    const count = countSubscriptions(tx)
    if (limit !== null && count >= limit) {
      throw new AppError('limit_reached', `There are ${count} outgoing webhooks and the limit is ${limit}. Delete one, or raise the limit (hooks.outgoingLimit).`)
    }
    const id = ctx.newId<SubscriptionId>()
    const secrets = mintSecrets(ctx)
    commit(ctx, tx, { scope: 'workspace', kind: 'subscription.defined', body: definitionOf(ctx, { id, ownerId: owner.id, enabled: true, channels, fields }) })
    upsertTarget(tx, id, { ...fields, addresses: followAddresses([], fields.urls, 0).addresses }, secrets)
    return { subscription: announce(ctx, tx, actor, id), ...secrets }
  })
}

export type UpdateSubscriptionInput = Partial<SubscriptionFields> & { readonly id: SubscriptionId; readonly channels?: readonly string[] | undefined; readonly enabled?: boolean | undefined }

/** Changes the given fields only; switching it on ends a pause. @throws AppError `forbidden`, `not_found`, `invalid`, `conflict` for anything but the switch on another device than its own. */
export function updateSubscription(ctx: Context, actor: Actor, { id, channels: rawChannels, enabled, ...rest }: UpdateSubscriptionInput): Promise<Subscription> {
  return ctx.write((tx) => {
    const managed = requireManaged(tx, actor, id)
    const given = withoutUndefined(rest)
    if (enabled !== undefined && rawChannels === undefined && Object.keys(given).length === 0) return switchSubscription(ctx, tx, actor, { subscriptionId: id, enabled })
    const before = requireHere(managed)
    const kept = before.channels.flatMap((channel) => findChannel(tx, channel.id) ?? [])
    // What it listens to already is no new choice: the channel can be archived by now, or its owner gone from it.
    const channels = rawChannels?.map((rawRef) => kept.find(({ id: channelId }) => channelId === rawRef) ?? requireOwnChannel(tx, { personId: before.ownerId }, rawRef)) ?? kept
    const fields = { ...subscriptionFieldsSchema.parse(before), ...given, ...(given.urls && { urls: given.urls.map(withNamedHost) }) }
    checkSubscription(fields, channels.length)
    commit(ctx, tx, { scope: 'workspace', kind: 'subscription.defined', body: definitionOf(ctx, { id, ownerId: before.ownerId, enabled: enabled ?? before.enabled, channels, fields }) })
    upsertTarget(tx, id, { ...fields, addresses: changeAddresses(ctx, tx, id, fields.urls) }, { token: '', secret: '' })
    dropNarrowed(ctx, tx, before, { channelIds: channels.map((channel) => channel.id), events: fields.events })
    if (enabled === undefined) ctx.deliveries.ring(id)
    else noteSwitched(ctx, tx, { subscriptionId: id, enabled })
    const left = channelsOf(tx, before).filter((old) => !channels.some((one) => one.id === old.id))
    for (const channel of left) tx.emit({ name: 'listening.changed', data: { channelId: channel.id } }, channel.id)
    return announce(ctx, tx, actor, id)
  })
}

/** Nothing else is said of it, so that nobody's later change is undone by a device that has not heard of it. */
function switchSubscription(ctx: Context, tx: Tx, actor: Actor, body: ChangeOf<'subscription.switched'>['body']): Subscription {
  commit(ctx, tx, { scope: 'workspace', kind: 'subscription.switched', body })
  noteSwitched(ctx, tx, body)
  return announce(ctx, tx, actor, body.subscriptionId)
}

/** What waits for an address that was corrected in its place goes to the new one; what waits for one that was taken off is dropped. */
function changeAddresses(ctx: Context, tx: Tx, id: SubscriptionId, urls: readonly string[]): readonly NumberedAddress[] {
  const before = findAddresses(tx, id)
  const unused = Math.max(findUnusedAddress(tx, id), ...before.map(({ number }) => number + 1))
  const { addresses, corrected, removed } = followAddresses(before, urls, unused)
  for (const [from, to] of corrected) redirectWaiting(tx, id, from, to)
  for (const url of removed) dropWaitingFor(tx, id, url, ctx.now())
  return addresses
}

/** What waits of a channel or a kind of event that is no longer asked for is over at once. */
function dropNarrowed(ctx: Context, tx: Tx, { id, channels, events }: Subscription, now: { readonly channelIds: readonly ChannelId[]; readonly events: readonly Disclosure[] }): void {
  const isNarrower = channels.length === 0 || channels.some((channel) => !now.channelIds.includes(channel.id))
  // Of all public channels, whether one is public is asked when its turn comes.
  if (isNarrower && now.channelIds.length > 0) dropTakenOff(tx, id, 'channel_removed', now.channelIds, ctx.now())
  if (events.some((event) => !now.events.includes(event))) dropTakenOff(tx, id, 'event_removed', now.events, ctx.now())
}

/** What waits is dropped; what was delivered stays on record for as long as the settings say. @throws AppError `forbidden`, `not_found`. */
export function deleteSubscription(ctx: Context, actor: Actor, { id }: { readonly id: SubscriptionId }): Promise<{ id: SubscriptionId }> {
  return ctx.write((tx) => {
    const before = requireManaged(tx, actor, id)
    commit(ctx, tx, { scope: 'workspace', kind: 'subscription.deleted', body: { subscriptionId: id } })
    dropWaiting(tx, id, ctx.now(), 'webhook_deleted')
    deleteTarget(tx, id)
    tx.emit({ name: 'subscription.deleted', data: { subscriptionId: id } }, 'managers')
    for (const channel of channelsOf(tx, before, { personId: before.ownerId })) tx.emit({ name: 'listening.changed', data: { channelId: channel.id } }, channel.id)
    return { id }
  })
}

/** @throws AppError `forbidden`, `not_found`, `conflict` on another device than its own. */
export function regenerateSecrets(ctx: Context, actor: Actor, { id, overlapMs }: { readonly id: SubscriptionId; readonly overlapMs: number }): Promise<{ id: SubscriptionId } & SubscriptionSecrets> {
  return ctx.write((tx) => {
    requireHere(requireManaged(tx, actor, id))
    const secrets = mintSecrets(ctx)
    replaceSecrets(tx, id, secrets, overlapMs > 0 ? ctx.now() + overlapMs : null)
    return { id, ...secrets }
  })
}

/** @throws AppError `forbidden`, `not_found`. */
export function requireManaged(tx: Pick<Tx, 'get' | 'all' | 'cache'>, actor: Actor, id: SubscriptionId): Subscription & { readonly ownerId: PersonId } {
  const subscription = getSubscription(tx, id)
  requireMay(tx, actor, 'hook.manage', { isOwn: subscription.ownerId === actor.personId }, denied)
  return subscription
}

/** Where it sends and how it signs is known on its own device alone. */
function requireHere<S extends Subscription>(subscription: S): S {
  if (subscription.urls.length > 0) return subscription
  throw new AppError('conflict', 'This outgoing webhook lives on another device, and its addresses and secrets are kept only there. Change it on that device.')
}

/** "A subscription can only listen to channels that its owner is a member of." */
function requireOwnChannel(tx: Tx, owner: Actor, rawRef: string): ChannelRow {
  const channel = requireChannel(tx, owner, rawRef)
  if (channel.archivedAt !== null) throw new AppError('conflict', `#${channel.name} is archived. Choose another channel.`, 'channels')
  if (!isMember(tx, channel.id, owner.personId)) {
    const { username } = requirePerson(tx, owner)
    throw new AppError('forbidden', `${username}, who owns the webhook, is not in #${channel.name}: join it first.`, 'channels')
  }
  return channel
}

interface Defining {
  readonly id: SubscriptionId
  readonly ownerId: PersonId
  readonly enabled: boolean
  readonly channels: readonly ChannelRow[]
  readonly fields: SubscriptionFields
}

function definitionOf(ctx: Context, { id, ownerId, enabled, channels, fields }: Defining): SubscriptionDefinition {
  const { name, description, trigger, events, from, urls, format, signature } = fields
  const hosts = [...new Set(urls.map(hostOf))]
  const channelIds = [...new Set(channels.map((channel) => channel.id))]
  return { subscriptionId: id, name, description, ownerId, channelIds, trigger, events: [...new Set(events)], from, hosts, format, signature, enabled, homeDevice: ctx.deviceId }
}

/** Gives the consents that the actor may give and tells everybody whom it concerns. */
function announce(ctx: Context, tx: Tx, actor: Actor, id: SubscriptionId): Subscription {
  const { ownerId: _, ...subscription } = getSubscription(tx, id)
  const channels = channelsOf(tx, subscription, actor)
  if (subscription.enabled) agreeWhereWanted(ctx, tx, actor, subscription, channels)
  tx.emit({ name: 'subscription.changed', data: subscription }, 'managers')
  for (const channel of channels) tx.emit({ name: 'listening.changed', data: { channelId: channel.id } }, channel.id)
  return subscription
}

function channelsOf(tx: Tx, { channels }: Subscription, owner?: Actor): ChannelRow[] {
  const ids = channels.length > 0 ? channels.map(({ id }) => id) : owner ? listJoinedChannelIds(tx, owner.personId) : []
  return ids.flatMap((channelId) => findChannel(tx, channelId) ?? []).filter((channel) => channels.length > 0 || channel.type === 'public')
}

/** A token as Mattermost's, 26 characters; a secret of 32 bytes as Standard Webhooks writes them. */
function mintSecrets(ctx: Context): SubscriptionSecrets {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
  const token = Array.from(ctx.random(26), (byte) => alphabet.charAt(byte % 32)).join('')
  return { token, secret: `whsec_${Buffer.from(ctx.random(32)).toString('base64')}` }
}

function withoutUndefined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> }
}
