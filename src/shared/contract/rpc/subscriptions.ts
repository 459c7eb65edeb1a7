/** Procedures of subscriptions (outgoing webhooks), the consents that they need, and their deliveries. */
import { z } from 'zod'
import { attemptSchema, deliverySchema, deliveryStateSchema, subscriptionHealthSchema, subscriptionStandingSchema, withheldSchema } from '../delivery.ts'
import { deliveryIdSchema, subscriptionIdSchema } from '../ids.ts'
import { consentSchema, listeningSchema, subscriptionFieldsSchema, subscriptionSchema } from '../subscription.ts'
import { channelRefSchema } from './channels.ts'
import { procedure } from './procedure.ts'

const byId = z.object({ id: subscriptionIdSchema })
const channels = z.array(channelRefSchema).max(200)
const shape = subscriptionFieldsSchema.shape
const fields = subscriptionFieldsSchema.extend({
  description: shape.description.default(''),
  trigger: shape.trigger.default({ when: 'every', words: [] }),
  events: shape.events.default(['posted']),
  from: shape.from.default('people'),
  format: shape.format.default('mattermost-json'),
  signature: shape.signature.default('token'),
  headers: shape.headers.default({}),
  allow: shape.allow.default([]),
  policy: shape.policy.default('retry'),
  strictOrder: shape.strictOrder.default(false),
  receiver: shape.receiver.default(null),
  username: shape.username.default(null),
  iconUrl: shape.iconUrl.default(null),
})
/** Given out once, when they are made. */
const secrets = z.object({ token: z.string(), secret: z.string() })

export const subscriptions = {
  list: procedure.output(z.array(subscriptionSchema)),
  /** How many there are in the whole workspace, and how many there may be; null for any number. For everybody who may have some. */
  room: procedure.output(z.object({ count: z.int(), limit: z.int().nullable() })),
  show: procedure.input(byId).output(subscriptionSchema),
  /** Consents of the person who makes it are given with it, where one person's is enough. */
  create: procedure.input(fields.extend({ channels: channels.default([]) })).output(z.object({ subscription: subscriptionSchema, ...secrets.shape })),
  /** What is left out stays. A new host or event needs new consents. */
  update: procedure.input(byId.extend({ ...subscriptionFieldsSchema.partial().shape, channels: channels.optional(), enabled: z.boolean().optional() })).output(subscriptionSchema),
  delete: procedure.input(byId).output(byId),
  /** New token and secret; the old secret signs too for as long as `overlapMs`. */
  regenerate: procedure.input(byId.extend({ overlapMs: z.int().min(0).max(30 * 24 * 3600_000, 'must be at most 30 days').default(0) })).output(byId.extend(secrets.shape)),
  /** Sends an example to each address now and tells what came of it; nothing is retried. */
  test: procedure.input(byId).output(z.array(z.object({ url: z.string(), attempt: attemptSchema }))),
  health: procedure.input(byId).output(subscriptionHealthSchema),
  /** In short, of each that `list` gives, in its order. */
  standings: procedure.output(z.array(subscriptionStandingSchema)),
  /** For everybody in a channel: what listens to it, and who agreed to that. */
  listening: procedure.input(z.object({ channel: channelRefSchema })).output(z.array(listeningSchema)),
  consents: procedure.input(byId).output(z.array(consentSchema)),
  giveConsent: procedure.input(byId.extend({ channel: channelRefSchema })).output(listeningSchema),
  withdrawConsent: procedure.input(byId.extend({ channel: channelRefSchema })).output(listeningSchema),
}

export const deliveries = {
  /** The newest first. `before` is `nextBefore` of the page above. */
  list: procedure
    .input(
      z.object({
        subscriptionId: subscriptionIdSchema,
        state: deliveryStateSchema.optional(),
        before: deliveryIdSchema.optional(),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ deliveries: z.array(deliverySchema), nextBefore: deliveryIdSchema.nullable() })),
  show: procedure.input(z.object({ id: deliveryIdSchema })).output(deliverySchema.extend({ attemptList: z.array(attemptSchema), withheld: withheldSchema.nullable() })),
  /** One that is over again, as a new delivery; or one that waits, now. */
  redeliver: procedure.input(z.object({ id: deliveryIdSchema })).output(deliverySchema),
  /** All that failed since a time (ms since epoch), at most 1000. */
  redeliverFailed: procedure.input(z.object({ subscriptionId: subscriptionIdSchema, since: z.int() })).output(z.object({ count: z.int() })),
}
