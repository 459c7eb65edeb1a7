/** What a hook takes and from whom, whom it may tell, and how fast: rules of its owner that no sender can override. */
import { z } from 'zod'
import { personIdSchema } from './ids.ts'

/** An IPv4 or IPv6 address, or a range of them as in RFC 4632 and RFC 4291 §2.3. */
export const sourceSchema = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: 'must be an IP address or a range such as 10.0.0.0/8 or fd00::/8' })

/** Says in its refusal what there is: form, command line and API show that sentence. */
const oneOf = <const W extends readonly string[]>(words: W) => z.enum(words, { error: `must be one of ${words.join(', ')}` })

/** What a body may be; asked of what it says itself and never guessed. */
export const contentKindSchema = oneOf(['json', 'form', 'multipart', 'text', 'xml'])
export type ContentKind = z.output<typeof contentKindSchema>

export const signatureSchemeSchema = oneOf(['none', 'standard-webhooks', 'github', 'gitlab-token', 'slack', 'stripe', 'kommo', 'hmac'])
export type SignatureScheme = z.output<typeof signatureSchemeSchema>

const wholeNumber = z.int({ error: 'must be a whole number' })

const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/, 'must be the name of a header, for instance X-Signature')

/** How a sender proves that it knows the hook's secret. The fields after the first two are read by `hmac` alone. */
export const signatureRuleSchema = z.object({
  scheme: signatureSchemeSchema,
  /** Seconds that a signed time may differ from now, for schemes that sign one. */
  toleranceSeconds: wholeNumber.min(1, 'must be at least 1').max(86_400, 'must be at most 86400, a day').default(300),
  header: headerName.default('X-Signature'),
  algorithm: oneOf(['sha1', 'sha256', 'sha512']).default('sha256'),
  encoding: oneOf(['hex', 'base64']).default('hex'),
  /** What stands before the signature in its header, for instance `sha256=`. */
  prefix: z.string().max(32, 'use at most 32 characters').default(''),
})
export type SignatureRule = z.output<typeof signatureRuleSchema>

/** Whom names in a post tell. `address`: as the documents of the address's own shape say. */
export const hookMentionsSchema = oneOf(['address', 'everybody', 'people', 'named', 'nobody'])
export type HookMentions = z.output<typeof hookMentionsSchema>

/** What a key of the sender's own does with later posts that carry it. */
export const keyedSchema = oneOf(['update', 'thread', 'each'])

export const hookRulesSchema = z.object({
  /** Empty: whoever reaches the listener. */
  sources: z.array(sourceSchema).max(100, 'use at most 100 addresses and ranges'),
  /** Empty: any. */
  contentKinds: z.array(contentKindSchema),
  /** Of a whole request, a form's files too; a body without files stays below the listener's own limit. Null: that limit alone. */
  maxBytes: wholeNumber.min(64, 'must be at least 64').max(100 * 1024 * 1024, 'must be at most 104857600').nullable(),
  /** Whether a post may choose name and picture, where the workspace lets it. */
  allowName: z.boolean(),
  allowIcon: z.boolean(),
  signature: signatureRuleSchema,
  mentions: hookMentionsSchema,
  /** With `named`: the only ones who are told. */
  named: z.array(personIdSchema).max(100, 'name at most 100 people'),
  /** How often in an hour posts may tell somebody, everybody at once counted once; null for any number. */
  mentionsPerHour: wholeNumber.min(0, 'must not be negative').max(10_000, 'must be at most 10000').nullable(),
  /** Posts a minute before they wait; a burst of a third of it passes at once. Null: no limit. */
  perMinute: wholeNumber.min(1, 'must be at least 1').max(100_000, 'must be at most 100000').nullable(),
  /** What happens beyond it: kept and posted in turn, or answered with 429 and Retry-After. */
  whenFull: oneOf(['queue', 'refuse']),
  /** Whether the same post again within ten minutes counts on the one that stands there. */
  countRepeats: z.boolean(),
  keyed: keyedSchema,
  /** Where in a JSON body the sender's own key stands, such as `alert.id` or `alerts.0.fingerprint`; null for none. The header X-Hookline-Key comes first. */
  keyField: z.string().trim().min(1, 'must not be empty').max(200, 'use at most 200 characters').nullable(),
})
export type HookRules = z.output<typeof hookRulesSchema>

export const defaultHookRules: HookRules = {
  sources: [],
  contentKinds: [],
  maxBytes: null,
  allowName: true,
  allowIcon: true,
  signature: { scheme: 'none', toleranceSeconds: 300, header: 'X-Signature', algorithm: 'sha256', encoding: 'hex', prefix: '' },
  mentions: 'address',
  named: [],
  mentionsPerHour: null,
  perMinute: 600,
  whenFull: 'queue',
  countRepeats: true,
  keyed: 'update',
  keyField: null,
}
