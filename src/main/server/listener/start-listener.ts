/** Opens the listener on 127.0.0.1 and ::1, says how it goes, and can be started again. */
import { createServer, type Server } from 'node:http'
import type { ListenerStatus } from '#shared/contract/listener.ts'
import type { RecordVerdict } from '../actions/record-verdict.ts'
import type { Context } from '../context.ts'
import { createHookServer } from './http.ts'

export interface Listener {
  status(): ListenerStatus
  /** Where tools post to, for instance `http://127.0.0.1:4665`; also while the port is taken. */
  url(): string
  /** Opens the sockets on `port`, or on the one asked for before, closing older ones first; a failure is a status, not an error. */
  restart(port?: number): Promise<ListenerStatus>
  stop(): Promise<void>
}

export function createListener(ctx: Context, record: RecordVerdict, firstPort: number): Listener {
  let servers: Server[] = []
  let status: ListenerStatus = describe('stopped', firstPort, [], null)
  let routing: ReturnType<typeof createHookServer> | undefined

  function become(next: ListenerStatus): ListenerStatus {
    status = next
    ctx.events.publish({ event: { name: 'listener.changed', data: next }, audience: 'everyone' })
    return next
  }

  async function stop(): Promise<void> {
    const closing = servers
    servers = []
    await Promise.all(closing.map(close))
  }

  async function restart(port = status.port): Promise<ListenerStatus> {
    await stop()
    if (!routing) await (routing = createHookServer(ctx, record)).ready()
    const handler = routing.routing
    become(describe('starting', port, [], null))
    try {
      const v4 = await listen(handler, port, '127.0.0.1')
      servers = [v4.server]
      const v6 = await listen(handler, v4.port, '::1').catch((error: unknown) => void ctx.log.info({ err: error }, 'not listening on ::1'))
      if (v6) servers.push(v6.server)
      return become(describe('listening', v4.port, v6 ? ['127.0.0.1', '::1'] : ['127.0.0.1'], null))
    } catch (error) {
      ctx.log.warn({ err: error }, 'the listener could not start')
      return become(describe('failed', port, [], explain(error, port)))
    }
  }

  return {
    status: () => status,
    url: () => status.url,
    restart,
    stop: async () => {
      await stop()
      await routing?.close()
      status = describe('stopped', status.port, [], null)
    },
  }
}

function describe(state: ListenerStatus['state'], port: number, hosts: string[], problem: string | null): ListenerStatus {
  return { state, port, url: `http://127.0.0.1:${port}`, hosts, problem }
}

async function listen(handler: (request: never, response: never) => void, port: number, host: string): Promise<{ server: Server; port: number }> {
  const server = createServer({ keepAliveTimeout: 60_000 }, handler as Parameters<typeof createServer>[1])
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => resolve())
  })
  const address = server.address()
  return { server, port: typeof address === 'object' && address ? address.port : port }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    // Requests under way are answered; whoever is still silent after a second is cut.
    setTimeout(() => server.closeAllConnections(), 1000).unref()
  })
}

function explain(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE') return `Tools cannot post: port ${port} is used by another program. Close it and try again, or choose another port (hooks.port).`
  if (code === 'EACCES') return `Tools cannot post: this system does not allow port ${port}. Choose another port (hooks.port).`
  return `Tools cannot post: port ${port} could not be opened${error instanceof Error ? ` (${error.message})` : ''}.`
}
