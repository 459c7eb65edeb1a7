/** Under which addresses a host is reached: what it tells its members, and what goes into invite links. */
import { hostname } from 'node:os'
import { listLanAddresses } from '../lan-addresses.ts'
import { hostsOf, type TeamFacts } from './engine/team-keys.ts'
import { formatHostAddress, parseHostAddress, type HostAddress } from './sealing/host-address.ts'

/** Of this computer's own, besides what its person said. */
const OWN_MOST = 4

export interface Here {
  /** Of this computer in its networks. */
  readonly lan: readonly string[]
  readonly name: string
}

const here = (): Here => ({ lan: listLanAddresses(), name: hostname() })

/** What a host tells its members: what its person said, and how its networks know this computer now. */
export function listPlaces({ addresses, port }: Pick<TeamFacts, 'addresses' | 'port'>, { lan, name }: Here = here()): string[] {
  if (port === null) return [...addresses]
  const own = [...lan.slice(0, OWN_MOST), `${name.replace(/\.local$/i, '')}.local`].map((host) => formatHostAddress({ host, port }))
  return [...new Set([...addresses, ...own])].filter((address) => parseHostAddress(address) !== undefined)
}

/** What goes into links of a host: what its person said; where an address of that is not this computer's any more, those of now too. */
export function listInviting({ addresses, port }: Pick<TeamFacts, 'addresses' | 'port'>, { lan }: Here = here()): HostAddress[] {
  const said = hostsOf({ addresses })
  if (port === null || said.every(({ host }) => !isLan(host) || lan.includes(host))) return said
  const now = lan.slice(0, OWN_MOST).map((host) => ({ host, port }))
  // What is not here any more comes last: it may be right behind a router.
  return [...said.filter(({ host }) => !isLan(host)), ...now, ...said.filter(({ host }) => isLan(host))].slice(0, 8)
}

const isLan = (host: string): boolean => /^(192\.168|10|172\.(1[6-9]|2\d|3[01]))(\.\d+){2,3}$/.test(host)
