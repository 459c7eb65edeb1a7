/** ★ Read this first: how one delivery goes out, stage by stage: due → claim → read → encode → sign → send → record. */
import type { Attempt } from '#shared/contract/delivery.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import { decideNext, ORDERED_ATTEMPTS, parseRetryAfter, type AttemptOutcome, type Next } from '#shared/core/retry.ts'
import { getFormat } from '#shared/formats/index.ts'
import type { OutgoingEvent } from '#shared/formats/format.ts'
import type { Context } from '../context.ts'
import { sendRequest, type RequestResult } from '../remote/send-request.ts'
import type { Tx } from '../store/connection.ts'
import { recordOutcome, type DueDelivery, type Outcome } from '../store/deliveries.ts'
import { findSecrets, findSubscription, setFailingSince, setPaused, type Secrets } from '../store/subscriptions.ts'
import { describeRequest, describeResponse } from './describe-attempt.ts'
import { postAnswer } from './post-answer.ts'
import { readEvent } from './read-event.ts'
import { sign } from './sign.ts'

export interface Dispatching {
  readonly ctx: Context
  /** Where the hook listener answers, for instance `http://127.0.0.1:4665`: never sent to, or a loop could not be told. */
  readonly ownUrl: () => string
  /** 0 to below 1. */
  readonly chance: () => number
}

/** How long a receiver may take for its whole answer. */
export const ANSWER_TIMEOUT_MS = 20_000

/** Sends it once and records what came of that; resolves when the record is on disk. Never throws but when that fails. */
export async function dispatch(with_: Dispatching, delivery: DueDelivery): Promise<void> {
  const { ctx } = with_
  const subscription = findSubscription(ctx.reader, delivery.subscriptionId)
  const secrets = findSecrets(ctx.reader, delivery.subscriptionId)
  if (!subscription || !secrets) return drop(ctx, delivery, 'Its outgoing webhook was deleted.')
  if (!subscription.enabled) return drop(ctx, delivery, 'Its outgoing webhook is switched off.')
  const event = readEvent(ctx.reader, delivery, { token: subscription.signature === 'token' ? secrets.token : '', receiver: subscription.receiver })
  if ('gone' in event) return drop(ctx, delivery, event.gone)
  const sent = await attempt(with_, { delivery, subscription, secrets, event })
  await ctx.write((tx) => record(with_, tx, { delivery, subscription, secrets, sent }))
}

interface Job {
  readonly delivery: Pick<DueDelivery, 'id' | 'url' | 'attempts' | 'position' | 'hops' | 'event' | 'redeliveryOf'>
  readonly subscription: Subscription
  readonly secrets: Secrets
  readonly event: OutgoingEvent
}

export interface Sent {
  readonly attempt: Attempt
  readonly result: RequestResult
}

/** Encodes, signs and sends; writes nothing. */
export async function attempt({ ctx, ownUrl }: Dispatching, { delivery, subscription, secrets, event }: Job): Promise<Sent> {
  const at = ctx.now()
  const startedAt = performance.now()
  const { contentType, body } = getFormat(subscription.format).encode(event)
  const number = delivery.attempts + 1
  // A repetition is the same to its receiver, so that it can tell.
  const id = delivery.redeliveryOf ?? delivery.id
  const headers: Record<string, string> = {
    ...subscription.headers,
    'Content-Type': contentType,
    Accept: 'application/json',
    'User-Agent': `Hookline/${ctx.version}`,
    'X-Hookline-Event': delivery.event,
    'X-Hookline-Delivery': id,
    'X-Hookline-Attempt': String(number),
    'X-Hookline-Position': String(delivery.position),
    'X-Hookline-Hops': String(delivery.hops + 1),
    ...sign(subscription.signature, { id, at, body }, secrets),
  }
  const result = isOwn(delivery.url, ownUrl())
    ? ({ kind: 'forbidden', problem: 'This is an address of Hookline itself: nothing is sent there.' } as const)
    : await sendRequest({ url: delivery.url, headers, body, allowed: new Set(subscription.allow), timeoutMs: ANSWER_TIMEOUT_MS })
  return {
    result,
    attempt: {
      number,
      at,
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      status: result.kind === 'answered' ? result.status : null,
      problem: explainProblem(result),
      request: describeRequest(delivery.url, headers, body, { secrets, ownHeaders: Object.keys(subscription.headers) }),
      response: result.kind === 'answered' ? describeResponse(result, secrets) : '',
    },
  }
}

