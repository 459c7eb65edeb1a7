/** Who may post, asked before the body is read: where the request comes from, what its body says it is, and how large it may be. */
import { BlockList } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { ContentKind, HookRules } from '#shared/contract/hook-rules.ts'
import type { Refusal } from '#shared/dialects/dialect.ts'
import type { AddressTarget } from '../store/addresses.ts'
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
  if (rules.sources.length === 0 || isFrom(rules, remote)) return undefined
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
export function kindOf(contentType: string | undefined): ContentKind | undefined {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/json' || type === 'text/json' || type.endsWith('+json')) return 'json'
  if (type === 'application/xml' || type === 'text/xml' || type.endsWith('+xml')) return 'xml'
  if (type === 'application/x-www-form-urlencoded') return 'form'
  if (type.startsWith('multipart/')) return 'multipart'
  return type.startsWith('text/') ? 'text' : undefined
}

/** How large a body may be: what the hook says, where that is less than `limitBytes`, which holds for all. */
export function sizeLimits(target: AddressTarget | undefined, limitBytes: number): { readonly limitBytes: number; readonly wholeBytes?: number } {
  const own = target?.rules.maxBytes ?? limitBytes
  return own < limitBytes ? { limitBytes: own, wholeBytes: own } : { limitBytes }
}

/** The same refusal, unless it is about the hook's own limit: then it names that. */
export function nameOwnLimit(refusal: Refusal, target: AddressTarget | undefined): Refusal {
  const maxBytes = target?.rules.maxBytes
  if (!target || maxBytes == null || refusal.detail !== tooLarge(maxBytes).detail) return refusal
  return { ...refusal, detail: `The body is larger than ${maxBytes} bytes, the limit of “${target.hookName}”.` }
}

type Family = 'ipv4' | 'ipv6'
/** One for each family: Node's own list finds IPv4 in ranges of IPv6, too. */
type Lists = Readonly<Record<Family, BlockList>> & { readonly judged: Map<string, boolean> }

/** Senders come from the same few addresses again and again. */
const mostJudged = 1000

/** Rules are remembered as long as nothing changes, and their lists with them. */
const known = new WeakMap<HookRules, Lists>()

function isFrom(rules: HookRules, remote: string): boolean {
  const lists = known.get(rules) ?? toLists(rules.sources)
  known.set(rules, lists)
  const before = lists.judged.get(remote)
  if (before !== undefined) return before
  const address = toPlainAddress(remote)
  const isListed = address !== undefined && lists[familyOf(address)].check(address, familyOf(address))
  if (lists.judged.size >= mostJudged) lists.judged.clear()
  lists.judged.set(remote, isListed)
  return isListed
}

const familyOf = (address: string): Family => (address.includes(':') ? 'ipv6' : 'ipv4')

function toLists(sources: readonly string[]): Lists {
  const lists: Lists = { ipv4: new BlockList(), ipv6: new BlockList(), judged: new Map() }
  for (const source of sources) {
    const [raw = '', rawBits] = source.split('/')
    const address = toPlainAddress(raw)
    if (address === undefined) continue
    const family = familyOf(address)
    if (rawBits === undefined) {
      lists[family].addAddress(address, family)
      continue
    }
    const bits = Number(rawBits) - (familyOf(raw) === family ? 0 : 96)
    // A range that is wider than all mapped addresses is one of IPv6.
    if (bits < 0) lists.ipv6.addSubnet(raw, Number(rawBits), 'ipv6')
    else lists[family].addSubnet(address, bits, family)
  }
  return lists
}

/** IPv4 that came as IPv6 (`::ffff:10.0.0.7`) is IPv4, and the name of a network card (`%eth0`) is no part of an address. */
function toPlainAddress(raw: string): string | undefined {
  const [address = ''] = raw.split('%', 1)
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : undefined
}
