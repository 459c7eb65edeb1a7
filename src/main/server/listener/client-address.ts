/** Where a request came from: the other end of its connection, or who a trusted proxy says it was. */
import type { IncomingHttpHeaders } from 'node:http'
import { sayProxyNote } from '#shared/core/proxy-notes.ts'
import type { AddressList } from './address-list.ts'
import { readForwarded, readForwardedFor, type Hops } from './forwarded.ts'

export interface Client {
  /** An address; `unknown` when a trusted proxy does not say it clearly. Then no list of addresses holds it. */
  readonly remote: string
  /** Headers about it that were not heeded, each with why, for people. */
  readonly unheeded: readonly string[]
}

const unknown = 'unknown'
const none: readonly string[] = []

/**
 * Host and scheme are never taken from headers. Where both headers came and do not say the same, one of them is the sender's own
 * invention, and nobody can tell which.
 * @param peer the other end of the connection.
 */
export function readClient(peer: string, headers: IncomingHttpHeaders, proxies: () => AddressList): Client {
  const forwardedFor = headers['x-forwarded-for']
  const { forwarded } = headers
  if (forwardedFor === undefined && forwarded === undefined) return { remote: peer, unheeded: none }
  const trusted = proxies()
  const names = [...(forwardedFor === undefined ? [] : ['X-Forwarded-For']), ...(forwarded === undefined ? [] : ['Forwarded'])]
  if (!trusted.has(peer)) return { remote: peer, unheeded: names.map((header) => sayProxyNote({ code: 'untrusted', header, address: peer })) }
  const chains = [...(forwardedFor === undefined ? [] : [readForwardedFor(String(forwardedFor))]), ...(forwarded === undefined ? [] : [readForwarded(forwarded)])]
  const [first = unknown, second = first] = chains.map((hops) => walk(hops, trusted))
  if (first !== second) return { remote: unknown, unheeded: [sayProxyNote({ code: 'differ' })] }
  return { remote: first, unheeded: first === unknown ? names.map((header) => sayProxyNote({ code: 'unclear', header })) : none }
}

/** From the near end: the first that is no proxy of ours. What stands before it is the sender's own text. */
function walk(hops: Hops, trusted: AddressList): string {
  const client = hops.find((hop) => hop === undefined || !trusted.has(hop))
  if (client !== undefined) return client
  // A hop that is not understood ends the walk; a chain of proxies alone began at its far end.
  return hops.includes(undefined) ? unknown : (hops.at(-1) ?? unknown)
}
