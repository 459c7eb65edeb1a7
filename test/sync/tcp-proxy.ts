/** A network between two that can be cut, or go silent without a word. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface TcpProxy {
  readonly port: number
  /** Everything that came from the side that connects. */
  readonly sent: () => number
  /** Ends all connections with a reset. */
  cut(): void
  /** Keeps all connections and passes nothing on any more, in neither direction; new ones are as silent. */
  silence(): void
  /** As a router that lost its memory: of what is connected now nothing passes any more, and nobody is told; new connections pass. */
  forget(): void
  /** As without a network: ends all connections, and new ones at once. */
  block(): void
  /** New connections pass again. */
  heal(): void
  close(): Promise<void>
}

export async function startTcpProxy(port: () => number): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  const forgotten = new WeakSet<Socket>()
  let silent = false
  let blocked = false
  let sent = 0
  const server = createServer((near) => {
    if (blocked) return void near.resetAndDestroy()
    const far = connect(port(), '127.0.0.1')
    for (const [from, to] of [[near, far], [far, near]] as const) {
      sockets.add(from)
      from.setNoDelay(true)
      from.on('error', () => undefined)
      from.on('close', () => (sockets.delete(from), to.destroy()))
      from.on('data', (data) => {
        if (from === near) sent += data.length
        if (!silent && !forgotten.has(from) && !to.write(data)) from.pause()
      })
      to.on('drain', () => from.resume())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    sent: () => sent,
    cut,
    silence: () => (silent = true),
    forget: () => sockets.forEach((socket) => forgotten.add(socket)),
    block() {
      blocked = true
      cut()
    },
    heal() {
      silent = false
      blocked = false
    },
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
