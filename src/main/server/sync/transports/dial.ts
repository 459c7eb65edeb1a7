/** Opens a TLS connection to one of several addresses and lets nobody write to it before the other side's key was compared with the pin. */
import { timingSafeEqual } from 'node:crypto'
import { connect, type TLSSocket } from 'node:tls'
import { pinOf } from './create-certificate.ts'

export interface Address {
  /** A name or an IP address without brackets. */
  readonly host: string
  readonly port: number
}

export interface DialOptions {
  /** As they are when it begins. */
  readonly addresses: readonly Address[]
  /** SHA-256 of the relay's public key, 32 bytes. */
  readonly pin: Uint8Array
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

export interface Dialled {
  readonly socket: TLSSocket
  readonly address: Address
}

/** `unreachable`: nobody answered; `wrong_key`: somebody did who is not the relay of the invite. */
export class DialError extends Error {
  readonly problem: 'unreachable' | 'wrong_key'

  constructor(problem: DialError['problem'], message: string) {
    super(message)
    this.problem = problem
  }
}

/** The next address is tried this much later, ms, or as soon as the one before has failed (after RFC 8305). */
const STAGGER_MS = 300

/** @throws DialError when none answered, and of what they answered the worst: a wrong key; else why the first is not reached. */
export async function dial({ addresses: given, signal, ...options }: DialOptions): Promise<Dialled> {
  const addresses = [...given]
  const race = new AbortController()
  const all = AbortSignal.any([signal, race.signal])
  const errors: DialError[] = []
  let firstError: DialError | undefined
  try {
    return await new Promise<Dialled>((resolve, reject) => {
      const start = (index: number): void => {
        const address = addresses[index]
        if (!address || all.aborted) return
        let startNext: (() => void) | undefined = () => ((startNext = undefined), start(index + 1))
        const stagger = setTimeout(() => startNext?.(), STAGGER_MS)
        dialOne(address, { ...options, signal: all }).then(
          (socket) => (clearTimeout(stagger), resolve({ socket, address })),
          (error: DialError) => {
            clearTimeout(stagger)
            errors.push(error)
            if (index === 0) firstError = error
            if (errors.length === addresses.length) reject(errors.find(({ problem }) => problem === 'wrong_key') ?? firstError ?? error)
            else startNext?.()
          },
        )
      }
      if (addresses.length === 0) reject(new DialError('unreachable', 'There is no address to connect to.'))
      start(0)
      signal.addEventListener('abort', () => reject(new DialError('unreachable', 'The attempt was called off.')), { once: true })
    })
  } finally {
    // Also those that would have come second.
    race.abort()
  }
}

function dialOne({ host, port }: Address, { pin, timeoutMs, signal }: Omit<DialOptions, 'addresses'>): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    // The pin says more than any authority could. No session is resumed: each connection shows the key anew.
    const socket = connect({ host, port, servername: 'hookline.invalid', rejectUnauthorized: false, minVersion: 'TLSv1.3', ALPNProtocols: ['http/1.1'] })
    const fail = (problem: DialError['problem'], message: string): void => {
      done()
      socket.on('error', () => undefined)
      socket.destroy()
      reject(new DialError(problem, message))
    }
    const onAbort = (): void => fail('unreachable', 'The attempt was called off.')
    const onError = (error: Error): void => fail('unreachable', `${host}:${port} cannot be reached: ${explain(error)}`)
    const onClose = (): void => fail('unreachable', `${host}:${port} closed the connection.`)
    const timer = setTimeout(() => fail('unreachable', `${host}:${port} did not answer within ${Math.ceil(timeoutMs / 1000)} s.`), timeoutMs)
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      socket.off('error', onError).off('close', onClose)
    }
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort)
    socket.on('error', onError).on('close', onClose)
    socket.once('secureConnect', () => {
      if (!showsPin(socket, pin)) return fail('wrong_key', `${host}:${port} answered with another key than that of the invite. Nothing was sent to it.`)
      done()
      socket.setNoDelay(true)
      resolve(socket)
    })
  })
}

/** Words before codes. */
function explain(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'nothing answers there. Hookline may be closed on that computer.'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its name is not known in this network.'
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return 'there is no way to it from this network.'
    default:
      return error.message
  }
}

function showsPin(socket: TLSSocket, pin: Uint8Array): boolean {
  try {
    const certificate = socket.getPeerX509Certificate()
    return certificate !== undefined && pin.length === 32 && timingSafeEqual(pinOf(certificate), pin)
  } catch {
    // A key of a kind that cannot even be written down is not the pinned one.
    return false
  }
}
