/** Procedures of incoming webhooks and their addresses. */
import { z } from 'zod'
import { deedSchema, doctorReportSchema } from '../doctor.ts'
import { hookHealthSchema, hookStandingSchema } from '../hook-health.ts'
import { hookTrialSchema } from '../hook-trial.ts'
import { hookRulesSchema } from '../hook-rules.ts'
import { changedSecretSchema, hookSecretSchema, secretNumberSchema, secretValueSchema } from '../hook-secret.ts'
import { addressSchema, addressUseSchema, backlogSchema, dialectIdSchema, hookFieldsSchema, hookSchema, mintedAddressSchema, recognisedAddressSchema } from '../hook.ts'
import { provenanceSchema } from '../provenance.ts'
import { addressIdSchema, hookIdSchema, messageIdSchema } from '../ids.ts'
import { messageSchema } from '../message.ts'
import { mutedHookSchema } from '../unread.ts'
import { channelRefSchema } from './channels.ts'
import { procedure } from './procedure.ts'

const byId = z.object({ id: hookIdSchema })
const fields = hookFieldsSchema.extend({
  description: hookFieldsSchema.shape.description.default(''),
  locked: hookFieldsSchema.shape.locked.default(false),
  username: hookFieldsSchema.shape.username.default(null),
  iconUrl: hookFieldsSchema.shape.iconUrl.default(null),
  iconEmoji: hookFieldsSchema.shape.iconEmoji.default(null),
  /** Those left out are as by default. */
  rules: hookRulesSchema.partial().default({}),
})

export const hooks = {
  list: procedure.output(z.array(hookSchema)),
  /** How many there are in the whole workspace, and how many there may be; null for any number. For everybody who may have some. */
  room: procedure.output(z.object({ count: z.int(), limit: z.int().nullable() })),
  show: procedure.input(byId).output(hookSchema),
  /** Makes a hook and mints an address in each of the given shapes; the URLs are in this answer and nowhere else. */
  create: procedure
    .input(
      fields.extend({
        channel: channelRefSchema,
        /** Username; me when left out. */
        owner: z.string().optional(),
        dialects: z.array(dialectIdSchema).max(20).default([]),
      }),
    )
    .output(z.object({ hook: hookSchema, addresses: z.array(mintedAddressSchema) })),
  update: procedure
    .input(byId.extend({ ...hookFieldsSchema.partial().shape, rules: hookRulesSchema.partial().optional(), channel: channelRefSchema.optional(), owner: z.string().optional(), enabled: z.boolean().optional() }))
    .output(hookSchema),
  delete: procedure.input(byId).output(byId),
  /** How it does, as the device that it lives on counted it. */
  health: procedure.input(byId).output(hookHealthSchema),
  /** In short, of each that `list` gives. */
  standings: procedure.output(z.array(hookStandingSchema)),
  /** Where a webhook's message came from, as this device knows it. For everybody who can read the message; its request for those who manage the webhook. */
  provenance: procedure.input(z.object({ messageId: messageIdSchema })).output(provenanceSchema),
  /** For me alone: what it posts makes nothing unread and tells me nothing. For everybody who can see one of its messages. */
  mute: procedure.input(byId.extend({ muted: z.boolean() })).output(z.object({ id: hookIdSchema, muted: z.boolean() })),
  /** The webhooks that I muted, the first muted first, with what waits of each. */
  muted: procedure.output(z.array(mutedHookSchema)),
  /** What a webhook that I muted wrote after my marks, the newest last. */
  mutedMessages: procedure.input(byId.extend({ limit: z.int().min(1).max(50).default(20) })).output(z.array(messageSchema)),
  /** The secrets that its senders sign with, without the secrets. On the hook's own device only, as are the next two. */
  secrets: procedure.input(byId).output(z.array(hookSecretSchema)),
  /** Sets the first one, or rotates it: the one before it goes on counting for `overlapMs`. Without a `secret` one is made. */
  setSecret: procedure
    .input(byId.extend({ secret: secretValueSchema.optional(), overlapMs: z.int().min(0).max(30 * 24 * 3600_000, 'must be at most 30 days').default(0) }))
    .output(changedSecretSchema),
  /** All without a number. */
  removeSecret: procedure.input(byId.extend({ number: secretNumberSchema.optional() })).output(byId),
  /** Sends a sample through the listener as a tool would, and says what became of it. It is a post like any other. */
  test: procedure
    .input(byId.extend({ addressId: addressIdSchema.optional(), dialect: dialectIdSchema.optional(), sample: z.string().max(64).optional() }))
    .output(hookTrialSchema),
  /** Walks the way of a request without posting anything. */
  doctor: procedure.input(byId).output(doctorReportSchema),
  /** Does what the doctor offered, and examines again. */
  fix: procedure.input(byId.extend({ deed: deedSchema })).output(doctorReportSchema),
  backlog: procedure.input(byId).output(backlogSchema),
  /** Posts at once what waits, as fast as it can be, or drops all of it: each verdict says who did. */
  clearBacklog: procedure.input(byId.extend({ by: z.enum(['posting', 'dropping']) })).output(backlogSchema),
}

/** ms since epoch, or null for never. */
const endSchema = z.int().min(0).nullable()

export const addresses = {
  list: procedure.input(z.object({ hookId: hookIdSchema })).output(z.array(addressSchema)),
  add: procedure.input(z.object({ hookId: hookIdSchema, dialect: dialectIdSchema, label: z.string().trim().max(64, 'use at most 64 characters').default(''), expiresAt: endSchema.default(null) })).output(mintedAddressSchema),
  /** A new secret in the same shape. The old one ends at once, or after `overlapMs`. */
  rotate: procedure
    .input(z.object({ id: addressIdSchema, overlapMs: z.int().min(0).max(30 * 24 * 3600_000, 'must be at most 30 days').default(0) }))
    .output(mintedAddressSchema.extend({ oldValidUntil: z.int() })),
  /** When it ends by itself; the URL stays the same, also when one that has ended is extended. The hook's owner is told three days before. */
  setExpiry: procedure.input(z.object({ id: addressIdSchema, expiresAt: endSchema })).output(addressSchema),
  /** Who posts to it, so that one sees who still has the old one. Newest first. */
  users: procedure.input(z.object({ id: addressIdSchema })).output(z.array(addressUseSchema)),
  /** Which URLs in a text are addresses of our own: whoever reads one can post. For everybody. */
  recognise: procedure.input(z.object({ text: z.string().max(100_000) })).output(z.array(recognisedAddressSchema)),
  remove: procedure.input(z.object({ id: addressIdSchema })).output(z.object({ id: addressIdSchema })),
}
