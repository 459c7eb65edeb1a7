/** Answers what one proven device asks of the relay: in its order, at its pace, and no more at once than memory can bear. */
import { setTimeout as wait } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type { RelayRecord, Subject } from '#shared/contract/envelope.ts'
import { RelayRefused, type Relay } from '../relay.ts'
import type { Access } from './access.ts'
import { decodeFrame, encodeFrame, encodeRecord, envelopeOf, requestSchema, SUBJECTS_LIMIT, weigh, WINDOW_BYTES, type Frame, type Request } from './frames.ts'
import type { Bucket } from './rate.ts'
import type { Turns } from './turns.ts'

export interface ConnectionOptions {
  readonly ws: WebSocket
  readonly device: string
  readonly access: Access
  readonly relay: Relay
  readonly bucket: Bucket
  readonly turns: Turns
  readonly mintToken: () => string
  readonly now: () => number
  /** This device has more than the relay. */
  readonly onSetBack: () => void
  /** A failure of this computer's own, which is no answer about what was asked: the connection ends, and the device asks again. */
  readonly fail: (error: unknown) => void
}

type Asked<T extends Request['t']> = Extract<Request, { t: T }>
type Call = Frame<Asked<'append'> | Asked<'read'>>

/** Calls that wait; beyond that the device is not read from. */
const WAITING_LIMIT = 256
const WAITING_BYTES = 4 * 1024 * 1024
/** Appends that the relay works on. */
const UNDER_WAY_LIMIT = 256
/** Subscriptions and turns of one connection. */
const LASTING_LIMIT = 32

interface Lasting {
  /** Ends a subscription or a turn. */
  end: () => void
  /** Sent and not taken yet, bytes as `weigh` counts them. */
  open: number
  onTaken: (() => void) | undefined
}

export function serveConnection(options: ConnectionOptions): void {
  const { ws, fail } = options
  const lasting = new Map<number, Lasting>()
  const serve = createQueue(options)
  ws.on('message', (data: Buffer, isBinary: boolean) => {
    const frame = isBinary ? decodeFrame(data, requestSchema) : undefined
    if (!frame || frame.header.t === 'prove') return ws.terminate()
    const { header } = frame
    if (header.t === 'append' || header.t === 'read') serve({ header, body: frame.body })
    else if (header.t === 'token') reply(ws, encodeFrame({ t: 'token', n: header.n, token: options.mintToken() }))
    else if (header.t === 'took') take(lasting.get(header.n), header.bytes)
    else if (header.t === 'unfollow' || header.t === 'done') end(lasting, header.n)
    else begin(options, lasting, header).catch(fail)
  })
  ws.once('close', () => {
    for (const number of [...lasting.keys()]) end(lasting, number)
  })
}

async function begin(options: ConnectionOptions, lasting: Map<number, Lasting>, header: Asked<'follow'> | Asked<'turn'>): Promise<void> {
  const { ws, access, turns } = options
  const subjects = header.t === 'follow' ? (Object.keys(header.from) as Subject[]) : [header.subject]
  if (subjects.length > SUBJECTS_LIMIT || lasting.size >= LASTING_LIMIT || lasting.has(header.n)) return refuse(options, header.n, new RelayRefused('invalid', 'This connection follows too much already.'))
  const one: Lasting = { end: () => undefined, open: 0, onTaken: undefined }
  lasting.set(header.n, one)
  const why = await findRefusal(access, subjects)
  // It may have been ended meanwhile.
  if (lasting.get(header.n) !== one) return
  if (why !== undefined) {
    lasting.delete(header.n)
    return refuse(options, header.n, new RelayRefused('not_allowed', why))
  }
  if (header.t === 'follow') one.end = follow(options, one, header, { lasts: () => lasting.get(header.n) === one, onEnd: () => lasting.delete(header.n) })
  else one.end = turns.take(header.subject, () => ws.send(encodeFrame({ t: 'turn', n: header.n })))
}

async function findRefusal(access: Access, subjects: readonly Subject[]): Promise<string | undefined> {
  for (const subject of subjects) {
    const why = await access.refuseRead?.(subject)
    if (why !== undefined) return why
  }
  return undefined
}