interface Recording {
  readonly delivery: DueDelivery
  readonly subscription: Subscription
  readonly secrets: Secrets & { readonly failingSince: number | null }
  readonly sent: Sent
}

function record({ ctx, chance }: Dispatching, tx: Tx, { delivery, subscription, secrets, sent }: Recording): void {
  const now = ctx.now()
  const next = decideNext(outcomeOf(sent.result, now), { attempt: sent.attempt.number, policy: subscription.policy, random: chance() })
  recordOutcome(tx, { id: delivery.id, lane: delivery.lane, now, attempt: sent.attempt, problem: sent.attempt.problem, ...placeOf(next, sent.attempt.number, subscription, now) })
  if (next.kind === 'delivered') {
    if (secrets.failingSince !== null) setFailingSince(tx, subscription.id, null)
    postAnswer(ctx, tx, { delivery, subscription, result: sent.result })
  } else noteFailure(tx, { subscription, failingSince: secrets.failingSince, gone: next.kind === 'gone', now })
  tx.emit({ name: 'deliveries.changed', data: { subscriptionId: subscription.id } }, 'managers')
}

/** A failing delivery holds its place through the first attempts; then it makes way, unless order is all that counts. */
function placeOf(next: Next, number: number, { strictOrder }: Subscription, now: number): Pick<Outcome, 'state' | 'dueAt'> {
  if (next.kind === 'delivered') return { state: 'delivered', dueAt: null }
  if (next.kind !== 'retry') return { state: 'failed', dueAt: null }
  return { state: strictOrder || number < ORDERED_ATTEMPTS ? 'retrying' : 'parked', dueAt: now + next.inMs }
}

/** So long may every attempt fail before the subscription is paused. */
export const FAILING_LIMIT_MS = 5 * 24 * 3600_000

function noteFailure(tx: Tx, { subscription, failingSince, gone, now }: { readonly subscription: Subscription; readonly failingSince: number | null; readonly gone: boolean; readonly now: number }): void {
  if (failingSince === null) setFailingSince(tx, subscription.id, now)
  const tooLong = failingSince !== null && now - failingSince >= FAILING_LIMIT_MS
  if (!gone && !tooLong) return
  const why = gone ? 'The receiver said that it is gone for good (410).' : 'Nothing could be delivered for five days.'
  setPaused(tx, subscription.id, why)
  tx.emit({ name: 'subscription.changed', data: { ...subscription, paused: why } }, 'managers')
}

function outcomeOf(result: RequestResult, now: number): AttemptOutcome {
  return result.kind === 'answered' ? { kind: 'answered', status: result.status, retryAfterMs: parseRetryAfter(result.headers['retry-after'], now) } : { kind: result.kind }
}

function explainProblem(result: RequestResult): string | null {
  if (result.kind !== 'answered') return result.problem
  if (result.status >= 200 && result.status < 300) return null
  if (result.status >= 300 && result.status < 400) return `The receiver answered ${result.status}, a redirect: those are not followed. Give its final address.`
  return `The receiver answered ${result.status}.`
}

function isOwn(rawUrl: string, ownUrl: string): boolean {
  const url = URL.parse(rawUrl)
  const own = URL.parse(ownUrl)
  return url !== null && own !== null && url.port === own.port && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\]|\[::ffff:7f.*\]|0\.0\.0\.0|\[::\])$/.test(url.hostname)
}

function drop(ctx: Context, delivery: DueDelivery, problem: string): Promise<void> {
  return ctx.write((tx) => {
    recordOutcome(tx, { id: delivery.id, lane: delivery.lane, state: 'dropped', dueAt: null, now: ctx.now(), attempt: null, problem })
    tx.emit({ name: 'deliveries.changed', data: { subscriptionId: delivery.subscriptionId } }, 'managers')
  })
}
