/** ★ Read this first: how one delivery goes out, stage by stage: due → claim → read → encode → sign → send → record. */
import type { Attempt } from '#shared/contract/delivery.ts'
import type { SubscriptionId } from '#shared/contract/ids.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import { getFormat } from '#shared/formats/index.ts'
import type { OutgoingEvent } from '#shared/formats/format.ts'
import type { Context } from '../context.ts'
import { sendRequest, type RequestResult } from '../remote/send-request.ts'
import { recordOutcome, type DueDelivery } from '../store/deliveries.ts'
import { findSecrets, findSubscription, type Secrets } from '../store/subscriptions.ts'
import { describeRequest, describeResponse } from './describe-attempt.ts'
import { explainStop } from './explain-stop.ts'
import { readEvent } from './read-event.ts'
import { recordAttempt } from './record-attempt.ts'
import { sign } from './sign.ts'

export interface Dispatching {
  readonly ctx: Context
  /** Where the hook listener answers, for instance `http://127.0.0.1:4665`: never sent to, or a loop could not be told. */
  readonly ownUrl: () => string
  /** 0 to below 1. */
  readonly chance: () => number
  /** Told of each delivery that moved on, after that is on disk. */
  readonly moved: (subscriptionId: SubscriptionId) => void
}

/** How long a receiver may take for its whole answer. */
export const ANSWER_TIMEOUT_MS = 20_000

/** Sends it once and records what came of that; resolves when the record is on disk. Never throws but when that fails. */
export async function dispatch(with_: Dispatching, delivery: DueDelivery): Promise<void> {
  const { ctx } = with_
  const subscription = findSubscription(ctx.reader, delivery.subscriptionId)
  const secrets = findSecrets(ctx.reader, delivery.subscriptionId)
  if (!subscription || !secrets) return drop(with_, delivery, 'Its outgoing webhook was deleted.')
  const stop = explainStop(ctx.reader, delivery, subscription)
  if (stop !== undefined) return drop(with_, delivery, stop)
  const event = readEvent(ctx.reader, delivery, { token: subscription.signature === 'token' ? secrets.token : '', receiver: subscription.receiver })
  if ('gone' in event) return drop(with_, delivery, event.gone)
  const sent = await attempt(with_, { delivery, subscription, secrets, event })
  await ctx.write((tx) => recordAttempt(with_, tx, delivery, sent))
  with_.moved(delivery.subscriptionId)
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
  const result = await sendRequest({ url: delivery.url, headers, body, allowed: new Set(subscription.allow), timeoutMs: ANSWER_TIMEOUT_MS, ownPort: portOf(ownUrl()) })
  return {
    result,
    attempt: {
      number,
      at,
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      status: result.kind === 'answered' ? result.status : null,
      problem: explainProblem(result),
      request: describeRequest(delivery.url, headers, body, { secrets, headers: subscription.headers }),
      response: result.kind === 'answered' ? describeResponse(result, { secrets, headers: subscription.headers }) : '',
    },
  }
}

function explainProblem(result: RequestResult): string | null {
  if (result.kind !== 'answered') return result.problem
  if (result.status >= 200 && result.status < 300) return null
  if (result.status >= 300 && result.status < 400) return `The receiver answered ${result.status}, a redirect: those are not followed. Give its final address.`
  return `The receiver answered ${result.status}.`
}

function portOf(url: string): string {
  return URL.parse(url)?.port ?? ''
}

async function drop({ ctx, moved }: Dispatching, delivery: DueDelivery, problem: string): Promise<void> {
  await ctx.write((tx) => recordOutcome(tx, { id: delivery.id, lane: delivery.lane, state: 'dropped', dueAt: null, now: ctx.now(), attempt: null, problem }))
  moved(delivery.subscriptionId)
}
