/** Procedures of incoming webhooks and their addresses. */
import { z } from 'zod'
import { hookRulesSchema } from '../hook-rules.ts'
import { addressSchema, dialectIdSchema, hookFieldsSchema, hookSchema, mintedAddressSchema } from '../hook.ts'
import { addressIdSchema, hookIdSchema } from '../ids.ts'
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
}

export const addresses = {
  list: procedure.input(z.object({ hookId: hookIdSchema })).output(z.array(addressSchema)),
  add: procedure.input(z.object({ hookId: hookIdSchema, dialect: dialectIdSchema, label: z.string().trim().max(64).default('') })).output(mintedAddressSchema),
  /** A new secret in the same shape. The old one ends at once, or after `overlapMs`. */
  rotate: procedure
    .input(z.object({ id: addressIdSchema, overlapMs: z.int().min(0).max(30 * 24 * 3600_000).default(0) }))
    .output(mintedAddressSchema.extend({ oldValidUntil: z.int() })),
  remove: procedure.input(z.object({ id: addressIdSchema })).output(z.object({ id: addressIdSchema })),
}
