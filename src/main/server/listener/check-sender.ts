/** Who may post, asked before the body is read: where the request comes from, what its body says it is, and how large it may be. */
import type { ContentKind } from '#shared/contract/hook-rules.ts'
import type { Refusal } from '#shared/dialects/dialect.ts'
import type { AddressTarget } from '../store/addresses.ts'
import { addressListOf, toPlainAddress } from './address-list.ts'
import { tooLarge } from './read-chunks.ts'
import type { HookHttpRequest } from './receive-hook.ts'
import { schemes } from './signatures/index.ts'

type Sent = Pick<HookHttpRequest, 'remote' | 'headers'>

/** Undefined when it may; also without a target, which is refused elsewhere. */
export function checkSender(target: AddressTarget | undefined, request: Sent): Refusal | undefined {
  return target && (checkSource(target, request) ?? checkKind(target, request))
}

/** For requests without a body, too. */
export function checkSource({ rules, hookName }: Pick<AddressTarget, 'rules' | 'hookName'>, { remote }: Sent): Refusal | undefined {
  if (rules.sources.length === 0 || addressListOf(rules.sources).has(remote)) return undefined
  return { reason: 'source_refused', detail: `“${hookName}” takes requests only from addresses on its list, and ${toPlainAddress(remote) ?? 'where this one comes from'} is not among them.` }
}

function checkKind({ rules, hookName }: AddressTarget, { headers }: Sent): Refusal | undefined {
  const { contentKinds, signature } = rules
  const kind = kindOf(headers['content-type'])
  if (contentKinds.length > 0 && (kind === undefined || !contentKinds.includes(kind))) {
    return { reason: 'content_type_refused', detail: `“${hookName}” takes ${contentKinds.map((one) => kindNames[one]).join(', ')} only; this body ${describeType(headers['content-type'])}.` }
  }
  if (signature.scheme === 'none' || kind !== 'multipart' || !schemes[signature.scheme].signsBody) return undefined
  return { reason: 'content_type_refused', detail: `“${hookName}” checks signatures, and that of a multipart body cannot be checked. Send JSON or a plain form.` }
}

const kindNames: Readonly<Record<ContentKind, string>> = { json: 'JSON', form: 'forms', multipart: 'multipart forms', text: 'text', xml: 'XML' }

function describeType(raw: string | undefined): string {
  return raw === undefined || raw.trim() === '' ? 'has no Content-Type' : `says it is “${raw.slice(0, 60)}”`
}

/** What a Content-Type stands for; undefined for any other, and for none. */
function kindOf(contentType: string | undefined): ContentKind | undefined {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/json' || type === 'text/json' || type.endsWith('+json')) return 'json'
  if (type === 'application/xml' || type === 'text/xml' || type.endsWith('+xml')) return 'xml'
  if (type === 'application/x-www-form-urlencoded') return 'form'
  if (type.startsWith('multipart/')) return 'multipart'
  return type.startsWith('text/') ? 'text' : undefined
}

/** How large a body may be: what the hook says, where that is less than `limitBytes`, which holds for all; and a form with all its files, which may be larger than that. */
export function sizeLimits(target: AddressTarget | undefined, limitBytes: number): { readonly limitBytes: number; readonly wholeBytes?: number } {
  const own = target?.rules.maxBytes ?? null
  return own === null ? { limitBytes } : { limitBytes: Math.min(own, limitBytes), wholeBytes: own }
}

/** The same refusal, unless it is about the hook's own limit: then it names that. */
export function nameOwnLimit(refusal: Refusal, target: AddressTarget | undefined): Refusal {
  const maxBytes = target?.rules.maxBytes
  if (!target || maxBytes == null || refusal.detail !== tooLarge(maxBytes).detail) return refusal
  return { ...refusal, detail: `The body is larger than ${maxBytes} bytes, the limit of “${target.hookName}”.` }
}
