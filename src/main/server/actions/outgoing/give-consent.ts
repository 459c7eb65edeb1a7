/** People agree that what happens in a channel is sent out, or take that back. */
import { AppError } from '#shared/contract/errors.ts'
import type { SubscriptionId } from '#shared/contract/ids.ts'
import type { Listening, Subscription } from '#shared/contract/subscription.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { isMember, type ChannelRow } from '../../store/channels.ts'
import type { Tx } from '../../store/connection.ts'
import { getSubscription, listChannelConsents, listSubscriptions } from '../../store/subscriptions.ts'
import { describeListening } from './list-listening.ts'
import { postSystemMessage } from '../messages/post-system-message.ts'
import { mayAgree, requireChannel, requireMay, requirePerson } from '../require.ts'

export interface ConsentInput {
  readonly id: SubscriptionId
  readonly channel: string
}

/** @throws AppError `not_found`, `forbidden` (says who may), `conflict` (it does not ask for this channel). */
export function giveConsent(ctx: Context, actor: Actor, input: ConsentInput): Promise<Listening> {
  return ctx.write((tx) => {
    const { subscription, channel } = requireAsked(tx, actor, input)
    if (!mayAgree(tx, actor, channel)) throw new AppError('forbidden', deniedFor(channel))
    agree(ctx, tx, actor, { subscription, channel })
    return describeListening(tx, channel, subscription)
  })
}

/** Anybody takes back what they gave; who could give it takes back everybody's. @throws AppError `not_found`, `forbidden`. */
export function withdrawConsent(ctx: Context, actor: Actor, input: ConsentInput): Promise<Listening> {
  return ctx.write((tx) => {
    const { subscription, channel } = requireAsked(tx, actor, input)
    const all = listChannelConsents(tx, channel.id).filter(({ subscriptionId }) => subscriptionId === subscription.id)
    const isConversation = channel.type === 'direct' || channel.type === 'group'
    const own = all.filter(({ personId }) => personId === actor.personId || (!isConversation && mayAgree(tx, actor, channel)))
    if (all.length > 0 && own.length === 0) throw new AppError('forbidden', deniedFor(channel))
    for (const { personId } of own) commit(ctx, tx, { scope: channel.id, kind: 'consent.withdrawn', body: { subscriptionId: subscription.id, personId } })
    if (own.length > 0) announce(ctx, tx, actor, { subscription, channel, system: 'unlistening' })
    return describeListening(tx, channel, subscription)
  })
}

interface Asked {
  readonly subscription: Subscription
  readonly channel: ChannelRow
}

/** Commits the actor's consent to all that the subscription asks for now, unless it stands already. To be called inside a write. */
function agree(ctx: Context, tx: Tx, actor: Actor, { subscription, channel }: Asked): void {
  const before = listChannelConsents(tx, channel.id).find(({ subscriptionId, personId }) => subscriptionId === subscription.id && personId === actor.personId)
  const covers = before && subscription.hosts.every((host) => before.hosts.includes(host)) && subscription.events.every((event) => before.events.includes(event))
  if (covers) return
  const { id: subscriptionId, hosts, events } = subscription
  commit(ctx, tx, { scope: channel.id, kind: 'consent.given', body: { subscriptionId, personId: actor.personId, hosts: [...hosts], events: [...events] } })
  announce(ctx, tx, actor, { subscription, channel, system: 'listening' })
}

/** Gives the actor's consent wherever theirs is wanted and they may give it: for a subscription that they made or changed. */
export function agreeWhereWanted(ctx: Context, tx: Tx, actor: Actor, subscription: Subscription, channels: readonly ChannelRow[]): void {
  for (const channel of channels) {
    if (isMember(tx, channel.id, actor.personId) && mayAgree(tx, actor, channel)) agree(ctx, tx, actor, { subscription, channel })
  }
}

/** A subscription to every public channel also listens to those that its owner joins later, if they may decide that. */
export function agreeOnJoining(ctx: Context, tx: Tx, actor: Actor, channel: ChannelRow): void {
  if (channel.type !== 'public') return
  const standing = listSubscriptions(tx, actor.personId).filter(({ enabled, channels }) => enabled && channels.length === 0)
  for (const subscription of standing) if (mayAgree(tx, actor, channel)) agree(ctx, tx, actor, { subscription, channel })
}

function announce(ctx: Context, tx: Tx, actor: Actor, { subscription, channel, system }: Asked & { readonly system: 'listening' | 'unlistening' }): void {
  const me = requirePerson(tx, actor)
  const where = subscription.hosts.join(', ')
  const text = system === 'listening' ? `@${me.username} agreed that “${subscription.name}” sends what happens here to ${where}.` : `@${me.username} no longer agrees that “${subscription.name}” sends what happens here to ${where}.`
  postSystemMessage(ctx, tx, channel, me, { system, value: `${subscription.name}\n${where}`, text })
  tx.emit({ name: 'listening.changed', data: { channelId: channel.id } }, channel.id)
}

function requireAsked(tx: Tx, actor: Actor, input: ConsentInput): Asked {
  const subscription = getSubscription(tx, input.id)
  const channel = requireChannel(tx, actor, input.channel)
  requireMay(tx, actor, 'message.post', { isMember: isMember(tx, channel.id, actor.personId) }, `You are not a member of #${channel.name}.`)
  const asks = subscription.channels.length === 0 ? channel.type === 'public' : subscription.channels.some(({ id }) => id === channel.id)
  if (!asks) throw new AppError('conflict', `“${subscription.name}” does not ask to listen to #${channel.name}.`, 'channel')
  return { subscription, channel }
}

function deniedFor({ type, name }: ChannelRow): string {
  return type === 'public' ? `Only owners and admins decide what may listen to #${name}.` : `In #${name} only members who may set up webhooks decide what may listen.`
}
