/** A delivery: one happening on its way to one address of a subscription, with every attempt. */
import { z } from 'zod'
import { channelIdSchema, deliveryIdSchema, messageIdSchema, subscriptionIdSchema } from './ids.ts'
import { subscriptionEventSchema } from './subscription.ts'

/**
 * `queued` waits for its turn, `sending` is on its way, `retrying` waits for its next attempt and holds its place, `parked` waits and lets
 * later ones pass, `paused` waits because its subscription does; `delivered`, `failed` and `dropped` (never sent: deleted, disabled, a loop) are over.
 */
export const deliveryStateSchema = z.enum(['queued', 'sending', 'retrying', 'delivered', 'failed', 'parked', 'paused', 'dropped'])
export type DeliveryState = z.output<typeof deliveryStateSchema>

/** Why an attempt did not succeed, or why a delivery was never sent: the closed list of codes, which window and CLI put into words. */
export const problemCodeSchema = z.enum([
  // The receiver answered; `detail` is the status.
  'answered',
  'redirected',
  // The address guard; `detail` is `host:port` or the host.
  'private_address',
  'own_address',
  'no_address',
  'bad_address',
  // No answer came.
  'connection_refused',
  'unknown_host',
  'lookup_failed',
  'connection_closed',
  'connect_timeout',
  // `detail` in seconds, where it is known.
  'answer_timeout',
  'certificate_expired',
  'certificate_self_signed',
  'certificate_other_host',
  // `detail` is what the system says.
  'request_failed',
  // Dropped.
  'webhook_deleted',
  'webhook_off',
  'address_removed',
  'channel_removed',
  'event_removed',
  // `detail` is the owner's username.
  'owner_left',
  'consent_withdrawn',
  'message_deleted',
  'nothing_on_record',
  // `detail` is how many deliveries led to it.
  'loop',
])
export type ProblemCode = z.output<typeof problemCodeSchema>
const problemSchema = z.object({ code: problemCodeSchema, detail: z.string() })
export type Problem = z.output<typeof problemSchema>

export const attemptSchema = z.object({
  /** From 1. */
  number: z.int(),
  at: z.int(),
  durationMs: z.number(),
  /** Null when no answer came. */
  status: z.int().nullable(),
  /** Null when it succeeded. */
  problem: problemSchema.nullable(),
  /** What was sent and what came back: start line, headers and the first 16 kB of the body, secrets masked. Empty where they are withheld. */
  request: z.string(),
  response: z.string(),
})
export type Attempt = z.output<typeof attemptSchema>

export const deliverySchema = z.object({
  id: deliveryIdSchema,
  subscriptionId: subscriptionIdSchema,
  /** Without query, which may hold a secret. */
  url: z.string(),
  event: subscriptionEventSchema,
  channelId: channelIdSchema,
  channel: z.string(),
  position: z.int(),
  messageId: messageIdSchema.nullable(),
  state: deliveryStateSchema,
  attempts: z.int(),
  createdAt: z.int(),
  /** When it is tried next; null when it is over or waits for another. */
  dueAt: z.int().nullable(),
  finishedAt: z.int().nullable(),
  lastStatus: z.int().nullable(),
  lastProblem: problemSchema.nullable(),
  lastMs: z.number().nullable(),
  /** The delivery that this one repeats because somebody asked. */
  redeliveryOf: deliveryIdSchema.nullable(),
})
export type Delivery = z.output<typeof deliverySchema>

/** Why nobody, or not who asks, is shown what was sent and answered: the message was deleted since, or they are not in its channel. */
export const withheldSchema = z.enum(['message_deleted', 'not_in_channel'])
export type Withheld = z.output<typeof withheldSchema>

export const subscriptionHealthSchema = z.object({
  /** Of the last deliveries that are over, at most 200. */
  delivered: z.int(),
  failed: z.int(),
  /** Not over yet; counted up to 1000. */
  waiting: z.int(),
  /** ms; null before the first answer. */
  p95Ms: z.number().nullable(),
  lastSuccessAt: z.int().nullable(),
  lastProblem: problemSchema.nullable(),
})
export type SubscriptionHealth = z.output<typeof subscriptionHealthSchema>

/** What a list says of a subscription. */
export const subscriptionStandingSchema = z.object({
  subscriptionId: subscriptionIdSchema,
  /** Since when every attempt failed (ms since epoch); null while it works, before the first one, and for one on another device. */
  failingSince: z.int().nullable(),
})
export type SubscriptionStanding = z.output<typeof subscriptionStandingSchema>
