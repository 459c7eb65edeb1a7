/** The guard against DNS rebinding and pages of the web: which Host and Origin are answered, before anything else is looked at. */
import type { TLSSocket } from 'node:tls'
import type { Settings } from '#shared/contract/settings.ts'
import type { Refusal } from '#shared/dialects/dialect.ts'
import { isForeignPage, isLoopbackHost } from '../loopback-host.ts'
import type { HookHttpRequest } from './receive-hook.ts'

export interface HostParts {
  readonly settings: () => Settings
  /** Names and addresses of this computer in its networks; written small. */
  readonly lanHosts: () => ReadonlySet<string>
}

type Asked = Pick<HookHttpRequest, 'headers' | 'stream'>

/** Loopback knows loopback names only, the network this computer's own; both the public address, which a proxy or tunnel passes on. */
export function checkHost({ settings, lanHosts }: HostParts, { headers, stream }: Asked): Refusal | undefined {
  const { host = '', origin } = headers
  const { localPort } = stream.socket
  const isFromLan = (stream.socket as TLSSocket).encrypted === true
  const isOwn = isFromLan ? isLanHost(host, localPort, lanHosts()) : isLoopbackHost(host, localPort)
  if (isOwn || isPublicHost(host, settings()['hooks.publicUrl'])) {
    if (origin === undefined || !isForeignPage(origin)) return undefined
    return { reason: 'origin_refused', detail: `A page of “${origin.slice(0, 100)}” sent this; pages of the web may not post here.` }
  }
  return { reason: 'host_refused', detail: `The Host header says “${host.slice(0, 100)}”; only this computer's own addresses are answered, and the public address of the settings.` }
}

/** With exactly this port; none means 443 (RFC 9110 §4.2.2). */
function isLanHost(host: string, port: number | undefined, names: ReadonlySet<string>): boolean {
  const [, name, rawPort = '443'] = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(host.toLowerCase()) ?? []
  return name !== undefined && Number(rawPort) === port && names.has(name)
}

/** Kept as long as the setting: a look-up, not a parser, with every request. */
let known: { readonly publicUrl: string; readonly hosts: readonly string[] } | undefined

function isPublicHost(host: string, publicUrl: string | null): boolean {
  if (publicUrl === null) return false
  if (known?.publicUrl !== publicUrl) known = { publicUrl, hosts: hostsOf(publicUrl) }
  return known.hosts.includes(host.toLowerCase())
}

/** Some programs write the usual port, others leave it out. */
function hostsOf(publicUrl: string): string[] {
  const url = URL.parse(publicUrl)
  if (!url) return []
  return url.port === '' ? [url.hostname, `${url.hostname}:${url.protocol === 'https:' ? 443 : 80}`] : [url.host]
}
