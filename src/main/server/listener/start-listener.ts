/** Opens the listener on 127.0.0.1 and ::1, says how it goes, and can be started again. */
import type { ListenerStatus, PortHolder } from '#shared/contract/listener.ts'
import type { RecordVerdict } from '../actions/record-verdict.ts'
import type { Context } from '../context.ts'
import type { createHookServer } from './http.ts'
import { createOwnRequests, type OwnRequests } from './own-requests.ts'
import { createPasses } from './passes.ts'
import { findPortHolder, isAlive } from './port/find-port-holder.ts'
import { createSockets } from './sockets.ts'

export interface Listener extends OwnRequests {
  status(): ListenerStatus
  /** Where tools post to, for instance `http://127.0.0.1:4665`; also while the port is taken. */
  url(): string
  /**
   * Opens the sockets on `port`, or on the one asked for before. Older ones let nobody in any more and answer what is under way. Calls
   * take turns; a failure is a status, not an error.
   */
  restart(port?: number): Promise<ListenerStatus>
  stop(): Promise<void>
}

export interface ListenerOptions {
  readonly firstPort: number
  /** How long a sender may take for its body; the usual time when left out. */
  readonly bodyTimeoutMs: number | undefined
}

/** Who has not sent the whole request this long after the app began to stop is cut. */
const patienceMs = 1000

/** A port that another program has is tried again this often: a second is nothing to notice, and binding costs nothing to speak of. */
const tryAgainMs = 1000

/** Not before tools can post: a command that opens the folder alone starts sooner without it. */
const loadHttp = (): Promise<typeof import('./http.ts')> => import('./http.ts')

export function createListener(ctx: Context, record: RecordVerdict, { firstPort, bodyTimeoutMs }: ListenerOptions): Listener {
  const sockets = createSockets(ctx.log)
  const passes = createPasses(ctx)
  let status: ListenerStatus = describe('stopped', firstPort, [], null)
  let routing: ReturnType<typeof createHookServer> | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let again: ReturnType<typeof setTimeout> | undefined

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

  async function restart(port = status.port): Promise<ListenerStatus> {
    clearTimeout(again)
    sockets.retire()
    if (!routing) await (routing = (await loadHttp()).createHookServer({ ctx, record, passes, bodyTimeoutMs, hooksUrl: () => status.url })).ready()
    become(describe('starting', port, [], null))
    try {
      return await open(routing, port)
    } catch (error) {
      ctx.log.warn({ err: error }, 'the listener could not start')
      return fail(error, port)
    }
  }

  async function open({ routing: handler }: ReturnType<typeof createHookServer>, port: number): Promise<ListenerStatus> {
    const opened = await sockets.open(handler, port)
    return become(describe('listening', opened.port, opened.hosts, null))
  }

  async function fail(error: unknown, port: number): Promise<ListenerStatus> {
    if (codeOf(error) !== 'EADDRINUSE') return become(describe('failed', port, [], explain(error, port)))
    const takenBy = await nameHolder(status.takenBy, port)
    again = setTimeout(() => void inTurn(tryAgain), tryAgainMs).unref()
    const { name, pid } = takenBy
    const isNews = status.state !== 'failed' || status.takenBy?.name !== name || status.takenBy.pid !== pid
    return isNews ? become({ ...describe('failed', port, [], explainTaken(takenBy, port)), takenBy }) : status
  }

  /** Without a word while the port is still taken. */
  async function tryAgain(): Promise<void> {
    if (status.takenBy === null || !routing) return
    await open(routing, status.port).catch((error: unknown) => fail(error, status.port))
  }

  async function stop(): Promise<void> {
    clearTimeout(again)
    sockets.retire()
    await sockets.end(patienceMs)
    await routing?.close()
    status = describe('stopped', status.port, [], null)
  }

  return { ...createOwnRequests(ctx, record, passes, () => status), status: () => status, url: () => status.url, restart: (port) => inTurn(() => restart(port)), stop: () => inTurn(stop) }
}

function describe(state: ListenerStatus['state'], port: number, hosts: string[], problem: string | null): ListenerStatus {
  return { state, port, url: `http://127.0.0.1:${port}`, hosts, problem, takenBy: null }
}

/** Looking costs much more than trying the port: who is known and still runs is not looked for again. */
async function nameHolder(known: PortHolder | null, port: number): Promise<PortHolder> {
  return known !== null && known.pid !== null && isAlive(known.pid) ? known : findPortHolder(port)
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : '')

function explainTaken({ name, pid }: PortHolder, port: number): string {
  const who = name === null ? 'another program' : `${name}${pid === null ? '' : ` (process ${pid})`}`
  return `Tools cannot post: port ${port} is used by ${who}. Close it, and Hookline goes on by itself; or choose another port (hooks.port).`
}

function explain(error: unknown, port: number): string {
  if (codeOf(error) === 'EACCES') return `Tools cannot post: this system does not allow port ${port}. Choose another port (hooks.port).`
  return `Tools cannot post: port ${port} could not be opened${error instanceof Error ? ` (${error.message})` : ''}.`
}
