/** Writes down what came of an attempt and what follows from it: the next attempt, the next of the lane, an answer, a pause. */
import type { Attempt } from '#shared/contract/delivery.ts'
import type { PauseReason, Subscription } from '#shared/contract/subscription.ts'
import { decideNext, ORDERED_ATTEMPTS, parseRetryAfter, type AttemptOutcome, type Next } from '#shared/core/retry.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../store/connection.ts'
import { findOnRecord, recordOutcome, type DueDelivery, type Outcome } from '../store/deliveries.ts'
import { findMessageRow } from '../store/messages.ts'
import { findSecrets, findSubscription, setFailing, setPaused, type Failing } from '../store/subscriptions.ts'
import type { Dispatching } from './dispatch.ts'
import { postAnswer, type Answer } from './post-answer.ts'
import type { Sent, SentResult } from './send-parcel.ts'
import { tellOwner } from './tell-owner.ts'

/** Part of a write. While the request was on its way everything may have changed, so all is read again. */
export function recordAttempt({ ctx, chance }: Pick<Dispatching, 'ctx' | 'chance'>, tx: Tx, delivery: DueDelivery, { attempt, result, answer }: Sent & { readonly answer: Answer | undefined }): void {
  const now = ctx.now()
  const { id, row, lane, subscriptionId } = delivery
  const onRecord = findOnRecord(tx, delivery)
  if (onRecord === undefined) return
  const subscription = findSubscription(tx, subscriptionId)
  const next = decideNext(outcomeOf(result, now), { attempt: attempt.number, policy: subscription?.policy ?? 'retry', random: chance() })
  const isDropped = onRecord.state === 'dropped'
  const isOver = isDropped || subscription?.enabled !== true
  const place = isOver && next.kind === 'retry' ? ({ state: 'dropped', dueAt: null } as const) : placeOf(next, attempt.number, { strictOrder: subscription?.strictOrder === true, now })
  // Why it ended while it was on its way, and not what the receiver said then.
  const problem = isDropped && place.state === 'dropped' ? onRecord.lastProblem : attempt.problem
  recordOutcome(tx, { id, row, lane, now, attempt: withoutDeleted(tx, delivery, attempt), problem, ...place })
  if (!subscription) return
  // An address that was taken off or corrected meanwhile says nothing about those that are there.
  if (subscription.urls.includes(delivery.url)) noteHealth(ctx, tx, subscription, next)
  if (next.kind === 'delivered' && subscription.enabled && answer) postAnswer(ctx, tx, { delivery, subscription, answer })
}

/** What was deleted while it was on its way keeps no words here either. */
function withoutDeleted(tx: Tx, { event, messageId }: DueDelivery, attempt: Attempt): Attempt {
  const isGone = event !== 'deleted' && messageId !== null && findMessageRow(tx, messageId)?.deletedAt != null
  return isGone ? { ...attempt, request: '', response: '' } : attempt
}

/** A failing delivery holds its place through the first attempts; then it makes way, unless order is all that counts. */
function placeOf(next: Next, number: number, { strictOrder, now }: { readonly strictOrder: boolean; readonly now: number }): Pick<Outcome, 'state' | 'dueAt'> {
  if (next.kind === 'delivered') return { state: 'delivered', dueAt: null }
  if (next.kind !== 'retry') return { state: 'failed', dueAt: null }
  return { state: strictOrder || number < ORDERED_ATTEMPTS ? 'retrying' : 'parked', dueAt: now + next.inMs }
}

const DAY_MS = 24 * 3600_000
/** So long may every attempt fail before the subscription is paused: an attempt must have failed on so many days of it, because a computer that sleeps tries nothing. */
const [FAILING_LIMIT_MS, FAILING_DAYS] = [5 * DAY_MS, 3]

function noteHealth(ctx: Context, tx: Tx, subscription: Subscription, next: Next): void {
  if (next.kind !== 'delivered') return noteFailure(ctx, tx, subscription, next.kind === 'gone')
  if (findSecrets(tx, subscription.id)?.failing != null) setFailing(tx, subscription.id, null)
}

function noteFailure(ctx: Context, tx: Tx, subscription: Subscription, isGone: boolean): void {
  const now = ctx.now()
  const before = findSecrets(tx, subscription.id)?.failing ?? null
  const failing = countDay(before, now)
  if (failing !== before) setFailing(tx, subscription.id, failing)
  const isTooLong = failing.days >= FAILING_DAYS && now - failing.since >= FAILING_LIMIT_MS
  // Many can fail at once: the first of them pauses it and tells its owner.
  if ((!isGone && !isTooLong) || subscription.paused !== null || !subscription.enabled) return
  const paused: PauseReason = isGone ? 'receiver_gone' : 'failing'
  setPaused(tx, subscription.id, paused)
  tx.emit({ name: 'subscription.changed', data: { ...subscription, paused } }, 'managers')
  tellOwner(ctx, tx, subscription, paused)
}

/** @returns `failing` itself on the day that it knows of. The clock may have been ahead when it began. */
function countDay(failing: Failing | null, now: number): Failing {
  if (failing === null) return { since: now, days: 1, dayAt: now }
  return Math.abs(now - failing.dayAt) < DAY_MS ? failing : { since: Math.min(failing.since, now), days: failing.days + 1, dayAt: now }
}

function outcomeOf(result: SentResult, now: number): AttemptOutcome {
  return result.kind === 'answered' ? { kind: 'answered', status: result.status, retryAfterMs: parseRetryAfter(result.retryAfter, now) } : { kind: result.kind }
}
