/** Reads a request's body piece by piece, unpacked, within limits of size, time and inflation. */
import { pipeline, Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import type { IncomingMessage } from 'node:http'
import type { Refusal } from '#shared/dialects/dialect.ts'

export interface IncomingBody {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly stream: IncomingMessage
  /** Called when the body is wanted: some senders wait to be asked. */
  readonly askForBody?: (() => void) | undefined
  /** ms that a sender may be silent, and that a text may take; 30 s when left out. */
  readonly timeoutMs?: number | undefined
}

/** The connection ended before the body did: there is nobody to answer. */
export class SenderHungUp extends Error {}

/** The body is read no further, for a reason that the sender is told. */
export class UnreadableBody extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.detail)
    this.refusal = refusal
  }
}

export const usualTimeoutMs = 30_000
/** A compressed body may grow by this factor at the most, in all that was unpacked so far; more is a bomb. */
const ratioLimit = 100
/** Of what is unpacked this many packed bytes more are held to be there: a beginning of 400 KiB of spaces is no bomb yet. */
const benefitBytes = 4 * 1024
/** Each piece is a way to another thread and back: the usual 16 KiB cost four times as many. */
const pieceBytes = 64 * 1024
/** Nobody trickles for longer than this many silences. */
const silences = 20

/**
 * `limitBytes` holds before and after unpacking. Leaving the loop early is fine: the connection stays open for the answer.
 * @throws UnreadableBody, SenderHungUp.
 */
export function readChunks(request: IncomingBody, limitBytes: number): AsyncIterable<Buffer> {
  const encoding = encodingOf(request)
  return encoding === undefined ? readRaw(request, limitBytes) : unpack(request, encoding, limitBytes)
}

/** Undefined for none. Many senders write the charset there, which other servers pass over. */
export function encodingOf({ headers }: Pick<IncomingBody, 'headers'>): string | undefined {
  const raw = headers['content-encoding']
  if (raw === undefined) return undefined
  const packing = raw.toLowerCase().split(',').map((one) => one.trim()).filter((one) => !packsNothing.has(one))
  return packing.length === 0 ? undefined : packing.join(', ')
}

const packsNothing: ReadonlySet<string> = new Set(['', 'identity', 'none', 'utf-8', 'utf8'])

export function tooLarge(limitBytes: number): Refusal {
  return { reason: 'body_too_large', detail: `The body is larger than ${limitBytes} bytes (hooks.bodyLimitBytes).` }
}

export function timedOut(timeoutMs: number): Refusal {
  return { reason: 'body_timeout', detail: `The body was not complete after ${timeoutMs / 1000} s.` }
}

async function* readRaw({ stream, askForBody, timeoutMs = usualTimeoutMs }: IncomingBody, limitBytes: number): AsyncGenerator<Buffer> {
  askForBody?.()
  const chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>
  const giveUpAt = performance.now() + timeoutMs * silences
  let sizeBytes = 0
  for (;;) {
    const next = await within(timeoutMs, chunks.next())
    if (next.done === true) return
    sizeBytes += next.value.length
    if (sizeBytes > limitBytes) throw new UnreadableBody(tooLarge(limitBytes))
    if (performance.now() > giveUpAt) throw new UnreadableBody(timedOut(timeoutMs * silences))
    yield next.value
  }
}

/** Any failure of the connection is a hang-up. */
function within<T>(timeoutMs: number, next: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new UnreadableBody({ reason: 'body_timeout', detail: `The sender was silent for ${timeoutMs / 1000} s in the middle of the body.` })), timeoutMs)
    next.then(resolve, () => reject(new SenderHungUp())).finally(() => clearTimeout(timer))
  })
}

async function* unpack(request: IncomingBody, encoding: string, limitBytes: number): AsyncGenerator<Buffer> {
  const packed = readRaw(request, limitBytes)
  const first = await packed.next()
  if (first.done === true) return
  let sizeBytes = 0
  const decoder = createDecoder(encoding, first.value)
  pipeline(Readable.from(prepend(first.value, packed), { objectMode: false }), decoder, () => undefined)
  try {
    for await (const chunk of decoder as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length
      if (sizeBytes > limitBytes) throw new UnreadableBody(tooLarge(limitBytes))
      // What it has taken in, not what has come: of a bomb a few bytes become megabytes.
      if (sizeBytes > (decoder.bytesWritten + benefitBytes) * ratioLimit) throw new UnreadableBody({ reason: 'body_too_large', detail: `The compressed body grows more than ${ratioLimit} times when unpacked.` })
      yield chunk
    }
  } catch (error) {
    throw error instanceof Error && 'code' in error ? new UnreadableBody({ reason: 'bad_encoding', detail: `The body is said to be ${encoding} and is not.` }) : error
  }
}

export async function* prepend<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first
  yield* rest
}

const sized = { chunkSize: pieceBytes }

function createDecoder(encoding: string, start: Buffer): Transform & { readonly bytesWritten: number } {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(sized)
    case 'br':
      return createBrotliDecompress(sized)
    case 'deflate':
      // Senders mean both: with the zlib wrapper (RFC 1950, what HTTP says) and raw (RFC 1951, what some do).
      return ((start[0] ?? 0) & 0x0f) === 8 ? createInflate(sized) : createInflateRaw(sized)
    default:
      throw new UnreadableBody({ reason: 'bad_encoding', detail: `Content-Encoding “${encoding.slice(0, 40)}” is not known here; send gzip, deflate, br or none.` })
  }
}
