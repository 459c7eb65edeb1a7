/** ★ Read this first: how one delivery goes out, stage by stage: due → claim → read → send (encode, sign and send, on a thread of its own) → record. */
import type { Attempt, Problem } from '#shared/contract/delivery.ts'
import type { SubscriptionId } from '#shared/contract/ids.ts'
import { problemOf } from '#shared/core/problem.ts'
import { createFileLinker } from '../actions/outgoing/file-links.ts'
import type { Context } from '../context.ts'
import { recordOutcome, type DueDelivery } from '../store/deliveries.ts'
import { countForgetting } from '../store/hot-cache.ts'
import { findSecrets, findSubscription } from '../store/subscriptions.ts'
import { explainStop, sharesFiles } from './explain-stop.ts'
import type { Records } from './gather-records.ts'
import { readAnswer } from './post-answer.ts'
import { readEvent } from './read-event.ts'
import { recordAttempt } from './record-attempt.ts'
import type { Parcel, Sent } from './send-parcel.ts'
import type { Sender } from './start-sender.ts'

export interface Dispatching {
  readonly ctx: Context
  readonly sender: Sender
  readonly records: Records
  /** Where the hook listener answers, for instance `http://127.0.0.1:4665`: never sent to, or a loop could not be told. */
  readonly ownPorts: () => readonly string[]
  /** 0 to below 1. */
  readonly chance: () => number
  /** Told of each delivery that its receiver accepted, before that is recorded. Never throws. */
  readonly accepted: (delivery: DueDelivery, attempt: Attempt) => void
  /** Told of each delivery that moved on, after that is written. */
  readonly moved: (subscriptionId: SubscriptionId) => void
}

/** Sends it once and records what came of that; resolves when that is written. Never throws but when that fails. All is read before the first wait. */
export async function dispatch(with_: Dispatching, delivery: DueDelivery, run: number): Promise<void> {
  const parcel = prepare(with_, delivery)
  if ('stop' in parcel) return drop(with_, delivery, parcel.stop)
  return conclude(with_, delivery, await with_.sender.send(parcel, run))
}

/**
 * The same for the next of a lane, which leaves when the receiver has accepted the one before it in its run. Undefined when it may not leave as things are:
 * then it waits for its own time. Resolves to false when it did not leave, because the one before was not accepted, or something changed meanwhile.
 */
export function dispatchBehind(with_: Dispatching, delivery: DueDelivery, run: number): Promise<boolean> | undefined {
  const asOf = countForgetting(with_.ctx.reader)[0]!
  const parcel = prepare(with_, delivery)
  if ('stop' in parcel) return undefined
  return with_.sender.sendBehind(parcel, { run, asOf }).then(async (sent) => {
    if (sent) await conclude(with_, delivery, sent)
    return sent !== undefined
  })
}

function prepare(with_: Dispatching, delivery: DueDelivery): Parcel | { readonly stop: Problem } {
  const { ctx } = with_
  const subscription = findSubscription(ctx.reader, delivery.subscriptionId)
  const secrets = findSecrets(ctx.reader, delivery.subscriptionId)
  if (!subscription || !secrets) return { stop: problemOf('webhook_deleted') }
  const stop = explainStop(ctx.reader, delivery, subscription)
  if (stop !== undefined) return { stop }
  const linkTo = sharesFiles(ctx.reader, delivery, subscription) ? createFileLinker(ctx.reader, subscription.id, ctx.now()) : undefined
  const event = readEvent(ctx.reader, delivery, { token: subscription.signature === 'token' ? secrets.token : '', receiver: subscription.receiver, tellsEdits: subscription.events.includes('edited'), linkTo })
  if ('gone' in event) return { stop: problemOf(event.gone) }
  return { delivery, subscription, secrets, event, at: ctx.now(), version: ctx.version, ownPorts: with_.ownPorts() }
}

async function conclude(with_: Dispatching, delivery: DueDelivery, sent: Sent): Promise<void> {
  const isAccepted = sent.attempt.problem === null
  const answer = isAccepted ? readAnswer(sent.result, () => findSubscription(with_.ctx.reader, delivery.subscriptionId)?.format) : undefined
  // A success without an answer may be lost with the power: it is sent again then. Messages and pauses are on disk before anybody sees them.
  const recorded = with_.records.add((tx) => recordAttempt(with_, tx, delivery, { ...sent, answer }), !isAccepted || answer !== undefined)
  if (isAccepted) with_.accepted(delivery, sent.attempt)
  await recorded
  with_.moved(delivery.subscriptionId)
}

async function drop({ ctx, records, moved }: Dispatching, delivery: DueDelivery, problem: Problem): Promise<void> {
  await records.add((tx) => recordOutcome(tx, { id: delivery.id, row: delivery.row, lane: delivery.lane, state: 'dropped', dueAt: null, now: ctx.now(), attempt: null, problem }), false)
  moved(delivery.subscriptionId)
}
