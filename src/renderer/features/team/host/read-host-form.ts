/** From what was ticked and typed to where the host is announced. */
import { joinHostPort } from '#shared/core/join-host-port.ts'

export const DEFAULT_PORT = 4666
/** As the contract says. */
const MOST = 8

export interface HostFormValues {
  readonly chosen: readonly string[]
  readonly name: string
  readonly port: string
}

export interface ReadHostForm {
  /** Each with a port. The name comes first: who named one means it. At most eight; none without a port. */
  readonly addresses: readonly string[]
  /** Null when none was typed. */
  readonly name: string | null
  /** 1 to 65535; null when it is none. */
  readonly port: number | null
}

export function readHostForm({ chosen, name, port: rawPort }: HostFormValues): ReadHostForm {
  const typed = name.trim()
  const named = typed === '' ? null : typed
  const port = readPort(rawPort.trim())
  const all = [...(named === null ? [] : [named]), ...chosen]
  return { addresses: port === null ? [] : [...new Set(all.map((address) => withPort(address, port)))].slice(0, MOST), name: named, port }
}

/** Others may reach a name by another port than this computer listens on: then it stands behind the name. */
function withPort(address: string, port: number): string {
  if (/^(\[.*\]|[^:]*):\d+$/.test(address)) return address
  return joinHostPort(address, port)
}

export interface BeforeForm {
  /** What the field began with: empty where no name was said. */
  readonly name: string
  /** Addresses of this computer that were not announced. */
  readonly left: readonly string[]
}

/** What the form begins with where addresses were announced before, all `host:port`; those of a network that this computer is not in any more are gone. @param lan its addresses now */
export function readBefore(before: readonly string[], lan: readonly string[], port: number): BeforeForm {
  const parts = before.map((address) => ({ address, host: address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '') }))
  const named = parts.find(({ host }) => !lan.includes(host) && !isPrivate(host))
  const announced = lan.filter((address) => parts.some(({ host }) => host === address))
  return {
    name: named === undefined ? '' : named.address === joinHostPort(named.host, port) ? named.host : named.address,
    left: announced.length === 0 ? [] : lan.filter((address) => !announced.includes(address)),
  }
}

/** Of a network of somebody's own (RFC 1918, RFC 4193), or of this link alone (RFC 4291). */
const isPrivate = (host: string): boolean => /^(10|192\.168|172\.(1[6-9]|2\d|3[01]))(\.\d+){2,3}$|^(f[cd]|fe80)[\da-f:]*$/i.test(host)

function readPort(text: string): number | null {
  if (!/^[1-9]\d{0,4}$/.test(text)) return null
  const port = Number(text)
  return port <= 65_535 ? port : null
}
