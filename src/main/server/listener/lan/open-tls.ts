/** One TLS socket of the network: what speaks plain HTTP to it is told so, and what says nothing is cut. */
import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { CertificateFiles } from '../../actions/workspace/given-certificate.ts'
import { answerOn, drain } from '../drain-server.ts'
import { limitConnections, MOST_FROM_ONE, patience } from '../limit-connections.ts'

export interface TlsSocket {
  readonly port: number
  /** For connections from now on. */
  use(certificate: CertificateFiles): void
  /** Lets nobody in any more and resolves when all that is under way was answered. */
  retire(): Promise<void>
  /** Ends whatever is left. */
  cut(): void
}

export interface TlsSocketOptions {
  readonly host: string
  /** 0 takes any that is free. */
  readonly port: number
  readonly certificate: CertificateFiles
  readonly handler: RequestListener
}

/** For the first byte, and for the handshake. */
const HANDSHAKE_MS = 10_000

/** @throws an Error with `code` (`EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` …) when it cannot listen there. */
export async function openTls({ host, port, certificate, handler }: TlsSocketOptions): Promise<TlsSocket> {
  // TLS 1.2 too: tools that post are older than browsers.
  const server = createServer({ ...toContext(certificate), minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'], handshakeTimeout: HANDSHAKE_MS, ...patience })
  const open = lookFirst(server)
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  answerOn(server, handler)
  limitConnections(server, MOST_FROM_ONE)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => resolve())
  })
  return {
    port: (server.address() as AddressInfo).port,
    use: (next) => server.setSecureContext({ ...toContext(next), minVersion: 'TLSv1.2' }),
    retire: () => drain(server),
    cut: () => open.forEach((socket) => socket.destroy()),
  }
}

const toContext = ({ certificate, privateKey }: CertificateFiles) => ({ cert: certificate, key: privateKey })

/** A TLS connection begins with a handshake record (RFC 8446 §5.1). */
const HANDSHAKE = 0x16

/** Looks at the first byte before TLS does. @returns the connections that are open, however far they came. */
function lookFirst(server: Server): ReadonlySet<Socket> {
  const open = new Set<Socket>()
  const goOn = server.listeners('connection') as ((this: Server, socket: Socket) => void)[]
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    const ignore = (): void => undefined
    socket.on('error', ignore)
    socket.setTimeout(HANDSHAKE_MS, () => socket.destroy())
    socket.once('data', (first: Buffer) => {
      socket.setTimeout(0)
      socket.removeAllListeners('timeout')
      if (first[0] !== HANDSHAKE) return void tellPlain(socket, first)
      socket.pause()
      socket.off('error', ignore)
      socket.unshift(first)
      for (const listener of goOn) listener.call(server, socket)
    })
  })
  return open
}

const sentence = 'This port speaks HTTPS only: write https:// in the address.\n'

/** Nothing of the request is read: what was sent without TLS may have been read by others on the way. */
function tellPlain(socket: Socket, first: Buffer): void {
  if (!/^[A-Z]/.test(first.toString('latin1', 0, 1))) return void socket.destroy()
  socket.end(`HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nContent-Length: ${Buffer.byteLength(sentence)}\r\nConnection: close\r\n\r\n${sentence}`)
  socket.setTimeout(1000, () => socket.destroy())
  socket.resume()
}
