/** Why a request to a hook was accepted or not: the closed list of reasons and the row that is kept for each request. */
import { z } from 'zod'
import { dialectIdSchema } from './hook.ts'
import { addressIdSchema, hookIdSchema, messageIdSchema, verdictIdSchema } from './ids.ts'

export const reasonSchema = z.enum([
  'posted',
  'edited',
  'deleted',
  'queued',
  'counted',
  'duplicate',
  'key_reused',
  'case_already_reported',
  'no_such_address',
  'address_expired',
  'hook_disabled',
  'hook_paused',
  'hooks_off',
  'host_refused',
  'origin_refused',
  'method_refused',
  'body_too_large',
  'body_timeout',
  'bad_encoding',
  'bad_json',
  'bad_payload',
  'nothing_to_post',
  'text_too_long',
  'type_not_allowed',
  'channel_not_found',
  'channel_archived',
  'channel_locked',
  'channel_forbidden',
  'user_not_found',
  'root_not_found',
  'message_not_found',
  'case_not_found',
  'source_refused',
  'content_type_refused',
  'signature_missing',
  'signature_stale',
  'signature_replayed',
  'signature_refused',
  'rate_limited',
  'discarded',
  'storage_full',
  'storage_failed',
  'internal',
])
export type Reason = z.output<typeof reasonSchema>

export const verdictSchema = z.object({
  id: verdictIdSchema,
  at: z.int(),
  /** Null for a request that reached no hook; those are counted per shape, remote and hour. */
  hookId: hookIdSchema.nullable(),
  addressId: addressIdSchema.nullable(),
  dialect: dialectIdSchema.nullable(),
  lastFour: z.string(),
  method: z.string(),
  status: z.int(),
  reason: reasonSchema,
  /** One sentence for people: what happened and, where something is wrong, where. Never holds a secret. */
  detail: z.string(),
  /** Fields that were accepted but have no effect here. */
  ignored: z.array(z.string()),
  messageId: messageIdSchema.nullable(),
  channel: z.string().nullable(),
  sizeBytes: z.int(),
  durationMs: z.number(),
  remote: z.string(),
  userAgent: z.string(),
  contentType: z.string(),
  requestId: z.string(),
  count: z.int(),
  /** Which secret it was signed with, for people, such as `GitHub, current secret`; null where nothing was checked. */
  signature: z.string().nullable(),
  /** The sender's own key for it (`X-Hookline-Key` and its like), at most 200 characters; null for none. */
  key: z.string().nullable(),
  /** The verdict of the request that this one sent again; null for what a tool sent. */
  replayOf: verdictIdSchema.nullable(),
  /** `test`: somebody here tried the hook. Left out for what a tool sent and for replays. */
  source: z.enum(['test']).optional(),
})
export type Verdict = z.output<typeof verdictSchema>

/** Which requests a list shows. `strays`: those that reached no webhook. */
export const verdictStateSchema = z.enum(['all', 'posted', 'refused', 'strays'])
export type VerdictState = z.output<typeof verdictStateSchema>