function follow(options: ConnectionOptions, one: Lasting, { n, from }: Asked<'follow'>, { lasts, onEnd }: { readonly lasts: () => boolean; readonly onEnd: () => void }): () => void {
  const { ws, relay, access } = options
  let isOver = false
  const hand = (record: RelayRecord, why: string | undefined): Promise<void> | undefined => {
    if (why !== undefined) {
      if (!isOver) refuse(options, n, new RelayRefused('not_allowed', why))
      isOver = true
      onEnd()
      one.end()
      return undefined
    }
    ws.send(encodeRecord(n, record))
    one.open += weigh(record)
    return one.open < WINDOW_BYTES ? undefined : new Promise<void>((resolve) => (one.onTaken = resolve))
  }
  return relay.subscribe(
    from,
    (record) => {
      const why = access.refuseRecord?.(record.subject)
      if (typeof why !== 'object') return hand(record, why)
      // Whoever follows may have ended that meanwhile.
      return why.then((said) => (lasts() ? hand(record, said) : undefined))
    },
    (error) => {
      onEnd()
      if (error?.reason === 'conflict') options.onSetBack()
      // When the relay closes, so does the gateway: the device comes back to whoever takes its place.
      if (error) refuse(options, n, error)
    },
  )
}

function take(one: Lasting | undefined, sizeBytes: number): void {
  if (!one) return
  one.open = Math.max(0, one.open - sizeBytes)
  if (one.open >= WINDOW_BYTES) return
  one.onTaken?.()
  one.onTaken = undefined
}

function end(lasting: Map<number, Lasting>, number: number): void {
  const one = lasting.get(number)
  lasting.delete(number)
  one?.end()
  one?.onTaken?.()
}

/** Calls one after the other; the socket is paused while too many wait. */
function createQueue(options: ConnectionOptions): (call: Call) => void {
  const { ws, bucket, now, fail } = options
  const waiting: Call[] = []
  let waitingBytes = 0
  let underWay = 0
  let onSettled: (() => void) | undefined
  let running = false

  const settled = (): void => {
    underWay -= 1
    onSettled?.()
  }
  async function run(): Promise<void> {
    running = true
    for (let call = waiting.shift(); call && ws.readyState === ws.OPEN; call = waiting.shift()) {
      waitingBytes -= call.body.length
      const waitMs = bucket.spend(call.body.length, now())
      if (waitMs > 0) await wait(Math.min(waitMs, 60_000), undefined, { ref: false })
      if (underWay >= UNDER_WAY_LIMIT) await new Promise<void>((resolve) => (onSettled = resolve))
      underWay += 1
      await (call.header.t === 'append' ? append(options, call.header, call.body, settled) : read(options, call.header).finally(settled))
      if (ws.isPaused && waiting.length < WAITING_LIMIT / 2 && waitingBytes < WAITING_BYTES / 2) ws.resume()
    }
    running = false
  }
  return (call) => {
    waiting.push(call)
    waitingBytes += call.body.length
    if (waiting.length > WAITING_LIMIT || waitingBytes > WAITING_BYTES) ws.pause()
    if (!running) run().catch(fail)
  }
}

/** Waits for the permission, and with facts for their place, so that the appends of one device keep their order and share commits. */
async function append(options: ConnectionOptions, header: Asked<'append'>, body: Uint8Array<ArrayBuffer>, settled: () => void): Promise<void> {
  const { ws, device, access, relay } = options
  const envelope = envelopeOf(header, body)
  const { n, expectLast, behind } = header
  const why = device === envelope.device ? access.refuseAppend?.(envelope) : 'An envelope must name the device that sends it.'
  const refusal = typeof why === 'object' ? await why : why
  const placed = refusal === undefined ? relay.append(envelope, { expectLast, behind }) : Promise.reject(new RelayRefused('not_allowed', refusal))
  const answered = placed.then((appended) => reply(ws, encodeFrame({ t: 'appended', n, ...appended })), (error: unknown) => refuse(options, n, error)).finally(settled)
  // Whether the next one is allowed may rest on this fact: who made a channel puts people into it.
  if (envelope.subject === 'workspace') await answered
}

/** Resolves when the page is on its way, so that a device that does not read asks for no more. */
async function read(options: ConnectionOptions, { n, subject, after, limit }: Asked<'read'>): Promise<void> {
  const { ws, access, relay } = options
  const why = await access.refuseRead?.(subject)
  if (why !== undefined) return refuse(options, n, new RelayRefused('not_allowed', why))
  try {
    const { records, last } = await relay.read(subject, after, limit)
    for (const record of records) reply(ws, encodeRecord(n, record))
    await new Promise((resolve) => ws.send(encodeFrame({ t: 'page', n, last }), resolve))
  } catch (error) {
    refuse(options, n, error)
  }
}

function reply(ws: WebSocket, frame: Buffer): void {
  if (ws.readyState === ws.OPEN) ws.send(frame)
}

function refuse({ ws, fail }: ConnectionOptions, n: number, error: unknown): void {
  if (!(error instanceof RelayRefused)) return fail(error)
  reply(ws, encodeFrame({ t: 'refused', n, reason: error.reason, message: error.message.slice(0, 2000), last: error.last }))
}
