/** A request that was kept, as its dialect reads it again: whether it can be sent again, and what it says. */
import { hiddenValue, type CapturedForm, type CapturedRequest, type Pair, type ReplayProblem } from '#shared/contract/captured-request.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { isSecretParameter } from '#shared/core/hide-secrets.ts'
import type { RawPost } from '#shared/dialects/dialect.ts'
import type { Context } from '../../context.ts'
import { findAddressHash } from '../../store/addresses.ts'

/** Its signature is not kept, so it cannot be asked again; where it was refused, nobody knows who wrote the request. */
const unproven = ['signature_missing', 'signature_refused', 'signature_stale', 'signature_replayed']

/** Undefined when it can be sent again. Only posts are: a call that changed a message named it in its path, which is not kept. */
export function findReplayProblem(ctx: Pick<Context, 'reader' | 'now'>, verdict: Verdict, request: CapturedRequest | undefined): ReplayProblem | undefined {
  if (request === undefined || verdict.hookId === null) return 'not_kept'
  if (unproven.includes(verdict.reason)) return 'not_proven'
  if (verdict.method !== 'POST' && verdict.method !== 'PUT') return 'not_a_post'
  if (request.bodyKind === 'unread') return 'not_kept'
  if (isCut(request)) return 'cut'
  if (request.masked || request.query.some(([name, value]) => value.includes(hiddenValue) && !isSecretParameter(name))) return 'masked'
  if (request.bodyKind === 'form' && readForm(request).files.length > 0) return 'files'
  return findReplayAddress(ctx, verdict) === undefined ? 'address_gone' : undefined
}

/** The hash of the address that the request came to, while it works. */
export function findReplayAddress({ reader, now }: Pick<Context, 'reader' | 'now'>, { addressId, hookId }: Verdict): Uint8Array | undefined {
  return addressId === null || hookId === null ? undefined : findAddressHash(reader, { id: addressId, hookId, now: now() })
}

function isCut({ body, bodyChars }: CapturedRequest): boolean {
  return bodyChars > body.length
}

/** @throws SyntaxError for a form that was cut. */
export function readForm({ body }: CapturedRequest): CapturedForm {
  return JSON.parse(body) as CapturedForm
}

/** Undefined when its body is not there or not whole. Whose format it is may be known by a secret's name in the query, so those stay; nobody asks for their values. */
export function toRawPost(verdict: Verdict, request: CapturedRequest): RawPost | undefined {
  if (request.bodyKind === 'unread' || isCut(request)) return undefined
  const form = request.bodyKind === 'form' ? readForm(request) : undefined
  const carried = form === undefined ? { rawText: request.body } : { rawText: '', form: form.fields, hasFiles: form.files.length > 0 }
  return { method: verdict.method, headers: toHeaders(request.headers), query: new URLSearchParams(request.query), ...carried }
}

export function withoutHidden(pairs: readonly Pair[]): Pair[] {
  return pairs.filter(([, value]) => !value.includes(hiddenValue))
}

/** As Node gives them: names in lower case, values of one name joined. */
function toHeaders(pairs: readonly Pair[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [rawName, value] of withoutHidden(pairs)) {
    const name = rawName.toLowerCase()
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return headers
}
