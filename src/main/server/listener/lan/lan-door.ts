/** Opens the listener to other computers of the network, over TLS alone, and follows settings, addresses and certificate from then on. */
import type { RequestListener } from 'node:http'
import { hostname } from 'node:os'
import { AppError } from '#shared/contract/errors.ts'
import type { LanStatus } from '#shared/contract/listener.ts'
import { bracketHost, joinHostPort } from '#shared/core/join-host-port.ts'
import { isNetworkNotice, sayNotice, type NoticeOf } from '#shared/core/network-notices.ts'
import type { Context } from '../../context.ts'
import { listLanAddresses } from '../../lan-addresses.ts'
import { readSettings } from '../../store/settings.ts'
import { createLanCertificates, type CertificateMaker, type LanCertificate } from './lan-certificate.ts'
import { createLanSockets, type LanSockets } from './lan-sockets.ts'

export interface LanDoor {
  status(): LanStatus
  /** That are open now. */
  ports(): readonly string[]
  /** Names and addresses that a Host header may say, IPv6 in brackets. */
  hosts(): ReadonlySet<string>
  /** Makes our own certificate anew, with the same key, for the names and addresses of now. */
  renew(): Promise<void>
  /** Does what the settings say now. Calls take turns; what fails is a status and is tried again. */
  follow(): Promise<void>
  /** Lets nobody in any more; resolves when the last connection has ended. */
  stop(): Promise<void>
  /** Ends what is left. */
  cut(): void
}

export interface LanParts {
  readonly ctx: Context
  readonly maker: CertificateMaker
  readonly handler: () => Promise<RequestListener>
  /** Told after each change of the status. */
  readonly onChange: () => void
}

/** Networks come and go, and so do certificates: a look that often costs nothing that anybody could measure. */
const LOOK_MS = 2000

export function createLanDoor({ ctx, maker, handler, onChange }: LanParts): LanDoor {
  const sockets = createLanSockets()
  const certificates = createLanCertificates(ctx, maker, () => [...namesOf(ctx), ...listLanAddresses()])
  const isOn = (): boolean => readSettings(ctx.reader)['hooks.reach'] === 'lan'
  const now: Now = { askedPort: 0, certificate: undefined, problem: null, isStarted: false }
  let hosts: ReadonlySet<string> = new Set()
  let watch: NodeJS.Timeout | undefined
  let turn: Promise<void> = Promise.resolve()
  let told = ''

  async function look(): Promise<void> {
    now.problem = null
    if (isOn()) await open(ctx, now, { sockets, certificates: certificates.current, handler })
    else sockets.retire()
    hosts = new Set([...sockets.addresses(), ...namesOf(ctx)].map((name) => bracketHost(name.toLowerCase())))
    const state = JSON.stringify(status())
    if (state === told) return
    told = state
    onChange()
  }

  const status = (): LanStatus => describe(ctx, now, sockets, isOn() && now.isStarted)

  const follow = (): Promise<void> => {
    told ||= JSON.stringify(status())
    now.isStarted = true
    watch ??= setInterval(() => void (isOn() || sockets.addresses().length > 0 ? follow() : undefined), LOOK_MS).unref()
    return (turn = turn.then(look).catch((error: unknown) => ctx.log.error({ err: error }, 'the network could not be followed')))
  }

  return {
    status,
    ports: () => [sockets.port()].flatMap((port) => (port === undefined ? [] : [String(port)])),
    hosts: () => hosts,
    follow,
    renew: async () => {
      await certificates.renew()
      await follow()
    },
    stop: async () => {
      clearInterval(watch)
      watch = undefined
      await turn
      now.isStarted = false
      sockets.retire()
      await sockets.ended()
    },
    cut: sockets.cut,
  }
}

interface Now {
  /** As the settings said when it was opened. */
  askedPort: number
  certificate: LanCertificate | undefined
  problem: NoticeOf | null
  isStarted: boolean
}

interface Parts {
  readonly sockets: LanSockets
  readonly certificates: () => Promise<LanCertificate>
  readonly handler: () => Promise<RequestListener>
}

async function open(ctx: Context, now: Now, { sockets, certificates, handler }: Parts): Promise<void> {
  const port = readSettings(ctx.reader)['hooks.lanPort']
  if (port !== now.askedPort) sockets.retire()
  now.askedPort = port
  const earlier = now.certificate
  try {
    now.certificate = await certificates()
  } catch (error) {
    // What was right yesterday goes on; without any there is no TLS.
    now.problem = explain(ctx, error)
    if (sockets.port() === undefined) return
  }
  const { certificate } = now
  if (certificate === undefined) return
  if (certificate !== earlier) sockets.use(certificate)
  const addresses = listLanAddresses()
  const problem = await sockets.keep(addresses, { port, certificate, handler: await handler() })
  now.problem ??= addresses.length === 0 ? { code: 'no_network', values: {} } : problem
}

function describe(ctx: Context, { certificate, problem }: Now, sockets: LanSockets, isOn: boolean): LanStatus {
  const open = sockets.addresses()
  const port = sockets.port() ?? readSettings(ctx.reader)['hooks.lanPort']
  const isOpen = open.length > 0
  return {
    state: isOn ? (isOpen ? 'listening' : 'failed') : 'off',
    port,
    addresses: isOpen ? [...open] : listLanAddresses(),
    names: namesOf(ctx),
    urls: orderHosts(ctx, open, certificate).map((host) => `https://${joinHostPort(host, port)}`),
    certificate: isOpen && certificate ? certificate.view : null,
    problem: problem && sayNotice(problem),
    notice: problem,
  }
}

/** What tools may call it so that they take the certificate. One of somebody's own is for names as a rule; ours is taken by its key, whatever the name. */
function orderHosts(ctx: Context, open: readonly string[], certificate: LanCertificate | undefined): readonly string[] {
  if (open.length === 0 || certificate?.view.kind !== 'given') return open
  const covered = [...new Set([...readSettings(ctx.reader)['hooks.lanNames'], ...namesOf(ctx), ...open])].filter((host) => certificate.covers(host))
  // Where it is for none of them, which the doctor says, they are reached all the same.
  return covered.length === 0 ? open : covered
}

/** As the system calls it, as computers find each other without a name server (RFC 6762), and as the settings say. */
function namesOf(ctx: Context): string[] {
  const name = hostname().toLowerCase()
  const first = name.split('.')[0] ?? ''
  return [...new Set([...(first === '' ? [] : [name, first, `${first}.local`]), ...readSettings(ctx.reader)['hooks.lanNames']])]
}

function explain(ctx: Context, error: unknown): NoticeOf {
  const notice = error instanceof AppError ? error.notice : undefined
  if (notice && isNetworkNotice(notice.code)) return { ...notice, code: notice.code }
  if (error instanceof AppError) return { code: 'no_certificate_because', values: { error: error.message } }
  ctx.log.error({ err: error }, 'there is no certificate for the network')
  return { code: 'no_certificate', values: {} }
}
