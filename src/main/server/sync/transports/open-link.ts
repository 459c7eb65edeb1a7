/** One connection of a device to its relay: dialled, compared with the pin, upgraded, proven. */
import { once } from 'node:events'
import type { TLSSocket } from 'node:tls'
import { WebSocket } from 'ws'
import { dial, DialError, type Address } from './dial.ts'
import { answerSchema, decodeFrame, encodeFrame, FRAME_LIMIT_BYTES, PATH, PROTOCOL, type Answer, type Frame } from './frames.ts'
import { startHeartbeat } from './heartbeat.ts'
import { proofBytes } from './proof.ts'

/** Who connects. */
export interface Identity {
  readonly device: string
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array
  sign(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>
  /** What lets it in for the first time, such as an invite. */
  credential?(): Uint8Array | undefined
}

export interface LinkOptions extends Identity {
  readonly addresses: readonly Address[]
  /** SHA-256 of the relay's public key, 32 bytes. */
  readonly pin: Uint8Array
  readonly connectMs: number
  readonly pingMs: number
  readonly signal: AbortSignal
}

/**
 * `unreachable`: nobody answered, or not as a relay; `wrong_key`: somebody else answered; `refused`: the relay does not let this device in;
 * `lost`: it was there and is not any more; `misbehaving`: what it said cannot be.
 */
export type LinkProblem = 'unreachable' | 'wrong_key' | 'refused' | 'lost' | 'misbehaving'

export class LinkError extends Error {
  readonly problem: LinkProblem

  constructor(problem: LinkProblem, message: string) {
    super(message)
    this.problem = problem
  }
}

export interface Link {
  readonly address: Address
  /** The relay's clock when it let us in, ms since epoch. */
  readonly at: number
  send(frame: Buffer): void
  /** Asks for a sign of life; without one the link ends soon. */
  check(): void
  end(error: LinkError): void
  /** Resolves with why it ended. */
  readonly ended: Promise<LinkError>
}

/** @param onFrame is called for each frame after the welcome. @throws LinkError */
export async function openLink(options: LinkOptions, onFrame: (frame: Frame<Answer>) => void): Promise<Link> {
  const { socket, address } = await dial({ ...options, timeoutMs: options.connectMs }).catch((error: unknown) => {
    throw error instanceof DialError ? new LinkError(error.problem, error.message) : error
  })
  const ws = new WebSocket(`wss://hookline.invalid${PATH}`, PROTOCOL, { createConnection: () => socket, perMessageDeflate: false, maxPayload: FRAME_LIMIT_BYTES, handshakeTimeout: options.connectMs })
  let reason: LinkError | undefined
  let problem: LinkProblem = 'unreachable'
  const end = (error: LinkError): void => {
    reason ??= error
    ws.terminate()
  }
  const ended = new Promise<LinkError>((resolve) => {
    ws.on('error', (error) => (reason ??= new LinkError(problem, `The connection to the relay broke: ${error.message}`)))
    ws.once('close', () => resolve(reason ?? new LinkError(problem, 'The connection to the relay was closed.')))
  })
  const onAbort = (): void => end(new LinkError('lost', 'This device closed the connection.'))
  options.signal.addEventListener('abort', onAbort)
  if (options.signal.aborted) onAbort()
  void ended.then(() => options.signal.removeEventListener('abort', onAbort))
  const timer = setTimeout(() => end(new LinkError('unreachable', 'The relay did not let this device in in time.')), options.connectMs)
  const welcomed = prove(options, ws, socket).catch((error: unknown) => error as Error)
  const welcome = await Promise.race([welcomed, ended])
  clearTimeout(timer)
  if (welcome instanceof Error) {
    end(welcome instanceof LinkError ? welcome : new LinkError('unreachable', welcome.message))
    throw reason ?? welcome
  }
  problem = 'lost'
  ws.on('message', (data: Buffer) => {
    const frame = decodeFrame(data, answerSchema)
    if (!frame) return end(misbehaving('a frame that cannot be read'))
    if (frame.header.t === 'refused' && frame.header.n === 0) return end(new LinkError('refused', frame.header.message))
    onFrame(frame)
  })
  const { check } = startHeartbeat(ws, socket, options.pingMs)
  return { address, at: welcome.at, send: (frame) => ws.readyState === ws.OPEN && ws.send(frame), check, end, ended }
}

export const misbehaving = (what: string): LinkError => new LinkError('misbehaving', `The relay sent ${what}.`)

async function prove({ device, publicKey, sign, credential }: LinkOptions, ws: WebSocket, socket: TLSSocket): Promise<Extract<Answer, { t: 'welcome' }>> {
  const hello = await nextHeader(ws)
  if (hello?.t !== 'hello') throw misbehaving('no greeting')
  const signature = await sign(proofBytes(socket, hello.nonce, device, publicKey))
  const answer = nextHeader(ws)
  ws.send(encodeFrame({ t: 'prove', device, publicKey, credential: credential?.(), signature }))
  const welcome = await answer
  if (welcome?.t === 'refused') throw new LinkError('refused', welcome.message)
  if (welcome?.t !== 'welcome') throw misbehaving('no welcome')
  return welcome
}

/** Only while the relay has nothing more to say before it hears from us: a second frame at once would be missed. */
async function nextHeader(ws: WebSocket): Promise<Answer | undefined> {
  const [data] = (await once(ws, 'message')) as [Buffer]
  return decodeFrame(data, answerSchema)?.header
}
