/** Reads a multipart body: plain fields into memory, files to whoever takes them, each as it comes and within limits. */
import { once } from 'node:events'
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy'
import { formatBytes } from '#shared/core/format-bytes.ts'
import type { Refusal } from '#shared/dialects/dialect.ts'
import { UnreadableBody, tooLarge } from './read-chunks.ts'

/** Where a dialect names no other. */
export const filesLimit = 8
export const fileLimitBytes = 25 * 1024 * 1024
const fieldsLimit = 200
const nameLimit = 200

export type FormField = readonly [name: string, value: string]

export interface FormFile {
  readonly rawName: string
  readonly rawMediaType: string
}

export interface FormTaker {
  /** The whole `Content-Type`, boundary included. */
  readonly contentType: string
  /** Of all plain fields together. */
  readonly fieldsLimitBytes: number
  readonly mostFiles: number
  /** Reads `chunks` to the end. What it throws ends the reading. */
  takeFile(file: FormFile, chunks: AsyncIterable<Buffer>): Promise<void>
}

/** Whether a body that says it is multipart begins like one: many senders write JSON under any header. */
export function beginsMultipart(start: Buffer): boolean {
  let index = 0
  while (index < start.length && (start[index] ?? 0) <= 0x20) index += 1
  return start[index] === 0x2d
}

/** @returns the plain fields in order, or why the body is refused; in both cases `takeFile` has come to its end. @throws what `chunks` and `takeFile` throw. */
export async function readMultipart(chunks: AsyncIterable<Buffer>, taker: FormTaker): Promise<FormField[] | Refusal> {
  const reading = startReading(taker)
  if ('reason' in reading) return reading
  const { parser, fields, files, failed } = reading
  try {
    const finished = once(parser, 'finish')
    finished.catch(() => undefined)
    for await (const chunk of chunks) await Promise.race([new Promise((resolve) => parser.write(chunk, resolve)), failed])
    parser.end()
    await Promise.race([finished, failed])
    await Promise.race([Promise.all(files.map(({ taken }) => taken)), failed])
    return fields
  } catch (error) {
    // Whoever takes a file must have let go of it before it is thrown away.
    for (const { stream } of files) stream.destroy()
    await Promise.allSettled(files.map(({ taken }) => taken))
    if (error instanceof UnreadableBody) return error.refusal
    throw error
  }
}

interface Reading {
  readonly parser: BusboyInstance
  readonly fields: FormField[]
  readonly files: { readonly stream: BusboyFileStream; readonly taken: Promise<void> }[]
  /** Rejects with the first thing that goes wrong. */
  readonly failed: Promise<never>
}

function startReading(taker: FormTaker): Reading | Refusal {
  const parser = createParser(taker)
  if ('reason' in parser) return parser
  const fields: FormField[] = []
  const files: Reading['files'] = []
  const { promise: failed, reject: fail } = Promise.withResolvers<never>()
  failed.catch(() => undefined)
  const refuse = (refusal: Refusal): void => fail(new UnreadableBody(refusal))
  let sizeBytes = 0
  parser.on('field', (name: string | undefined, value, _nameCut, isCut) => {
    sizeBytes += Buffer.byteLength(value) + Buffer.byteLength(name ?? '')
    if (isCut || sizeBytes > taker.fieldsLimitBytes) refuse(tooLarge(taker.fieldsLimitBytes))
    else if (isNamed(name)) fields.push([name, value])
    else refuse({ reason: 'bad_payload', detail: `A field of the form has no name, or one of more than ${nameLimit} characters.` })
  })
  parser.on('file', (_name, stream, rawName: string | undefined, _encoding, rawMediaType) => {
    stream.once('limit', () => refuse({ reason: 'body_too_large', detail: `A file of the form is larger than ${formatBytes(fileLimitBytes, 'en')}, the most that one may have.` }))
    const taken = taker.takeFile({ rawName: rawName ?? '', rawMediaType }, stream as AsyncIterable<Buffer>)
    taken.catch(fail)
    files.push({ stream, taken })
  })
  parser.on('filesLimit', () => refuse({ reason: 'body_too_large', detail: `The form has more than ${taker.mostFiles} files, the most that one message may have.` }))
  parser.on('fieldsLimit', () => refuse({ reason: 'body_too_large', detail: `The form has more than ${fieldsLimit} fields.` }))
  parser.on('error', () => refuse({ reason: 'bad_payload', detail: 'The multipart body is broken: it ends too early, or its parts are not divided by the boundary that the Content-Type names.' }))
  return { parser, fields, files, failed }
}

function createParser({ contentType, fieldsLimitBytes, mostFiles }: FormTaker): BusboyInstance | Refusal {
  if (!/;\s*boundary\s*=\s*(?:"[^"]|[^\s";])/i.test(contentType)) return noBoundary
  const limits = { fieldSize: fieldsLimitBytes, fields: fieldsLimit, fileSize: fileLimitBytes, files: mostFiles, headerPairs: 20, headerSize: 16 * 1024 }
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits, isPartAFile })
  } catch {
    return noBoundary
  }
}

const noBoundary: Refusal = { reason: 'bad_payload', detail: 'The Content-Type says multipart/form-data and names no boundary that can be read: let your tool set this header by itself.' }

/** A browser sends JSON as a part with a file name: where the payload is expected, it is the payload all the same. */
function isPartAFile(name: string | undefined, mediaType: string | undefined, fileName: string | undefined): boolean {
  if (name === 'payload' || name === 'payload_json') return false
  return fileName !== undefined || mediaType === 'application/octet-stream'
}

function isNamed(name: string | undefined): name is string {
  return name !== undefined && name !== '' && name.length <= nameLimit
}
