/** What is kept of a request and its answer: readable, cut, and without anything that could be used to send in our name. */
import type { RequestResult } from '../remote/send-request.ts'
import type { Secrets } from '../store/subscriptions.ts'

const SHOWN_CHARACTERS = 16_384
const masked = '••••'
/** Headers that carry proofs or keys. */
const secretHeaders = /^(authorization|cookie|set-cookie|proxy-authorization|x-signature|x-hub-signature-256|x-hookline-token|webhook-signature)$|token|secret|key|password/i

/** What must not be shown: the subscription's secrets, and the headers that an admin added, which often hold a key. */
export interface Hidden {
  readonly secrets: Secrets
  readonly headers: Readonly<Record<string, string>>
  /** Signatures of the links to files, which open them for a day. */
  readonly links: readonly string[]
  /** Of the address, see `secretsOfAddress`. */
  readonly address: readonly string[]
}

/** Many receivers are addressed by a secret, as Hookline itself is: long words of mixed signs in the path, and whatever the query says. */
export function secretsOfAddress(url: string): string[] {
  const { pathname = '', search = '' } = URL.parse(url) ?? {}
  const words = pathname.split('/').filter((word) => word.length >= 16 && /\d/.test(word) && /[a-z]/i.test(word))
  return [...words, ...new URLSearchParams(search).values()]
}

export function describeRequest(url: string, headers: Readonly<Record<string, string>>, body: string, hidden: Hidden): string {
  const { pathname = '/', host = '' } = URL.parse(url) ?? {}
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${Object.hasOwn(hidden.headers, name) || secretHeaders.test(name) ? masked : value}`)
  return cut(`POST ${withoutSecrets(pathname, hidden)} HTTP/1.1\nHost: ${host}\n${lines.join('\n')}\n\n${withoutSecrets(body, hidden)}`)
}

export function describeResponse({ status, headers, body }: Extract<RequestResult, { kind: 'answered' }>, hidden: Hidden): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${secretHeaders.test(name) ? masked : value}`)
  return cut(withoutSecrets(`HTTP/1.1 ${status}\n${lines.join('\n')}\n\n${body}`, hidden))
}

/** Shorter values would be found in any text. */
const SHORTEST_SECRET = 6

/** A receiver may echo what it was sent, as it is or as JSON or a form writes it. */
function withoutSecrets(text: string, { secrets: { token, secret, oldSecret }, headers, links, address }: Hidden): string {
  let rest = text
  for (const value of [token, secret, oldSecret ?? '', ...Object.values(headers), ...links, ...address]) {
    if (value.length < SHORTEST_SECRET) continue
    const written = plain.test(value) ? [value] : [value, JSON.stringify(value).slice(1, -1), value.replaceAll('/', '\\/'), encodeURIComponent(value)]
    for (const form of written) if (rest.includes(form)) rest = rest.replaceAll(form, masked)
  }
  return rest
}

/** Written alike everywhere. */
const plain = /^[\w.-]+$/

function cut(text: string): string {
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS).toWellFormed()}…`
}
