/** Encodes, signs and sends one delivery, and describes what was sent and answered; knows no store, so it runs on any thread. */
import type { Attempt, Problem } from '#shared/contract/delivery.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import { problemOf } from '#shared/core/problem.ts'
import type { OutgoingEvent } from '#shared/formats/format.ts'
import { getFormat } from '#shared/formats/index.ts'
import { sendRequest, type RequestResult } from '../remote/send-request.ts'
import type { DueDelivery } from '../store/deliveries.ts'
import type { Secrets } from '../store/subscriptions.ts'
import { describeRequest, describeResponse, secretsOfAddress } from './describe-attempt.ts'
import { sign } from './sign.ts'

/** All that sending needs. Plain data: it crosses to the sending thread. */
export interface Parcel {
  readonly delivery: Pick<DueDelivery, 'id' | 'url' | 'attempts' | 'position' | 'hops' | 'event' | 'redeliveryOf'>
  readonly subscription: Pick<Subscription, 'format' | 'signature' | 'headers' | 'allow'>
  readonly secrets: Secrets
  readonly event: OutgoingEvent
  /** ms since epoch, for signatures and the record. */
  readonly at: number
  /** Hookline's own. */
  readonly version: string
  /** Ports of this computer that the hook listener answers on: never sent to. */
  readonly ownPorts: readonly string[]
}

/** What decides about the next attempt and about an answer; the rest is described in the attempt. Plain data: it crosses back. */
export type SentResult = Exclude<RequestResult, { kind: 'answered' }> | (Omit<Extract<RequestResult, { kind: 'answered' }>, 'headers'> & { readonly retryAfter: string | undefined })

export interface Sent {
  readonly attempt: Attempt
  readonly result: SentResult
}

/** How long a receiver may take for its whole answer. */
const ANSWER_TIMEOUT_MS = 20_000

/** Never throws: what went wrong is part of the answer. One that cannot even be written must not end the thread, and all others with it. */
export async function sendParcel(parcel: Parcel): Promise<Sent> {
  const startedAt = performance.now()
  try {
    const written = write(parcel)
    const { delivery, subscription, ownPorts } = parcel
    const result = await sendRequest({ url: delivery.url, ...written, allowed: new Set(subscription.allow), timeoutMs: ANSWER_TIMEOUT_MS, ownPorts })
    return describe(parcel, written, result, performance.now() - startedAt)
  } catch (error) {
    const problem = problemOf('request_failed', error instanceof Error ? error.message : String(error))
    return describe(parcel, { headers: {}, body: '' }, { kind: 'forbidden', problem }, performance.now() - startedAt)
  }
}

interface Written {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

function write({ delivery, subscription, secrets, event, at, version }: Parcel): Written {
  const { contentType, body } = getFormat(subscription.format).encode(event)
  // A repetition is the same to its receiver, so that it can tell.
  const id = delivery.redeliveryOf ?? delivery.id
  const headers = {
    ...subscription.headers,
    'Content-Type': contentType,
    Accept: 'application/json',
    'User-Agent': `Hookline/${version}`,
    'X-Hookline-Event': delivery.event,
    'X-Hookline-Delivery': id,
    'X-Hookline-Attempt': String(delivery.attempts + 1),
    'X-Hookline-Position': String(delivery.position),
    'X-Hookline-Hops': String(delivery.hops + 1),
    ...sign(subscription.signature, { id, at, body }, secrets),
  }
  return { headers, body }
}

function describe({ delivery, subscription, secrets, event, at }: Parcel, { headers, body }: Written, result: RequestResult, tookMs: number): Sent {
  const hidden = { secrets, headers: subscription.headers, links: (event.message?.files ?? []).flatMap(({ url }) => url.split('/').at(-2) ?? []), address: secretsOfAddress(delivery.url) }
  return {
    result: withoutHeaders(result),
    attempt: {
      number: delivery.attempts + 1,
      at,
      durationMs: Math.round(tookMs * 10) / 10,
      status: result.kind === 'answered' ? result.status : null,
      problem: explainProblem(result),
      request: describeRequest(delivery.url, headers, body, hidden),
      response: result.kind === 'answered' ? describeResponse(result, hidden) : '',
    },
  }
}

function withoutHeaders(result: RequestResult): SentResult {
  if (result.kind !== 'answered') return result
  const { kind, status, body, cut, headers } = result
  return { kind, status, body, cut, retryAfter: headers['retry-after'] }
}

function explainProblem(result: RequestResult): Problem | null {
  if (result.kind !== 'answered') return result.problem
  if (result.status >= 200 && result.status < 300) return null
  if (result.status >= 300 && result.status < 400) return problemOf('redirected', result.status)
  return problemOf('answered', result.status)
}
