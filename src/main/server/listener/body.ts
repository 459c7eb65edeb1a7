/** Reads a request's body within limits of size, time and inflation. */
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
import type { IncomingMessage } from 'node:http'
import type { Refusal } from '#shared/dialects/dialect.ts'

export interface IncomingBody {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly stream: IncomingMessage
}

export interface Body {
  readonly text: string
  /** After decompression. */
  readonly sizeBytes: number
}

/** A sender that needs longer than this for its body is stuck. */
const timeoutMs = 30_000
/** A compressed body may grow by this factor at the most; more is a bomb. */
const ratioLimit = 100

/** @returns the text, or why it cannot be read; `limitBytes` holds before and after decompression. Rejects when the sender hangs up. */
export async function readBody({ headers, stream }: IncomingBody, limitBytes: number): Promise<Body | Refusal> {
  const declared = Number(headers['content-length'])
  if (declared > limitBytes) return tooLarge(limitBytes)
  const raw = await readBytes(stream, limitBytes)
  if (!Buffer.isBuffer(raw)) return raw
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  const plain = encoding === 'identity' || encoding === '' ? raw : await decompress(raw, encoding, limitBytes)
  if (!Buffer.isBuffer(plain)) return plain
  return { text: decodeUtf8(plain), sizeBytes: plain.length }
}

function readBytes(stream: IncomingMessage, limitBytes: number): Promise<Buffer | Refusal> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let sizeBytes = 0
    const timer = setTimeout(() => finish({ reason: 'body_timeout', detail: `The body was not complete after ${timeoutMs / 1000} s.` }), timeoutMs)
    const finish = (result: Buffer | Refusal): void => {
      clearTimeout(timer)
      stream.removeAllListeners('data')
      resolve(result)
    }
    stream.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length
      if (sizeBytes > limitBytes) finish(tooLarge(limitBytes))
      else chunks.push(chunk)
    })
    stream.once('end', () => finish(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    // Node tells of a hang-up as an error ("aborted") and then as a close; either may be the only one.
    const hangUp = (): void => {
      clearTimeout(timer)
      if (!stream.complete) reject(new SenderHungUp())
    }
    stream.once('error', hangUp)
    stream.once('close', hangUp)
  })
}

/** The connection ended before the body did: there is nobody to answer. */
export class SenderHungUp extends Error {}

const decoders = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
} as const

async function decompress(raw: Buffer, encoding: string, limitBytes: number): Promise<Buffer | Refusal> {
  const maxOutputLength = Math.max(1, Math.min(limitBytes, raw.length * ratioLimit))
  try {
    if (encoding === 'deflate') return await decompressDeflate(raw, maxOutputLength)
    if (!Object.hasOwn(decoders, encoding)) return { reason: 'bad_encoding', detail: `Content-Encoding “${encoding.slice(0, 40)}” is not known here; send gzip, deflate, br or none.` }
    return await decoders[encoding as keyof typeof decoders](raw, { maxOutputLength })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      return maxOutputLength < limitBytes
        ? { reason: 'body_too_large', detail: `The compressed body grows more than ${ratioLimit} times when unpacked.` }
        : tooLarge(limitBytes)
    }
    return { reason: 'bad_encoding', detail: `The body is said to be ${encoding} and is not.` }
  }
}

/** Senders mean both: with the zlib wrapper (RFC 1950, what HTTP says) and raw (RFC 1951, what some do). */
async function decompressDeflate(raw: Buffer, maxOutputLength: number): Promise<Buffer> {
  const wrapped = ((raw[0] ?? 0) & 0x0f) === 8
  return promisify(wrapped ? inflate : inflateRaw)(raw, { maxOutputLength })
}

/** A byte order mark is dropped and what is not UTF-8 becomes U+FFFD, as the WHATWG decoder does. */
const utf8 = new TextDecoder('utf-8')

function decodeUtf8(bytes: Buffer): string {
  // A byte order mark or a broken sequence needs the slow, exact way.
  return bytes[0] === 0xef ? utf8.decode(bytes) : bytes.toString('utf8')
}

function tooLarge(limitBytes: number): Refusal {
  return { reason: 'body_too_large', detail: `The body is larger than ${limitBytes} bytes (hooks.bodyLimitBytes).` }
}
