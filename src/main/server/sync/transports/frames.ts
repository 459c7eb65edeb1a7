/** What is said over the socket of a relay: a header in JSON with its length before it, and the bytes of a body behind it. */
import { z } from 'zod'
import { ENVELOPE_LIMIT_BYTES, envelopeKindSchema, envelopeSchema, subjectSchema, type Envelope, type RelayRecord } from '#shared/contract/envelope.ts'
import { relayRefusals } from '../relay.ts'

/** The sub-protocol of the WebSocket; another version has another name. */
export const PROTOCOL = 'hookline.relay.1'
export const PATH = '/relay'
const HEADER_LIMIT_BYTES = 64 * 1024
export const FRAME_LIMIT_BYTES = 4 + HEADER_LIMIT_BYTES + ENVELOPE_LIMIT_BYTES
/** Of one subscription. */
export const SUBJECTS_LIMIT = 1000
/** What a relay sends of a subscription before it hears that it was taken, in bytes as `weigh` counts them. */
export const WINDOW_BYTES = 1024 * 1024

const bytes = z.base64url().max(8192).transform((text) => new Uint8Array(Buffer.from(text, 'base64url')))
const bytesOf = (count: number) => bytes.refine(({ length }) => length === count, `must be ${count} bytes`)
const count = z.int().nonnegative()
/** Names a call; what answers it has the same. The caller counts up from 1; 0 is the connection itself. */
const n = count

const { id, device, redacts } = envelopeSchema.shape
const envelope = { id, subject: subjectSchema, kind: envelopeKindSchema, device, signature: bytesOf(64), redacts }

/** From a member's device to the relay. Unknown fields are left out, so that later versions may add some. */
export const requestSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('prove'), device, publicKey: bytesOf(32), credential: bytes.optional(), signature: bytesOf(64) }),
  z.object({ t: z.literal('append'), n, ...envelope, expectLast: count.optional(), behind: id.optional() }),
  z.object({ t: z.literal('read'), n, subject: subjectSchema, after: count, limit: count }),
  z.object({ t: z.literal('follow'), n, from: z.record(subjectSchema, count) }),
  z.object({ t: z.literal('took'), n, bytes: count }),
  z.object({ t: z.literal('unfollow'), n }),
  z.object({ t: z.literal('turn'), n, subject: subjectSchema }),
  z.object({ t: z.literal('done'), n }),
  z.object({ t: z.literal('token'), n }),
])
export type Request = z.output<typeof requestSchema>

/** From the relay to a member's device. */
export const answerSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('hello'), nonce: bytesOf(32) }),
  z.object({ t: z.literal('welcome'), at: count }),
  z.object({ t: z.literal('appended'), n, position: count, at: count, duplicate: z.boolean() }),
  z.object({ t: z.literal('record'), n, ...envelope, position: count, at: count, redacted: z.boolean() }),
  z.object({ t: z.literal('page'), n, last: count }),
  z.object({ t: z.literal('turn'), n }),
  /** Who is connected now, each device once; and where the relay is reached, for when it is not reached here any more. */
  z.object({ t: z.literal('devices'), ids: z.array(device).max(1000), addresses: z.array(z.string().max(260)).max(32).optional() }),
  /** For requests of files, as `Authorization: Bearer`; worth something while this connection lasts, at most 10 minutes. */
  z.object({ t: z.literal('token'), n, token: z.string().regex(/^[\w-]{43}$/) }),
  z.object({ t: z.literal('refused'), n, reason: z.enum(relayRefusals), message: z.string().max(2000), last: count.optional() }),
])
export type Answer = z.output<typeof answerSchema>

/** A field of bytes takes any kind of array; distributes over the kinds of frame. */
type Written<Header> = Header extends object ? { [Key in keyof Header]: Header[Key] extends Uint8Array | undefined ? Uint8Array | Extract<Header[Key], undefined> : Header[Key] } : never

/** Bytes in the header are written in base64url. */
export function encodeFrame(header: Written<Request> | Written<Answer>, body: Uint8Array = new Uint8Array()): Buffer {
  // Not by a replacer: it would be shown what Buffer's own toJSON made of the bytes.
  const fields = Object.entries<unknown>(header).map(([name, value]) => [name, value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64url') : value])
  const text = Buffer.from(JSON.stringify(Object.fromEntries(fields)))
  const frame = Buffer.allocUnsafe(4 + text.length + body.length)
  frame.writeUInt32BE(text.length)
  frame.set(text, 4)
  frame.set(body, 4 + text.length)
  return frame
}

export interface Frame<Header> {
  readonly header: Header
  readonly body: Uint8Array<ArrayBuffer>
}

/** @returns undefined for what is no frame of this protocol. */
export function decodeFrame<Header>(data: Buffer, schema: z.ZodType<Header>): Frame<Header> | undefined {
  if (data.length < 4) return undefined
  const end = 4 + data.readUInt32BE()
  if (end > data.length || end > 4 + HEADER_LIMIT_BYTES) return undefined
  const parsed = schema.safeParse(parseJson(data.toString('utf8', 4, end)))
  return parsed.success ? { header: parsed.data, body: new Uint8Array(data.subarray(end)) } : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a record counts in the window of a subscription. */
export const weigh = ({ body }: { readonly body: Uint8Array }): number => body.length + 256

export function envelopeOf(header: Extract<Request, { t: 'append' }>, body: Uint8Array<ArrayBuffer>): Envelope {
  const { t: _t, n: _n, expectLast: _expectLast, behind: _behind, ...rest } = header
  return { ...rest, body }
}

export function recordOf(header: Extract<Answer, { t: 'record' }>, body: Uint8Array<ArrayBuffer>): RelayRecord {
  const { t: _t, n: _n, ...rest } = header
  return { ...rest, body }
}

export function encodeRecord(number: number, { body, ...rest }: RelayRecord): Buffer {
  return encodeFrame({ t: 'record', n: number, ...rest }, body)
}
