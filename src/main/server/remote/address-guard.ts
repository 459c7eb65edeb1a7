/** Keeps requests that a sender can cause away from this computer and the networks around it (server-side request forgery). */
import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'
import { Agent, type Dispatcher } from 'undici'

/** Why a host must not be reached. No allowance opens `own`, Hookline itself; a name with `none` has no address at all. */
export type Refusal = 'private' | 'own' | 'none'

export class AddressRefused extends Error {
  readonly refusal: Refusal
  constructor(message: string, refusal: Refusal) {
    super(message)
    this.refusal = refusal
  }
}

/** `host:port` pairs that are reached although they are private: what an admin allowed. */
export type AllowedHosts = ReadonlySet<string>

/** Asks for all addresses of a name, as `node:dns` does. */
export type Lookup = (hostname: string, options: { readonly all: true }, callback: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void) => void

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

/** True for an address of this computer. */
function isOwnAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (['loopback', 'unspecified'].includes(parsed.range()) || /^(0\.|::(7f|127))/.test(parsed.toString())) return true
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return own.some((one) => ipaddr.process(one.address).toNormalizedString() === parsed.toNormalizedString())
}

export interface Guard {
  /**
   * The dispatcher to fetch `url` with. Names are resolved once, by a look-up that refuses private addresses, and the very
   * address that was checked is connected to, so a second answer of the name server leads nowhere (DNS rebinding). On `ownPorts`, where
   * Hookline listens, this computer is refused whatever is allowed.
   * @throws AddressRefused for an address written as a number that is not public.
   */
  dispatcherFor(url: URL, allowed: AllowedHosts, ownPorts?: readonly string[]): Dispatcher
}

const limits = { headersTimeout: 10_000, bodyTimeout: 10_000 }

export function createGuard(lookup: Lookup = systemLookup): Guard {
  const agent = (judge: Judge): Agent => new Agent({ ...limits, connect: { timeout: 5_000, lookup: judgingLookup(lookup, judge) } })
  const guarded = agent(explainPrivate)
  const unguarded = agent(() => undefined)
  const notOwn = agent(explainOwn)
  const guardedNotOwn = agent((address, hostname) => explainOwn(address, hostname) ?? explainPrivate(address, hostname))
  return {
    dispatcherFor(url, allowed, ownPorts = []) {
      // For numbers no look-up happens, so they are checked here.
      const host = url.hostname.replace(/^\[|\]$/g, '')
      const port = portOf(url)
      const isNumber = ipaddr.isValid(host)
      const isOwnPort = ownPorts.includes(port)
      const own = isOwnPort && isNumber ? explainOwn(host, host) : undefined
      if (own) throw own
      if (isAllowed(allowed, `${url.hostname}:${port}`)) return isOwnPort ? notOwn : unguarded
      const refusal = isNumber ? explainPrivate(host, host) : undefined
      if (refusal) throw refusal
      return isOwnPort ? guardedNotOwn : guarded
    },
  }
}

/** The one of this process. */
const guard = createGuard()
export const guardedDispatcher = (url: URL, allowed: AllowedHosts): Dispatcher => guard.dispatcherFor(url, allowed)
export const systemGuard: Guard = guard

/** `url.port` leaves out the usual port, which an allowance names. */
export function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80')
}

/** People write names as they like; addresses in a URL are in one form. */
function isAllowed(allowed: AllowedHosts, hostPort: string): boolean {
  if (allowed.has(hostPort)) return true
  for (const entry of allowed) {
    const url = URL.parse(`ws://${entry}`)
    if (url && `${url.hostname}:${url.port || '80'}` === hostPort) return true
  }
  return false
}

type Judge = (address: string, hostname: string) => AddressRefused | undefined

function explainPrivate(address: string, hostname: string): AddressRefused | undefined {
  return isPublicAddress(address) ? undefined : new AddressRefused(`${hostname} is not on the public internet`, 'private')
}

function explainOwn(address: string, hostname: string): AddressRefused | undefined {
  return isOwnAddress(address) ? new AddressRefused(`${hostname} is Hookline itself on this port`, 'own') : undefined
}

/** Every address that a name has must pass. */
function judgingLookup(lookup: Lookup, judge: Judge): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, [])
      const refusal = found.length === 0 ? new AddressRefused(`${hostname} has no address`, 'none') : found.map(({ address }) => judge(address, hostname)).find((one) => one !== undefined)
      if (refusal) return callback(refusal, [])
      if (options.all) return callback(null, found)
      const first = found[0]
      callback(null, first?.address ?? '', first?.family)
    })
  }
}
