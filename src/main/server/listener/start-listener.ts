/** Opens the listener on 127.0.0.1 and ::1, and to the network where the settings say so, says how it goes, and can be started again. */
import type { RequestListener } from 'node:http'
import type { ListenerStatus } from '#shared/contract/listener.ts'
import type { RecordVerdict } from '../actions/posts/record-verdict.ts'
import type { Context } from '../context.ts'
import { readSettings } from '../store/settings.ts'
import type { CertificateMaker } from './lan/lan-certificate.ts'
import { createLanDoor } from './lan/lan-door.ts'
import { createLoopback } from './loopback.ts'
import { createOwnRequests, type OwnRequests } from './own-requests.ts'
import { createPasses } from './passes.ts'

export interface Listener extends OwnRequests {
  status(): ListenerStatus
  /** On which it answers, also to the network: nothing is sent there. */
  ownPorts(): readonly string[]
  /** Where tools of this computer post to, for instance `http://127.0.0.1:4665`; also while the port is taken. */
  url(): string
  /** What new addresses begin with: the public address where there is one, else `url()`. */
  hooksUrl(): string
  /**
   * Opens the sockets on `port`, or on the one asked for before. Older ones let nobody in any more and answer what is under way. Calls
   * take turns; a failure is a status, not an error.
   */
  restart(port?: number): Promise<ListenerStatus>
  /** Does what the settings say of the network and of the public address; loopback goes on as it is. */
  follow(): Promise<void>
  /** Makes our own certificate of the network anew, with the same key. @throws AppError `unavailable` while the device's key cannot be had. */
  renewCertificate(): Promise<void>
  stop(): Promise<void>
}

export interface ListenerOptions {
  readonly firstPort: number
  /** How long a sender may take for its body; the usual time when left out. */
  readonly bodyTimeoutMs: number | undefined
  /** How long nothing of an answer may be read; the usual time when left out. */
  readonly unreadTimeoutMs: number | undefined
  /** For the network. */
  readonly certificates: CertificateMaker
}

/** Who has not sent the whole request this long after the app began to stop is cut. */
const patienceMs = 1000

/** Not before tools can post: a command that opens the folder alone starts sooner without it. */
const loadHttp = (): Promise<typeof import('./http.ts')> => import('./http.ts')

export function createListener(ctx: Context, record: RecordVerdict, { firstPort, bodyTimeoutMs, unreadTimeoutMs, certificates }: ListenerOptions): Listener {
  const passes = createPasses(ctx)
  let answer: RequestListener | undefined
  let turn: Promise<unknown> = Promise.resolve()

  /** Two restarts at once would fight for the port. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = turn.then(run)
    turn = result.catch(() => undefined)
    return result
  }

  const publicUrl = (): string | null => readSettings(ctx.reader)['hooks.publicUrl']?.replace(/\/+$/, '') ?? null
  const hooksUrl = (): string => publicUrl() ?? loopback.status().url
  const status = (): ListenerStatus => ({ ...loopback.status(), lan: lan.status(), publicUrl: publicUrl() })
  const tell = (): void => ctx.events.publish({ event: { name: 'listener.changed', data: status() }, audience: 'everyone' })

  async function handler(): Promise<RequestListener> {
    return (answer ??= (await loadHttp()).createHookHandler({ ctx, record, passes, bodyTimeoutMs, unreadTimeoutMs, hooksUrl, lanHosts: lan.hosts }))
  }

  const loopback = createLoopback({ log: ctx.log, firstPort, handler, onChange: tell, inTurn })
  const lan = createLanDoor({ ctx, maker: certificates, handler, onChange: tell })

  async function restart(port?: number): Promise<ListenerStatus> {
    await loopback.restart(port)
    await lan.follow()
    return status()
  }

  async function follow(): Promise<void> {
    if (loopback.status().state !== 'stopped') await lan.follow()
    tell()
  }

  async function stop(): Promise<void> {
    const cut = setTimeout(lan.cut, patienceMs)
    await Promise.all([loopback.stop(patienceMs), lan.stop()])
    clearTimeout(cut)
  }

  return {
    ...createOwnRequests(ctx, record, passes, status),
    status,
    url: () => loopback.status().url,
    ownPorts: () => [String(loopback.status().port), ...lan.ports()],
    hooksUrl,
    restart: (port) => inTurn(() => restart(port)),
    follow: () => inTurn(follow),
    renewCertificate: () => inTurn(lan.renew),
    stop: () => inTurn(stop),
  }
}
