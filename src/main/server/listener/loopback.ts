/** Opens the listener on 127.0.0.1 and ::1, says how it goes, and tries a taken port again until it is free. */
import type { RequestListener } from 'node:http'
import type { ListenerStatus, PortHolder } from '#shared/contract/listener.ts'
import { sayNotice, type NoticeOf } from '#shared/core/network-notices.ts'
import type { Context } from '../context.ts'
import { findPortHolder, isAlive } from './port/find-port-holder.ts'
import { createSockets } from './sockets.ts'

/** What is of this computer alone. */
export type LoopbackStatus = Omit<ListenerStatus, 'lan' | 'publicUrl'>

export interface Loopback {
  status(): LoopbackStatus
  /** Calls must take turns; a failure is a status, not an error. */
  restart(port?: number): Promise<void>
  /** Lets nobody in any more; resolves when the last connection has ended, which is cut after `patienceMs`. */
  stop(patienceMs: number): Promise<void>
}

export interface LoopbackParts {
  readonly log: Context['log']
  readonly firstPort: number
  /** Loaded with the first start. */
  readonly handler: () => Promise<RequestListener>
  readonly onChange: () => void
  /** One after another, also with what others do to the listener. */
  readonly inTurn: <T>(run: () => Promise<T>) => Promise<T>
}

/** A port that another program has is tried again this often: a second is nothing to notice, and binding costs nothing to speak of. */
const tryAgainMs = 1000

export function createLoopback({ log, firstPort, handler, onChange, inTurn }: LoopbackParts): Loopback {
  const sockets = createSockets(log)
  let status = describe('stopped', firstPort, [], null)
  let again: ReturnType<typeof setTimeout> | undefined

  function become(next: LoopbackStatus): void {
    status = next
    onChange()
  }

  async function restart(port = status.port): Promise<void> {
    clearTimeout(again)
    sockets.retire()
    const answer = await handler()
    become(describe('starting', port, [], null))
    try {
      await open(answer, port)
    } catch (error) {
      log.warn({ err: error }, 'the listener could not start')
      await fail(error, port)
    }
  }

  async function open(answer: RequestListener, port: number): Promise<void> {
    const opened = await sockets.open(answer, port)
    become(describe('listening', opened.port, opened.hosts, null))
  }

  async function fail(error: unknown, port: number): Promise<void> {
    if (codeOf(error) !== 'EADDRINUSE') return become(describe('failed', port, [], explain(error, port)))
    const takenBy = await nameHolder(status.takenBy, port)
    again = setTimeout(() => void inTurn(tryAgain), tryAgainMs).unref()
    const { name, pid } = takenBy
    const isNews = status.state !== 'failed' || status.takenBy?.name !== name || status.takenBy.pid !== pid
    if (isNews) become({ ...describe('failed', port, [], explainTaken(takenBy, port)), takenBy })
  }

  /** Without a word while the port is still taken. */
  async function tryAgain(): Promise<void> {
    if (status.takenBy === null) return
    await open(await handler(), status.port).catch((error: unknown) => fail(error, status.port))
  }

  async function stop(patienceMs: number): Promise<void> {
    clearTimeout(again)
    sockets.retire()
    await sockets.end(patienceMs)
    status = describe('stopped', status.port, [], null)
  }

  return { status: () => status, restart, stop }
}

function describe(state: LoopbackStatus['state'], port: number, hosts: string[], notice: NoticeOf | null): LoopbackStatus {
  return { state, port, url: `http://127.0.0.1:${port}`, hosts, problem: notice && sayNotice(notice), notice, takenBy: null }
}

/** Looking costs much more than trying the port: who is known and still runs is not looked for again. */
async function nameHolder(known: PortHolder | null, port: number): Promise<PortHolder> {
  return known !== null && known.pid !== null && isAlive(known.pid) ? known : findPortHolder(port)
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : '')

function explainTaken({ name, pid }: PortHolder, port: number): NoticeOf {
  if (name === null) return { code: 'here_taken', values: { port } }
  return pid === null ? { code: 'here_taken_by', values: { port, name } } : { code: 'here_taken_by_process', values: { port, name, pid } }
}

function explain(error: unknown, port: number): NoticeOf {
  if (codeOf(error) === 'EACCES') return { code: 'here_denied', values: { port } }
  return { code: 'here_failed', values: { port, error: error instanceof Error ? error.message : String(error) } }
}
