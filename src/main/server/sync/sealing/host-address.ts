/** Where a relay can be reached, as people write it: `name:port`, in the one way in which it may stand in an invite link. */
import { isIPv4, isIPv6 } from 'node:net'
import { domainToASCII } from 'node:url'
import { joinHostPort } from '#shared/core/join-host-port.ts'

export interface HostAddress {
  /** A name in lower case and ASCII, an IPv4 address, or an IPv6 address without brackets. */
  readonly host: string
  readonly port: number
}

/** @returns undefined when it is none: a scheme, a path, a zone (`%eth0`, which means nothing on another computer), no port. */
export function parseHostAddress(rawText: string): HostAddress | undefined {
  const [, bracketed, bare, port] = /^(?:\[([0-9a-f:.]+)\]|([^\s[\]:/?#@%\\]+)):([1-9]\d{0,4})$/i.exec(rawText) ?? []
  const host = bracketed === undefined ? readName(bare ?? '') : readIPv6(bracketed)
  return host === undefined || Number(port) > 65_535 ? undefined : { host, port: Number(port) }
}

export function formatHostAddress({ host, port }: HostAddress): string {
  return joinHostPort(host, port)
}

/** The shortest way to write it (RFC 5952), which is what URLs do. */
function readIPv6(address: string): string | undefined {
  return isIPv6(address) ? URL.parse(`http://[${address}]`)?.hostname.slice(1, -1) : undefined
}

function readName(rawName: string): string | undefined {
  const name = domainToASCII(rawName)
  // URLs also read `1.2.3` and `010.0.0.1` as addresses, others than one thinks.
  if (isIPv4(name)) return name === rawName ? name : undefined
  const labels = name.split('.')
  const isName = name.length <= 253 && labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label))
  // What ends in a number is an address gone wrong (WHATWG URL, "ends in a number").
  return isName && !/^\d+$/.test(labels.at(-1) ?? '') ? name : undefined
}
