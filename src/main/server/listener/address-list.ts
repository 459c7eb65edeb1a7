/** Lists of IP addresses and ranges that are asked with every request: compiled once. */
import { BlockList } from 'node:net'
import ipaddr from 'ipaddr.js'

export interface AddressList {
  /** False for what is no address. */
  has(rawAddress: string): boolean
}

type Family = 'ipv4' | 'ipv6'
/** One for each family: Node's own list finds IPv4 in ranges of IPv6, too. */
type Lists = Readonly<Record<Family, BlockList>>

/** Senders come from the same few addresses again and again. */
const mostJudged = 1000

/** Settings and rules are remembered as long as nothing changes, and their lists with them. */
const known = new WeakMap<readonly string[], AddressList>()

/** @param sources IPv4 and IPv6 addresses and ranges; the same array gives the same list. */
export function addressListOf(sources: readonly string[]): AddressList {
  const earlier = known.get(sources)
  if (earlier) return earlier
  const lists = toLists(sources)
  const judged = new Map<string, boolean>()
  const list: AddressList = {
    has(rawAddress) {
      const before = judged.get(rawAddress)
      if (before !== undefined) return before
      const address = toPlainAddress(rawAddress)
      const isListed = address !== undefined && lists[familyOf(address)].check(address, familyOf(address))
      if (judged.size >= mostJudged) judged.clear()
      judged.set(rawAddress, isListed)
      return isListed
    },
  }
  known.set(sources, list)
  return list
}

/** IPv4 that came as IPv6 (`::ffff:10.0.0.7`) is IPv4, and the name of a network card (`%eth0`) is no part of an address. */
export function toPlainAddress(raw: string): string | undefined {
  const [address = ''] = raw.split('%', 1)
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : undefined
}

const familyOf = (address: string): Family => (address.includes(':') ? 'ipv6' : 'ipv4')

function toLists(sources: readonly string[]): Lists {
  const lists: Lists = { ipv4: new BlockList(), ipv6: new BlockList() }
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
