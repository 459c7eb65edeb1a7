/** A hook (incoming webhook), what may be edited of it, and its addresses. */
import { z } from 'zod'
import { hookRulesSchema } from './hook-rules.ts'
import { addressIdSchema, channelIdSchema, deviceIdSchema, hookIdSchema } from './ids.ts'

export const dialectIdSchema = z.enum(['kchat', 'mattermost', 'slack', 'chatalot', 'emakin', 'discord', 'rocketchat', 'any'])
export type DialectId = z.output<typeof dialectIdSchema>

/** Lengths are those of Mattermost's form: 64, 500, 22 shown in the form but 64 kept, 1024. */
export const hookFieldsSchema = z.object({
  name: z.string().trim().min(1, 'give the webhook a name').max(64, 'use at most 64 characters'),
  description: z.string().trim().max(500, 'use at most 500 characters'),
  /** A locked hook posts to its own channel only. */
  locked: z.boolean(),
  username: z.string().trim().min(1).max(64, 'use at most 64 characters').nullable(),
  iconUrl: z
    .string()
    .max(1024, 'use at most 1024 characters')
    .regex(/^https?:\/\/[^\s/]+/i, 'must begin with http:// or https://')
    .nullable(),
  iconEmoji: z.string().trim().min(1).max(64, 'use at most 64 characters').nullable(),
})

/** Because of what became of its owner: another one has to take it over. */
const ownerPauses = ['owner_removed', 'owner_is_guest'] as const
export type OwnerPause = (typeof ownerPauses)[number]
export const isOwnerPause = (reason: string | null): reason is OwnerPause => (ownerPauses as readonly (string | null)[]).includes(reason)

/** Five days in which every request was refused for what its sender sent or what the hook asks for. */
export const FAILING_PAUSE = 'failing'

export const hookSchema = z.object({
  id: hookIdSchema,
  ...hookFieldsSchema.shape,
  rules: hookRulesSchema,
  channelId: channelIdSchema,
  channel: z.string(),
  /** Username of the person on whose behalf it posts. */
  owner: z.string(),
  enabled: z.boolean(),
  /** Why it was switched off by itself: one of `ownerPauses`, `FAILING_PAUSE`, or words for people; null when a person did it or it is on. */
  pausedReason: z.string().nullable(),
  /** Only this device listens for the hook's addresses. */
  homeDevice: deviceIdSchema,
  createdAt: z.int(),
  /** Shapes of the addresses that work or can be extended, each once. */
  dialects: z.array(dialectIdSchema),
  /** ms since epoch of the last accepted post, or null. */
  lastUsedAt: z.int().nullable(),
  /** Requests that are still on record (at most `verdicts.keepPerHook`), and how many of them were refused. */
  requests: z.int(),
  refused: z.int(),
})
export type Hook = z.output<typeof hookSchema>

/** Posts of a hook that wait for their turn. */
export const backlogSchema = z.object({
  hookId: hookIdSchema,
  waiting: z.int(),
  /** With their files. */
  bytes: z.int(),
  /** When the one came that waits longest. */
  oldestAt: z.int().nullable(),
  perMinute: z.int().nullable(),
  /** Nothing of it is posted now: the hook, or all of them, are switched off. */
  isHeld: z.boolean(),
})
export type Backlog = z.output<typeof backlogSchema>

export const addressSchema = z.object({
  id: addressIdSchema,
  hookId: hookIdSchema,
  dialect: dialectIdSchema,
  /** The last four characters of the secret: enough to recognise it, useless to post with. */
  lastFour: z.string(),
  label: z.string(),
  createdAt: z.int(),
  lastUsedAt: z.int().nullable(),
  /** Null: never. */
  expiresAt: z.int().nullable(),
  /** Whether it was rotated or removed: it cannot be extended. */
  replaced: z.boolean(),
})
export type Address = z.output<typeof addressSchema>

/** Who posted to an address, of the requests that are still on record. */
export const addressUseSchema = z.object({
  remote: z.string(),
  userAgent: z.string(),
  requests: z.int(),
  lastAt: z.int(),
})
export type AddressUse = z.output<typeof addressUseSchema>

/** An address of a webhook of this workspace that stands in a text. */
export const recognisedAddressSchema = z.object({
  /** As it stands there. */
  url: z.string(),
  /** The same without its secret, safe to be shown. */
  masked: z.string(),
  /** Null for who may not manage the webhook. */
  hookId: hookIdSchema.nullable(),
  addressId: addressIdSchema.nullable(),
  hookName: z.string(),
})
export type RecognisedAddress = z.output<typeof recognisedAddressSchema>

/** An address with its URL: given out exactly once, when it is made. */
export const mintedAddressSchema = z.object({
  id: addressIdSchema,
  dialect: dialectIdSchema,
  url: z.string(),
  /** What follows in each of the ways that lead here (`core/address-bases.ts`); it holds the secret too. */
  path: z.string(),
})
export type MintedAddress = z.output<typeof mintedAddressSchema>
