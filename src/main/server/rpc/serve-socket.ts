/** The router over WebSockets on loopback: for the window in a browser and for the CLI. */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer, type WebSocket } from 'ws'
import { AppError } from '#shared/contract/errors.ts'
import { isLoopbackHost } from '../loopback-host.ts'
import type { Call } from './handlers.ts'
import type { Keys } from './keys.ts'
import { router } from './router.ts'

export interface SocketOptions {
  readonly server: Server
  readonly keys: Keys
  /** The call's context for a connection whose key was accepted. @throws AppError where there is nobody any more whose window it is; anything else while it cannot be told. */
  callFor(sessionKey: string): Call
}

export interface Sockets {
  /** Ends all connections; new ones are answered as they would be now. */
  drop(): void
  close(): void
}

const path = '/rpc'
const protocol = 'hookline.v1'

/** RFC 6455 §7.4.1, and IANA's list: for a browser the only way to tell “you may not” from “not now”. */
const closing = { notAllowed: 1008, tryAgain: 1013 } as const

/**
 * Attaches to the server's upgrades. Refused: a wrong Host (421), a foreign Origin (403), a missing or wrong key (401). Closed at once: the
 * window of somebody who is not there any more. A browser always sends its Origin; the CLI sends none and shows the key of run.json.
 */
export function serveSocket({ server, keys, callFor }: SocketOptions): Sockets {
  const handler = new RPCHandler(router)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 8 * 1024 * 1024, handleProtocols: () => protocol })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Without a listener, a reset or a broken frame of one connection would end the program; closing follows by itself.
    socket.on('error', ignore)
    const refusal = checkUpgrade(request)
    if (refusal) return refuse(socket, refusal)
    const accepted = keys.accept(readKey(request))
    if (!accepted) return refuse(socket, '401 Unauthorized')
    sockets.handleUpgrade(request, socket, head, (ws: WebSocket) => {
      ws.on('error', ignore)
      try {
        void handler.upgrade(ws, { context: callFor(accepted.sessionKey) })
      } catch (error) {
        // One window that belongs to nobody must not end the program and with it the listener.
        ws.close(error instanceof AppError ? closing.notAllowed : closing.tryAgain)
      }
    })
  })
  const drop = (): void => sockets.clients.forEach((client) => client.terminate())
  return {
    drop,
    close() {
      drop()
      sockets.close()
    },
  }
}

function checkUpgrade(request: IncomingMessage): string | undefined {
  const { host = '', origin } = request.headers
  if (!isLoopbackHost(host, request.socket.localPort)) return '421 Misdirected Request'
  if (request.url !== path) return '404 Not Found'
  if (origin !== undefined && origin !== `http://${host}`) return '403 Forbidden'
  return undefined
}

function readKey(request: IncomingMessage): string {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim())
  if (!offered.includes(protocol)) return ''
  return offered.find((one) => one.startsWith('key.'))?.slice(4) ?? ''
}

function ignore(): void {}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
