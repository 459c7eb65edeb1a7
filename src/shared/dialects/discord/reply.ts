/** How a Discord address refuses: a message, a code of Discord's list, and what is wrong field by field. */
import type { Refusal, Reply, ReplyContext } from '../dialect.ts'
import { goneStatus, headersOf, isRepeat, jsonReply, statusOf, type RefusalReason } from '../reply-common.ts'
import { toErrorTree } from './message-object.ts'

type Words = readonly [code: number, message: string]

const ownStatus: Partial<Record<RefusalReason, number>> = {
  ...goneStatus,
  hooks_off: 403,
  channel_not_found: 404,
  channel_archived: 404,
  channel_locked: 403,
  channel_forbidden: 403,
  root_not_found: 404,
  case_not_found: 404,
}

const unknownWebhook: Words = [10015, 'Unknown Webhook']
const unknownChannel: Words = [10003, 'Unknown Channel']
const invalidForm: Words = [50035, 'Invalid Form Body']
const invalidJson: Words = [50109, 'The request body contains invalid JSON.']
const invalidToken: Words = [50027, 'Invalid Webhook Token']
const missingAccess: Words = [50001, 'Missing Access']

/** Where Discord has a word for it; all else is code 0 and our own sentence. */
const words: Partial<Record<RefusalReason, Words>> = {
  no_such_address: unknownWebhook,
  address_expired: unknownWebhook,
  hook_disabled: unknownWebhook,
  hook_paused: unknownWebhook,
  hooks_off: missingAccess,
  channel_not_found: unknownChannel,
  channel_archived: unknownChannel,
  channel_locked: missingAccess,
  channel_forbidden: missingAccess,
  root_not_found: unknownChannel,
  message_not_found: [10008, 'Unknown Message'],
  bad_json: invalidJson,
  bad_encoding: invalidJson,
  bad_payload: invalidForm,
  text_too_long: invalidForm,
  nothing_to_post: [50006, 'Cannot send an empty message'],
  body_too_large: [40005, 'Request entity too large'],
  method_refused: [0, '405: Method Not Allowed'],
  signature_refused: invalidToken,
  signature_missing: invalidToken,
  signature_stale: invalidToken,
  signature_replayed: invalidToken,
}

export function discordRefusal(refusal: Refusal, _context: ReplyContext): Reply {
  const { reason, detail, problems } = refusal
  if (isRepeat(reason)) return { status: 204 }
  if (reason === 'rate_limited') return limited(refusal)
  const [code, message] = words[reason] ?? [0, detail]
  const { headers } = headersOf(refusal)
  const errors = problems === undefined || problems.length === 0 ? {} : { errors: toErrorTree(problems) }
  return { ...jsonReply(statusOf(reason, ownStatus), { message, code, ...errors }), ...(headers && { headers: reason === 'method_refused' ? { Allow: refusal.allow ?? 'GET, POST, PUT' } : headers }) }
}

/** Seconds in header and body; discord.py heeds them only when a proxy's name is there. */
function limited(refusal: Refusal): Reply {
  const { headers } = headersOf(refusal)
  const seconds = Number(headers?.['Retry-After'] ?? 1)
  return {
    ...jsonReply(429, { message: 'You are being rate limited.', retry_after: seconds, global: false }),
    headers: { ...headers, 'X-RateLimit-Limit': '1', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset-After': String(seconds), 'X-RateLimit-Scope': 'user', Via: '1.1 hookline' },
  }
}
