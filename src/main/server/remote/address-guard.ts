/** Keeps requests that a sender can cause away from this computer and the networks around it (server-side request forgery). */
import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, type Dispatcher } from 'undici'

/** A host that must not be reached. */
export class AddressRefused extends Error {}

/** `host:port` pairs that are reached although they are private: what an admin allowed. */
export type AllowedHosts = ReadonlySet<string>

/** True for an address of the public internet: not loopback, private, link-local, mapped, reserved, multicast … */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // `process` turns ::ffff:127.0.0.1 into 127.0.0.1, the usual way around such a guard.
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast)
}

/** All that was ever given out of IPv6 (RFC 4291 §2.4); outside stand old forms such as ::127.0.0.1. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * The dispatcher to fetch `url` with. Names are resolved once, by a look-up that refuses private addresses, and the very
 * address that was checked is connected to, so a second answer of the name server leads nowhere (DNS rebinding).
 * @throws AddressRefused for an address written as a number that is not public.
 */
export function guardedDispatcher(url: URL, allowed: AllowedHosts): Dispatcher {
  // `url.host` leaves out the usual port, which an allowance names.
  if (allowed.has(`${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`)) return unguarded
  // For numbers no look-up happens, so they are checked here.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(host) && !isPublicAddress(host)) throw refuse(host)
  return guarded
}

const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, [])
    if (found.length === 0 || !found.every(({ address }) => isPublicAddress(address))) return callback(refuse(hostname), [])
    if (options.all) return callback(null, found)
    const first = found[0]
    callback(null, first?.address ?? '', first?.family)
  })
}

const limits = { headersTimeout: 10_000, bodyTimeout: 10_000 }
const guarded = new Agent({ ...limits, connect: { timeout: 5_000, lookup: guardedLookup } })
const unguarded = new Agent({ ...limits, connect: { timeout: 5_000 } })

function refuse(host: string): AddressRefused {
  return new AddressRefused(`${host} is not on the public internet`)
}
