/** What becomes of a connection whose bytes are no HTTP: what came whole before them is answered first, so that nobody who was posted for is told that they were not. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** Node alone would answer 400 at once. A length that counts characters for bytes is how senders come here: their body is posted as far as it goes, and its end stands behind it. */
export function endBroken(server: Server): void {
  const open = new WeakMap<Socket, Set<Exchange>>()
  const ending = new WeakSet<Socket>()
  const follow = (request: IncomingMessage, response: ServerResponse): void => {
    const exchange = { request, response }
    const all = open.get(request.socket) ?? new Set()
    open.set(request.socket, all.add(exchange))
    response.once('close', () => all.delete(exchange))
  }
  server.prependListener('request', follow)
  server.prependListener('checkContinue', follow)
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket
    const status = statusOf(error)
    // Nobody is there any more, or TLS was never agreed on.
    if (status === undefined || !socket.writable) return void socket.destroy(error)
    if (ending.has(socket)) return
    const exchanges = [...(open.get(socket) ?? [])]
    const last = exchanges.findLast(({ request, response }) => request.complete && !response.writableFinished)
    if (last) {
      ending.add(socket)
      return endAfter(last.response, socket)
    }
    // An answer that has begun would be torn by another.
    if (!exchanges.some(({ response }) => response.headersSent)) socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)
    socket.destroy(error)
  })
}

function endAfter(response: ServerResponse, socket: Socket): void {
  if (!response.headersSent) response.setHeader('Connection', 'close')
  response.once('finish', () => socket.destroySoon())
}

/** As Node answers them; undefined for what the connection itself suffered. */
function statusOf({ code = '' }: NodeJS.ErrnoException): string | undefined {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large'
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return '413 Payload Too Large'
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout'
  return code.startsWith('HPE_') ? '400 Bad Request' : undefined
}
