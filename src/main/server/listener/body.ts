/** Reads a request's body as text, within limits of size, time and inflation. */
import type { IncomingMessage } from 'node:http'
import type { Refusal } from '#shared/dialects/dialect.ts'
import { charsetOf } from '#shared/dialects/read-pairs.ts'
import { UnreadableBody, encodingOf, readChunks, SenderHungUp, timedOut, tooLarge, usualTimeoutMs, type IncomingBody } from './read-chunks.ts'

export { SenderHungUp, type IncomingBody }

export interface Body {
  readonly text: string
  /** After decompression, as it came: what senders sign. */
  readonly bytes: Buffer
  /** After decompression. */
  readonly sizeBytes: number
}

/** @returns the text, or why it cannot be read; `limitBytes` holds before and after decompression. Rejects when the sender hangs up. */
export async function readBody(request: IncomingBody, limitBytes: number): Promise<Body | Refusal> {
  const declared = Number(request.headers['content-length'])
  if (declared > limitBytes) return tooLarge(limitBytes)
  const type = request.headers['content-type']
  if (encodingOf(request) !== undefined) return collectBody(readChunks(request, limitBytes), limitBytes, type)
  const raw = await readBytes(request, limitBytes)
  return Buffer.isBuffer(raw) ? toBody(raw, type) : raw
}

/** The same of a body that somebody began to read. */
export async function collectBody(chunks: AsyncIterable<Buffer>, limitBytes: number, contentType?: string): Promise<Body | Refusal> {
  const collected: Buffer[] = []
  let sizeBytes = 0
  try {
    for await (const chunk of chunks) {
      sizeBytes += chunk.length
      if (sizeBytes > limitBytes) return tooLarge(limitBytes)
      collected.push(chunk)
    }
  } catch (error) {
    if (error instanceof UnreadableBody) return error.refusal
    throw error
  }
  return toBody(Buffer.concat(collected), contentType)
}

/** The quick way for nearly all requests. */
function readBytes({ stream, askForBody, timeoutMs = usualTimeoutMs }: IncomingBody, limitBytes: number): Promise<Buffer | Refusal> {
  askForBody?.()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let sizeBytes = 0
    const timer = setTimeout(() => finish(timedOut(timeoutMs)), timeoutMs)
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
    onHangUp(stream, () => {
      clearTimeout(timer)
      reject(new SenderHungUp())
    })
  })
}

/** Node tells of a hang-up as an error ("aborted") and then as a close; either may be the only one. */
function onHangUp(stream: IncomingMessage, hungUp: () => void): void {
  const check = (): void => {
    if (!stream.complete) hungUp()
  }
  stream.once('error', check)
  stream.once('close', check)
}

/** A byte order mark is dropped and what is not UTF-8 becomes U+FFFD, as the WHATWG decoder does. */
const utf8 = new TextDecoder('utf-8')

function toBody(bytes: Buffer, contentType = ''): Body {
  return { text: toText(bytes, contentType), bytes, sizeBytes: bytes.length }
}

/** What begins with the mark of UTF-16 is that, whatever is said: Windows PowerShell writes files so. */
function toText(bytes: Buffer, contentType: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  // A byte order mark or a broken sequence needs the slow, exact way.
  const text = bytes[0] === 0xef ? utf8.decode(bytes) : bytes.toString('utf8')
  return (text.includes('\ufffd') ? decodeAs(charsetOf(contentType), bytes) : text.includes('\0') ? decodeAs(utf16Of(contentType), bytes) : undefined) ?? text
}

/** Plain English in UTF-16 is UTF-8, too, with a NUL beside each letter. */
function utf16Of(contentType: string): string | undefined {
  const charset = charsetOf(contentType)
  return charset !== undefined && /^utf-?16/i.test(charset) ? charset : undefined
}

/** Older libraries of Java write Latin-1 and say so; what is UTF-8 is read so, whatever is said. Undefined: nothing else is said. */
function decodeAs(charset: string | undefined, bytes: Buffer): string | undefined {
  try {
    return charset === undefined ? undefined : new TextDecoder(charset).decode(bytes)
  } catch {
    return undefined
  }
}
