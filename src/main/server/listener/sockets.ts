/** The sockets of the listener: opened on both loopback addresses, and let go of without cutting what is under way. */
import { createServer, type Server, type RequestListener } from 'node:http'
import type { Context } from '../context.ts'
import { answerOn, drain } from './drain-server.ts'
import { limitConnections, patience } from './limit-connections.ts'

export interface Sockets {
  /** @returns where it listens; `port` 0 means any free one. Rejects when 127.0.0.1 cannot be had. */
  open(handler: RequestListener, port: number): Promise<{ readonly port: number; readonly hosts: string[] }>
  /** They let nobody in any more and answer what is under way. */
  retire(): void
  /** Resolves when the last connection of all that were retired has ended; who takes longer than `patienceMs` is cut. */
  end(patienceMs: number): Promise<void>
}

export function createSockets(log: Context['log']): Sockets {
  let servers: Server[] = []
  const retired = new Map<Server, Promise<void>>()
  return {
    async open(handler, wanted) {
      const { server, port } = await listen(handler, wanted, '127.0.0.1')
      servers = [server]
      const v6 = await listen(handler, port, '::1').catch((error: unknown) => void log.info({ err: error }, 'not listening on ::1'))
      if (v6) servers.push(v6.server)
      return { port, hosts: v6 ? ['127.0.0.1', '::1'] : ['127.0.0.1'] }
    },
    retire() {
      for (const server of servers.splice(0)) retired.set(server, drain(server).then(() => void retired.delete(server)))
    },
    async end(patienceMs) {
      const cut = setTimeout(() => retired.forEach((_, server) => server.closeAllConnections()), patienceMs)
      await Promise.all(retired.values())
      clearTimeout(cut)
    },
  }
}

async function listen(handler: RequestListener, port: number, host: string): Promise<{ server: Server; port: number }> {
  const server = createServer(patience)
  answerOn(server, handler)
  limitConnections(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => resolve())
  })
  const address = server.address()
  return { server, port: typeof address === 'object' && address ? address.port : port }
}
