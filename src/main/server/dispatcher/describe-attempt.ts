/** What is kept of a request and its answer: readable, cut, and without anything that could be used to send in our name. */
import type { RequestResult } from '../remote/send-request.ts'
import type { Secrets } from '../store/subscriptions.ts'

const SHOWN_CHARACTERS = 16_384
const masked = '••••'
/** Headers that carry proofs or keys. */
const secretHeaders = /^(authorization|cookie|set-cookie|proxy-authorization|x-signature|x-hub-signature-256|x-hookline-token|webhook-signature|.*(token|secret|key|password).*)$/i

export function describeRequest(url: string, headers: Readonly<Record<string, string>>, body: string, { secrets, ownHeaders }: { readonly secrets: Secrets; readonly ownHeaders: readonly string[] }): string {
  const own = new Set(ownHeaders)
  const { pathname = '/', host = '' } = URL.parse(url) ?? {}
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${own.has(name) || secretHeaders.test(name) ? masked : value}`)
  return cut(`POST ${pathname} HTTP/1.1\nHost: ${host}\n${lines.join('\n')}\n\n${withoutSecrets(body, secrets)}`)
}

export function describeResponse({ status, headers, body }: Extract<RequestResult, { kind: 'answered' }>, secrets: Secrets): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${secretHeaders.test(name) ? masked : value}`)
  return cut(`HTTP/1.1 ${status}\n${lines.join('\n')}\n\n${withoutSecrets(body, secrets)}`)
}

/** A receiver may echo what it was sent. */
function withoutSecrets(text: string, { token, secret, oldSecret }: Secrets): string {
  return [token, secret, oldSecret].reduce<string>((rest, value) => (value === null || value === '' ? rest : rest.replaceAll(value, masked)), text)
}

function cut(text: string): string {
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS).toWellFormed()}…`
}
