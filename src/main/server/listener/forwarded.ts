/** Reads what proxies write of where a request came from: `X-Forwarded-For`, and `Forwarded` of RFC 7239. */
import { isIP } from 'node:net'
import { toPlainAddress } from './address-list.ts'

/** The hops of a header, the last first; undefined for one that names nobody or is not understood. */
export type Hops = readonly (string | undefined)[]

/** More proxies than anybody has; who writes a longer chain wants to keep us busy. */
const mostHops = 32

/** A list of addresses, some with ports: `203.0.113.7, [2001:db8::1]:443`. */
export function readForwardedFor(header: string): Hops {
  return header.split(',').slice(-mostHops).reverse().map((entry) => readNode(entry.trim()))
}

/** RFC 7239 §4: `for=192.0.2.60;proto=https, for="[2001:db8::17]:4711"`. Of its parameters only `for` is heeded. */
export function readForwarded(header: string): Hops {
  return splitOutside(header, ',').slice(-mostHops).reverse().map(readElement)
}

/** An element that has no `for`, or two, names nobody. */
function readElement(element: string): string | undefined {
  const pairs = splitOutside(element, ';').map((pair) => parameter.exec(pair.trim()))
  if (pairs.includes(null)) return undefined
  const named = pairs.filter((pair) => pair?.[1]?.toLowerCase() === 'for')
  if (named.length !== 1) return undefined
  const [, , token, quoted] = named[0] ?? []
  // RFC 7239 §6: IPv6 and ports are always quoted; a bare token is an IPv4 address, or no address.
  return readNode(token ?? quoted?.replace(/\\(.)/g, '$1') ?? '')
}

/** RFC 7239 §4 and RFC 9110 §5.6: a token, `=` without blanks, a token or a quoted string. */
const parameter = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:([!#$%&'*+.^_`|~0-9A-Za-z:[\]-]+)|"((?:[^"\\]|\\.)*)")$/

/** Splits where the mark does not stand between quotes. One quote that never ends makes the whole rest one part, which no parameter fits. */
function splitOutside(text: string, mark: string): string[] {
  const parts: string[] = []
  let begin = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]
    if (isQuoted && letter === '\\') at += 1
    else if (letter === '"') isQuoted = !isQuoted
    else if (letter === mark && !isQuoted) {
      parts.push(text.slice(begin, at))
      begin = at + 1
    }
  }
  return [...parts, text.slice(begin)]
}

/** An address as it is compared, or undefined: `unknown`, `_hidden`, names, zones and other spellings of numbers are none. */
function readNode(raw: string): string | undefined {
  const [, bracketed, plain] = /^(?:\[([0-9a-fA-F:.]+)\](?::\d{1,5})?|(\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?)$/.exec(raw) ?? []
  const address = bracketed ?? plain ?? raw
  const family = isIP(address)
  if (family === 0 || address.includes('%') || (bracketed !== undefined && family !== 6)) return undefined
  return toPlainAddress(address)
}
