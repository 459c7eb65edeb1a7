/** The sockets of the network, one for each address of this computer, all on one port. */
import type { RequestListener } from 'node:http'
import type { NoticeOf } from '#shared/core/network-notices.ts'
import type { CertificateFiles } from '../../actions/workspace/given-certificate.ts'
import type { TlsSocket } from './open-tls.ts'

export interface LanSockets {
  addresses(): readonly string[]
  /** The one in use; undefined while none is open. */
  port(): number | undefined
  /** Opens what is missing of `addresses` and lets go of the others. @returns why not, of the first that cannot be had. */
  keep(addresses: readonly string[], how: { readonly port: number; readonly certificate: CertificateFiles; readonly handler: RequestListener }): Promise<NoticeOf | null>
  /** For connections from now on. */
  use(certificate: CertificateFiles): void
  /** They let nobody in any more and answer what is under way. */
  retire(): void
  /** Resolves when the last connection of those has ended. */
  ended(): Promise<unknown>
  /** Ends what is left of them. */
  cut(): void
}

export function createLanSockets(): LanSockets {
  const open = new Map<string, TlsSocket>()
  const retired = new Map<TlsSocket, Promise<void>>()

  function retire(addresses: readonly string[] = [...open.keys()]): void {
    for (const address of addresses) {
      const socket = open.get(address)
      open.delete(address)
      if (socket) retired.set(socket, socket.retire().then(() => void retired.delete(socket)))
    }
  }

  const port = (): number | undefined => open.values().next().value?.port

  return {
    addresses: () => [...open.keys()],
    port,
    async keep(addresses, { port: asked, certificate, handler }) {
      let problem: NoticeOf | null = null
      retire([...open.keys()].filter((address) => !addresses.includes(address)))
      const { openTls } = await import('./open-tls.ts')
      for (const host of addresses) {
        if (open.has(host)) continue
        const wanted = port() ?? asked
        try {
          open.set(host, await openTls({ host, port: wanted, certificate, handler }))
        } catch (error) {
          // Gone since it was listed, or not ready yet: the next look knows.
          if (codeOf(error) !== 'EADDRNOTAVAIL') problem ??= explain(error, host, wanted)
        }
      }
      return problem
    },
    use: (certificate) => open.forEach((socket) => socket.use(certificate)),
    retire: () => retire(),
    ended: () => Promise.all(retired.values()),
    cut: () => retired.forEach((_, socket) => socket.cut()),
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : '')

function explain(error: unknown, address: string, port: number): NoticeOf {
  const code = codeOf(error)
  if (code === 'EADDRINUSE') return { code: 'port_taken', values: { port, address } }
  if (code === 'EACCES') return { code: 'port_denied', values: { port } }
  return { code: 'port_failed', values: { port, address, error: error instanceof Error ? error.message : String(error) } }
}
