/** Part of every commit: one delivery for each subscription and address that a change is for, in the change's own write. */
import type { Change, ChangeKind, ChangeOf } from '#shared/contract/change.ts'
import type { ChannelId, DeliveryId, MessageId } from '#shared/contract/ids.ts'
import type { SubscriptionEvent } from '#shared/contract/subscription.ts'
import { hasConsent, hostOf } from '#shared/core/consent.ts'
import { HOP_LIMIT } from '#shared/core/hop-limit.ts'
import { problemOf } from '#shared/core/problem.ts'
import { matchTrigger } from '#shared/core/triggers.ts'
import { findLastPosition, findPositionOf } from '../store/change-log.ts'
import { findChannel, isMember, listMemberIds, type ChannelRow } from '../store/channels.ts'
import type { Tx } from '../store/connection.ts'
import { insertDelivery, recordOutcome, type NewDelivery } from '../store/deliveries.ts'
import { getLane } from '../store/delivery-lanes.ts'
import { findMessageType, findToldMessage } from '../store/messages.ts'
import { readSettings } from '../store/settings.ts'
import { listChannelConsents, listListeners, type Listener } from '../store/subscriptions.ts'
import type { Bell } from './bell.ts'

export interface Enqueuing {
  readonly deviceId: string
  readonly deliveries: Bell
  /** ms since epoch. */
  now(): number
  newId<T>(): T
}

/** To be called when the change has its place. Its position is the channel's: of a fact, behind what was said there before. */
export function enqueueDeliveries(ctx: Enqueuing, tx: Tx, change: Change): void {
  if (change.scope === 'workspace') return
  const listeners = listListeners(tx, ctx.deviceId)
  if (listeners.length === 0 || !readSettings(tx)['integrations.outgoingEnabled']) return
  const happening = describe(tx, change)
  const channel = happening && findChannel(tx, change.scope)
  if (!happening || !channel) return
  const position = findPositionOf(tx, change.id, change.scope) ?? findLastPosition(tx, change.scope)
  for (const listener of listeners) {
    const triggerWord = wants(tx, listener, happening, channel)
    if (triggerWord !== undefined) insertEach(ctx, tx, { listener, happening, channel, triggerWord, change, position })
  }
}

interface Happening {
  /** A case's messages are also messages: whichever is listened to first. */
  readonly events: readonly SubscriptionEvent[]
  readonly messageId: MessageId | null
  /** What triggers look at: what was said, or what somebody reacts to, which is told with it. Null where they do not matter. */
  readonly text: string | null
  readonly byHook: boolean
  readonly answerOf: string | undefined
  readonly hops: number
}

const quiet = { text: null, byHook: false, answerOf: undefined, hops: 0 }

/** Undefined for what nobody can listen to. */
function describe(tx: Tx, change: Change): Happening | undefined {
  switch (change.kind) {
    case 'message.posted':
      return describePost(change)
    case 'message.edited':
      return { ...quiet, events: ['edited'], messageId: change.body.messageId, text: change.body.text, byHook: findMessageType(tx, change.body.messageId) === 'webhook', hops: change.body.hops ?? 0 }
    case 'message.deleted':
      if (change.body.again === true) return undefined
      return { ...quiet, events: ['deleted'], messageId: change.body.messageId, byHook: findMessageType(tx, change.body.messageId) === 'webhook' }
    case 'reaction.added':
    case 'reaction.removed':
      return { ...quiet, events: ['reaction'], messageId: change.body.messageId, text: findToldMessage(tx, change.body.messageId)?.text ?? '' }
    case 'member.joined':
      return { ...quiet, events: ['joined'], messageId: null }
    case 'case.closed':
    case 'case.reopened':
      return { ...quiet, events: ['case'], messageId: change.body.caseId }
    default:
      return undefined
  }
}

function describePost({ body }: ChangeOf<'message.posted'>): Happening | undefined {
  if (body.type === 'system') return undefined
  return {
    events: body.case === undefined ? ['posted'] : ['case', 'posted'],
    messageId: body.messageId,
    text: body.text,
    byHook: body.type === 'webhook',
    answerOf: body.subscriptionId,
    hops: body.hops ?? 0,
  }
}

/** The word that set it off, '' for none; undefined when it is not for this subscription. */
function wants(tx: Tx, listener: Listener, happening: Happening, channel: ChannelRow): string | undefined {
  const event = eventFor(listener, happening)
  if (event === undefined || happening.answerOf === listener.id) return undefined
  if (happening.byHook && listener.from === 'people' && event !== 'case') return undefined
  if (listener.channelIds.length === 0 ? channel.type !== 'public' : !listener.channelIds.includes(channel.id)) return undefined
  if (!isMember(tx, channel.id, listener.ownerId)) return undefined
  return happening.text === null ? '' : matchTrigger(listener.trigger, happening.text)
}

function eventFor(listener: Listener, { events }: Happening): SubscriptionEvent | undefined {
  return events.find((event) => listener.events.includes(event))
}

interface Wanted {
  readonly listener: Listener
  readonly happening: Happening
  readonly channel: ChannelRow
  readonly triggerWord: string
  readonly change: Change
  readonly position: number
}

function insertEach(ctx: Enqueuing, tx: Tx, { listener, happening, channel, triggerWord, change, position }: Wanted): void {
  const event = eventFor(listener, happening)!
  const consents = listChannelConsents(tx, channel.id).filter(({ subscriptionId }) => subscriptionId === listener.id)
  const members = channel.type === 'direct' || channel.type === 'group' ? listMemberIds(tx, channel.id) : []
  for (const { url, number } of listener.addresses) {
    if (!hasConsent({ channelType: channel.type, members, consents, host: hostOf(url), event })) continue
    const delivery: NewDelivery = {
      id: ctx.newId<DeliveryId>(),
      subscriptionId: listener.id,
      url,
      address: number,
      lane: getLane(tx, { subscriptionId: listener.id, address: number, channelId: channel.id }),
      channelId: change.scope as ChannelId,
      position,
      changeId: change.id,
      messageId: happening.messageId,
      event,
      triggerWord,
      hops: happening.hops,
      createdAt: change.at,
      redeliveryOf: null,
    }
    const row = insertDelivery(tx, delivery, ctx.now())
    ctx.deliveries.ring(listener.id)
    if (happening.hops >= HOP_LIMIT) recordOutcome(tx, { ...delivery, row, state: 'dropped', dueAt: null, now: change.at, attempt: null, problem: problemOf('loop', happening.hops) })
  }
}

/** Kinds that can set off a delivery; a test compares them with the list of all. */
export const deliverable: readonly ChangeKind[] = ['message.posted', 'message.edited', 'message.deleted', 'reaction.added', 'reaction.removed', 'member.joined', 'case.closed', 'case.reopened']
