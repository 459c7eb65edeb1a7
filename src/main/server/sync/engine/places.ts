/** Where a member's device looks for its host: what the link said, what the host says, and where it answered last. */
import { formatHostAddress, parseHostAddress, type HostAddress } from '../sealing/host-address.ts'
import type { Home } from './home.ts'
import type { SyncStore } from './sync-store.ts'
import { hostsOf, keepFacts, placesOf, requireFacts, type TeamFacts } from './team-keys.ts'

export interface Places {
  /** What is tried, in this order; grows and changes between two attempts. */
  readonly hosts: readonly HostAddress[]
  /** The host, proven by its key, says where it is reached. */
  told(addresses: readonly string[]): void
  /** There it answered, with the right key. */
  reached(address: HostAddress): void
}

/** What was known before stays behind what is new. */
export function createPlaces(store: SyncStore, home: Pick<Home, 'tell'>): Places {
  const hosts = hostsOf({ addresses: placesOf(requireFacts(store)) })

  function keep(news: Partial<TeamFacts>): void {
    const facts = requireFacts(store)
    const now = { ...facts, ...news }
    if (JSON.stringify(now) === JSON.stringify(facts)) return
    keepFacts(store, now)
    hosts.splice(0, hosts.length, ...hostsOf({ addresses: placesOf(now) }))
    home.tell({ addresses: placesOf(now) })
  }
  return {
    hosts,
    told: (addresses) => keep({ told: addresses.filter((address) => parseHostAddress(address) !== undefined) }),
    reached: (address) => keep({ reached: formatHostAddress(address) }),
  }
}
