/** A subscription (outgoing webhook): what it listens to, where it sends, in which format; and the consents that allow it. */
import { z } from 'zod'
import { channelIdSchema, deviceIdSchema, personIdSchema, subscriptionIdSchema } from './ids.ts'

/** What happens in a channel and can be sent. */
export const subscriptionEventSchema = z.enum(['posted', 'edited', 'deleted', 'reaction', 'joined', 'case'])
export type SubscriptionEvent = z.output<typeof subscriptionEventSchema>

/** What leaves a channel and needs consent: what happens there, and beside it links to the files of messages. */
export const disclosureSchema = z.enum([...subscriptionEventSchema.options, 'files'])
export type Disclosure = z.output<typeof disclosureSchema>

export const triggerSchema = z.object({
  /** `every` needs no words; the others need at least one. */
  when: z.enum(['every', 'first-word', 'starts-with', 'anywhere', 'regex']),
  /** Compared in exact case; for `regex` each is an expression of RE2. */
  words: z.array(z.string().trim().min(1, 'must not be empty').max(200, 'use at most 200 characters')).max(50, 'use at most 50 words'),
})
export type Trigger = z.output<typeof triggerSchema>

export const formatIdSchema = z.enum(['mattermost-json', 'mattermost-form', 'kommo-v1', 'kommo-v2', 'standard-webhooks', 'slack'])
export type FormatId = z.output<typeof formatIdSchema>

export const signatureSchema = z.enum(['none', 'token', 'hmac-sha1', 'github-sha256', 'standard'])
export type Signature = z.output<typeof signatureSchema>

/** Where it sends: no name or password in it, no fragment. */
const callbackUrlSchema = z
  .string()
  .trim()
  .max(2048, 'use at most 2048 characters')
  .refine((raw) => isCallbackUrl(raw), 'must be an http:// or https:// address without name and password')

function isCallbackUrl(raw: string): boolean {
  if (!/^https?:\/\//i.test(raw)) return false
  const rest = raw.slice(raw.indexOf('//') + 2)
  const authority = rest.split(/[/?#]/, 1)[0] ?? ''
  return authority !== '' && !authority.includes('@') && !/[\s\\]/.test(rest)
}

const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'is no name of a header')

/** What an admin may write. */
export const subscriptionFieldsSchema = z.object({
  name: z.string().trim().min(1, 'give the webhook a name').max(64, 'use at most 64 characters'),
  description: z.string().trim().max(500, 'use at most 500 characters'),
  trigger: triggerSchema,
  events: z.array(disclosureSchema).min(1, 'choose at least one event').refine((events) => events.some((event) => event !== 'files'), 'choose an event beside the links to files'),
  /** Whose messages count: those of people, or of incoming webhooks too. */
  from: z.enum(['people', 'everybody']),
  urls: z.array(callbackUrlSchema).min(1, 'give at least one address').max(10, 'use at most 10 addresses'),
  format: formatIdSchema,
  signature: signatureSchema,
  headers: z.record(headerName, z.string().max(1000, 'use at most 1000 characters')).refine((headers) => Object.keys(headers).length <= 20, 'use at most 20 headers'),
  /** `host:port` of this computer or its network that may be reached all the same. */
  allow: z.array(z.string().max(260, 'use at most 260 characters')).max(10, 'use at most 10 addresses'),
  policy: z.enum(['retry', 'once']),
  /** Whether a failing delivery holds back all later ones of its channel. */
  strictOrder: z.boolean(),
  /** What Kommo's formats give as receiver outside direct messages; null for the subscription's id. */
  receiver: z.string().trim().max(200, 'use at most 200 characters').nullable(),
  /** Name and picture of what the receiver answers. */
  username: z.string().trim().min(1).max(64, 'use at most 64 characters').nullable(),
  iconUrl: z.string().max(1024, 'use at most 1024 characters').regex(/^https?:\/\/[^\s/]+/i, 'must begin with http:// or https://').nullable(),
})
export type SubscriptionFields = z.output<typeof subscriptionFieldsSchema>

/** Somebody allowed this channel's happenings to be sent to these hosts. */
export const consentSchema = z.object({
  channelId: channelIdSchema,
  person: z.string(),
  personId: personIdSchema,
  hosts: z.array(z.string()),
  events: z.array(disclosureSchema),
  givenAt: z.int(),
})
export type Consent = z.output<typeof consentSchema>

/** What a channel's members see of a subscription that listens, or wants to listen, to it. */
export const listeningSchema = z.object({
  id: subscriptionIdSchema,
  name: z.string(),
  owner: z.string(),
  hosts: z.array(z.string()),
  events: z.array(disclosureSchema),
  /** True when what was agreed to covers all that it asks for. */
  allowed: z.boolean(),
  /** Those of its hosts that something is sent to now: an older consent can cover a part. */
  sendsTo: z.array(z.string()),
  consents: z.array(consentSchema),
  /** Usernames of those whose consent is missing; in a channel, of nobody in particular. */
  missing: z.array(z.string()),
})
export type Listening = z.output<typeof listeningSchema>

/** Why nothing of a subscription is sent although it is on: its receiver answered 410, or every attempt of five days failed. */
export const pauseReasonSchema = z.enum(['receiver_gone', 'failing'])
export type PauseReason = z.output<typeof pauseReasonSchema>

export const subscriptionSchema = z.object({
  id: subscriptionIdSchema,
  ...subscriptionFieldsSchema.shape,
  /** None on other devices than its own: whole addresses do not travel. */
  urls: z.array(callbackUrlSchema),
  /** Empty: every public channel that its owner is in. */
  channels: z.array(z.object({ id: channelIdSchema, name: z.string() })),
  /** Host names of its addresses, as consents name them. */
  hosts: z.array(z.string()),
  /** Username. */
  owner: z.string(),
  enabled: z.boolean(),
  homeDevice: deviceIdSchema,
  createdAt: z.int(),
  /** Null when all is well. */
  paused: pauseReasonSchema.nullable(),
})
export type Subscription = z.output<typeof subscriptionSchema>
