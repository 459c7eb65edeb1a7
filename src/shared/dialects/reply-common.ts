/** What all dialects answer alike: status and headers of each refusal, and the success that chat tools look for. */
import type { Refusal, Reply, ReplyContext } from './dialect.ts'

export type RefusalReason = Refusal['reason']

/** Reasons that mean the same on every address. Dialects decide about the others. */
const sharedStatus: Partial<Record<RefusalReason, number>> = {
  method_refused: 405,
  body_timeout: 408,
  body_too_large: 413,
  content_type_refused: 415,
  bad_encoding: 400,
  host_refused: 421,
  origin_refused: 403,
  // draft-ietf-httpapi-idempotency-key-header §2.7.
  key_reused: 422,
  rate_limited: 429,
  internal: 500,
  storage_failed: 503,
  storage_full: 507,
  source_refused: 403,
  signature_refused: 401,
  signature_missing: 401,
  signature_stale: 401,
  signature_replayed: 401,
  message_not_found: 404,
}

/** On most addresses: there is no hook, as far as the sender can know. */
export const goneStatus = { no_such_address: 404, address_expired: 404, hook_disabled: 404, hook_paused: 404 } as const

const sharedHeaders: Partial<Record<RefusalReason, Readonly<Record<string, string>>>> = {
  method_refused: { Allow: 'POST, PUT' },
  rate_limited: { 'Retry-After': '60' },
  storage_failed: { 'Retry-After': '5' },
  // Somebody has to make room: RFC 4918 §11.5 asks not to try again at once.
  storage_full: { 'Retry-After': '60' },
}

/** What a person reads who opens the address in a browser. Names no secret. */
export const methodHelp =
  'This address takes messages from other programs: send it a POST request with a body such as {"text": "Hello"}. Opening it posts nothing.'

/** Where it is not about posting, the sentence that says what it is about. `help`: how the dialect's senders post. */
export function methodWords({ allow, detail }: Refusal, help: string): string {
  return allow === undefined ? help : detail
}

/** The status of a refusal: the same in all dialects, else what `own` says, else 400. */
export function statusOf(reason: RefusalReason, own: Partial<Record<RefusalReason, number>>): number {
  return sharedStatus[reason] ?? own[reason] ?? 400
}

/** What was posted before, or surely will be, is no failure: the sender should stop trying. */
export function isRepeat(reason: RefusalReason): boolean {
  return reason === 'duplicate' || reason === 'case_already_reported' || reason === 'queued'
}

export function headersOf({ reason, retryAfterSeconds, allow }: Pick<Refusal, 'reason' | 'retryAfterSeconds' | 'allow'>): { readonly headers?: Readonly<Record<string, string>> } {
  if (allow !== undefined) return { headers: { Allow: allow } }
  if (retryAfterSeconds !== undefined) return { headers: { 'Retry-After': String(retryAfterSeconds) } }
  const headers = sharedHeaders[reason]
  return headers === undefined ? {} : { headers }
}

/** Exactly `ok` and no newline, which many clients compare; as a JSON string for those that take JSON only. */
export function okReply(context: ReplyContext): Reply {
  return acceptsOnlyJson(context.accept) ? jsonReply(200, 'ok') : textReply(200, 'ok')
}

export function textReply(status: number, body: string): Reply {
  return { status, contentType: 'text/plain', body }
}

export function jsonReply(status: number, value: unknown): Reply {
  return { status, contentType: 'application/json', body: JSON.stringify(value) }
}

function acceptsOnlyJson(accept: string): boolean {
  const types = accept.toLowerCase()
  return types.includes('json') && !types.includes('*/*') && !types.includes('text/')
}
