/** From what was ticked and typed to where the host is announced. */

export const DEFAULT_PORT = 4666
/** As the contract says. */
const MOST = 8

export interface HostFormValues {
  readonly chosen: readonly string[]
  readonly name: string
  readonly port: string
}

export interface ReadHostForm {
  /** The name comes first: who named one means it. At most eight. */
  readonly addresses: readonly string[]
  /** Null when none was typed. */
  readonly name: string | null
  /** 0 to 65535, 0 for any that is free; null when it is none. */
  readonly port: number | null
}

export function readHostForm({ chosen, name, port }: HostFormValues): ReadHostForm {
  const typed = name.trim()
  const named = typed === '' ? null : typed
  return { addresses: [...new Set([...(named === null ? [] : [named]), ...chosen])].slice(0, MOST), name: named, port: readPort(port.trim()) }
}

function readPort(text: string): number | null {
  if (!/^\d{1,5}$/.test(text)) return null
  const port = Number(text)
  return port <= 65_535 ? port : null
}
