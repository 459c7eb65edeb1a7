/** Bounds how many connections a server has: a new one is let in always, and where that is one too many, one of those that do nothing has to go. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Of one door: 127.0.0.1, ::1, or an address in the network. A sender that keeps its connections has a few dozen. */
export const MOST_CONNECTIONS = 1000
/** In the network: one computer, also one that holds them open and says nothing, leaves the other half to the others. */
export const MOST_FROM_ONE = MOST_CONNECTIONS / 2

/** For the servers of all doors. Between two requests senders keep connections for up to a minute. */
export const patience = {
  keepAliveTimeout: 60_000,
  /** From the first moment, or the first byte of a further request, to the end of its headers: also for who says nothing at all. */
  headersTimeout: 20_000,
  /** For a body none of Node’s, which would end a long upload without a word: it has a time of its own (`read-chunks.ts`), and an answer too (`http.ts`). */
  requestTimeout: 0,
  /** How late that may be noticed. */
  connectionsCheckingInterval: 5000,
} as const

/** Each in the order of its last change, so that the first has been what it is for the longest. */
interface Crowds {
  /** Has asked nothing yet. */
  readonly silent: Set<Socket>
  /** Was answered, and may ask again. */
  readonly kept: Set<Socket>
  /** Has begun a request; one that is all here is being answered and stays. */
  readonly asking: Map<Socket, IncomingMessage>
}

/** There are three ways to hold connections up, and none pushes out who does not take part in it: the largest crowd gives up its oldest. @param fromOne at most from one address; the next one of it is refused, and nobody has to go for it. */
export function limitConnections(server: Server, fromOne = Infinity): void {
  const counts = countBySender()
  const crowds: Crowds = { silent: new Set(), kept: new Set(), asking: new Map() }
  const all = new Map<string, Socket>()
  /** By the socket that requests come over, where that is another: TLS puts its own on top. */
  const below = new WeakMap<Socket, Socket>()
  const plainOf = (socket: Socket): Socket => below.get(socket) ?? socket

  server.on('connection', (socket: Socket) => {
    if (counts.add(socket) > fromOne) return void socket.destroy()
    const name = nameOf(socket)
    crowds.silent.add(socket)
    all.set(name, socket)
    socket.once('close', () => {
      leave(crowds, socket)
      if (all.get(name) === socket) all.delete(name)
    })
    if (sizeOf(crowds) > MOST_CONNECTIONS) (chooseOldest(crowds) ?? socket).destroy()
  })
  server.on('secureConnection', (socket: Socket) => {
    const plain = all.get(nameOf(socket))
    if (plain) below.set(socket, plain)
  })
  const follow = (request: IncomingMessage, response: ServerResponse): void => {
    const socket = plainOf(request.socket)
    leave(crowds, socket)
    crowds.asking.set(socket, request)
    response.once('close', () => {
      // With pipelining the next request may have begun.
      if (crowds.asking.get(socket) !== request) return
      crowds.asking.delete(socket)
      if (!socket.destroyed) crowds.kept.add(socket)
    })
  }
  server.prependListener('request', follow)
  server.prependListener('checkContinue', follow)
}

/** `add` gives how many are open from the same address, this one too. */
function countBySender(): { add(socket: Socket): number } {
  const counts = new Map<string, number>()
  return {
    add(socket) {
      const from = socket.remoteAddress ?? ''
      const count = (counts.get(from) ?? 0) + 1
      counts.set(from, count)
      socket.once('close', () => {
        const left = (counts.get(from) ?? 0) - 1
        if (left > 0) counts.set(from, left)
        else counts.delete(from)
      })
      return count
    },
  }
}

const nameOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`

const sizeOf = ({ silent, kept, asking }: Crowds): number => silent.size + kept.size + asking.size

function leave({ silent, kept, asking }: Crowds, socket: Socket): void {
  silent.delete(socket)
  kept.delete(socket)
  asking.delete(socket)
}

/** Leaves at once, so that many that come together each find another. Undefined when all are being answered. */
function chooseOldest(crowds: Crowds): Socket | undefined {
  const bySize = [crowds.silent, crowds.kept, crowds.asking].sort((a, b) => b.size - a.size)
  for (const crowd of bySize) {
    const oldest = crowd instanceof Map ? [...crowd].find(([, request]) => !request.complete)?.[0] : crowd.values().next().value
    if (oldest === undefined) continue
    leave(crowds, oldest)
    return oldest
  }
  return undefined
}
