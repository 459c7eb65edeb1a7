/** Opens the listener on 127.0.0.1 and ::1, says how it goes, and can be started again. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { ListenerStatus } from '#shared/contract/listener.ts'
import type { RecordVerdict } from '../actions/record-verdict.ts'
import type { VerdictId } from '#shared/contract/ids.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import type { Context } from '../context.ts'
import type { createHookServer } from './http.ts'

export interface Listener {
  status(): ListenerStatus
  /** Where tools post to, for instance `http://127.0.0.1:4665`; also while the port is taken. */
  url(): string
  /**
   * Opens the sockets on `port`, or on the one asked for before. Older ones let nobody in any more and answer what is under way. Calls
   * take turns; a failure is a status, not an error.
   */
  restart(port?: number): Promise<ListenerStatus>
  /** Sends a kept request again, whether or not the port is open. @throws AppError `not_found`, `conflict`. */
  replay(what: { readonly id: VerdictId; readonly by: string }): Promise<Verdict>
  stop(): Promise<void>
}

export interface ListenerOptions {
  readonly firstPort: number
  /** How long a sender may take for its body; the usual time when left out. */
  readonly bodyTimeoutMs: number | undefined
}

/** Who has not sent the whole request this long after the app began to stop is cut. */
const patienceMs = 1000

/** Not before tools can post: a command that opens the folder alone starts sooner without it. */
const loadHttp = (): Promise<typeof import('./http.ts')> => import('./http.ts')

export function createListener(ctx: Context, record: RecordVerdict, { firstPort, bodyTimeoutMs }: ListenerOptions): Listener {
  let servers: Server[] = []
  const retired = new Map<Server, Promise<void>>()
  let status: ListenerStatus = describe('stopped', firstPort, [], null)
  let routing: ReturnType<typeof createHookServer> | undefined
  let turn: Promise<unknown> = Promise.resolve()

  /** Two restarts at once would fight for the port. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = turn.then(run)
    turn = result.catch(() => undefined)
    return result
  }

  function become(next: ListenerStatus): ListenerStatus {
    status = next
    ctx.events.publish({ event: { name: 'listener.changed', data: next }, audience: 'everyone' })
    return next
  }

  function retire(): void {
    for (const server of servers.splice(0)) retired.set(server, drain(server).then(() => void retired.delete(server)))
  }

  async function restart(port = status.port): Promise<ListenerStatus> {
    retire()
    if (!routing) await (routing = (await loadHttp()).createHookServer({ ctx, record, bodyTimeoutMs, hooksUrl: () => status.url })).ready()
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

  async function stop(): Promise<void> {
    retire()
    const cut = setTimeout(() => retired.forEach((_, server) => server.closeAllConnections()), patienceMs)
    await Promise.all(retired.values())
    clearTimeout(cut)
    await routing?.close()
    status = describe('stopped', status.port, [], null)
  }

  const replay: Listener['replay'] = async (what) => (await import('./replay-request.ts')).replayRequest(ctx, record, what)

  return { replay, status: () => status, url: () => status.url, restart: (port) => inTurn(() => restart(port)), stop: () => inTurn(stop) }
}

function describe(state: ListenerStatus['state'], port: number, hosts: string[], problem: string | null): ListenerStatus {
  return { state, port, url: `http://127.0.0.1:${port}`, hosts, problem }
}

async function listen(handler: (request: never, response: never) => void, port: number, host: string): Promise<{ server: Server; port: number }> {
  const server = createServer({ keepAliveTimeout: 60_000 })
  const answer: RequestListener = (request, response) => {
    // A connection from before a restart: this is its last answer.
    if (!server.listening) response.setHeader('Connection', 'close')
    handler(request as never, response as never)
  }
  server.on('request', answer)
  // Who waits to be asked for the body is asked when it is wanted.
  server.on('checkContinue', answer)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => resolve())
  })
  const address = server.address()
  return { server, port: typeof address === 'object' && address ? address.port : port }
}

/** Resolves when the last connection has ended: idle ones at once, busy ones after their answer, stuck ones after a minute. */
function drain(server: Server): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), 50).unref()
  const cut = setTimeout(() => server.closeAllConnections(), 60_000).unref()
  return new Promise((resolve) => {
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(cut)
      resolve()
    })
  })
}

function explain(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE') return `Tools cannot post: port ${port} is used by another program. Close it and try again, or choose another port (hooks.port).`
  if (code === 'EACCES') return `Tools cannot post: this system does not allow port ${port}. Choose another port (hooks.port).`
  return `Tools cannot post: port ${port} could not be opened${error instanceof Error ? ` (${error.message})` : ''}.`
}
