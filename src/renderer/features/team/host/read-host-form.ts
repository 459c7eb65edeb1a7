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

function readPort(text: string): number | null {
  if (!/^[1-9]\d{0,4}$/.test(text)) return null
  const port = Number(text)
  return port <= 65_535 ? port : null
}
