/** Reads what a request carries, whatever its form: a text, or the fields and files of a multipart body. */
import type { SentFile } from '#shared/contract/captured-request.ts'
import type { RawPost, Refusal } from '#shared/dialects/dialect.ts'
import { receiveFiles, type ReceivedFiles } from '../actions/posts/receive-files.ts'
import type { Context } from '../context.ts'
import { collectBody, readBody, type Body, type IncomingBody } from './body.ts'
import { beginsMultipart, fileLimitBytes, filesLimit, readMultipart } from './multipart.ts'
import { UnreadableBody, prepend, readChunks, tooLarge } from './read-chunks.ts'

export interface ReadRequest {
  readonly carried: Pick<RawPost, 'rawText' | 'form' | 'hasFiles'>
  /** After decompression. */
  readonly sizeBytes: number
  /** As it came; undefined for a multipart body, which is not kept whole. */
  readonly bytes?: Buffer
  /** To be dropped in the end; undefined when there are none. */
  readonly files?: ReceivedFiles
  /** All files that came with it, kept or not. */
  readonly sentFiles?: readonly SentFile[]
  /** What came and was thrown away, for the verdict. */
  readonly ignored: readonly string[]
}

export interface ReadOptions {
  /** Of a text, and of all fields of a form together. */
  readonly limitBytes: number
  /** Of everything together, files too; by default what all of them may have. */
  readonly wholeBytes?: number
  /** Whether files are kept; else they are read to their end and named. */
  readonly takesFiles: boolean
  readonly mostFiles?: number | undefined
}

/** Room for the heads of the parts of a multipart body. */
const headsBytes = 1024 * 1024

/** When this refuses or throws, nothing is left of any file. @throws SenderHungUp; AppError `storage_full`, `storage_failed`. */
export async function readRequest(ctx: Context, request: IncomingBody, options: ReadOptions): Promise<ReadRequest | Refusal> {
  const contentType = (request.headers['content-type'] ?? '').trim()
  if (/^multipart\/form-data\b/i.test(contentType)) return readForm(ctx, request, { ...options, contentType })
  const body = await readBody(request, options.limitBytes)
  return 'reason' in body ? body : toText(body)
}

function toText({ text, bytes, sizeBytes }: Body): ReadRequest {
  return { carried: { rawText: text }, bytes, sizeBytes, ignored: [] }
}

async function readForm(ctx: Context, request: IncomingBody, options: ReadOptions & { readonly contentType: string }): Promise<ReadRequest | Refusal> {
  const { limitBytes, takesFiles, mostFiles = filesLimit, contentType } = options
  const mostBytes = options.wholeBytes ?? limitBytes + mostFiles * fileLimitBytes + headsBytes
  if (Number(request.headers['content-length']) > mostBytes) return tooLarge(mostBytes)
  const counter = countBytes(readChunks(request, mostBytes))
  const files = receiveFiles(ctx)
  const ignored: string[] = []
  const sentFiles: SentFile[] = []
  let isWhole = false
  try {
    const first = await counter.chunks.next()
    if (first.done === true) return toText({ text: '', bytes: Buffer.alloc(0), sizeBytes: 0 })
    const chunks = prepend(first.value, counter.chunks)
    if (!beginsMultipart(first.value)) {
      const body = await collectBody(chunks, limitBytes)
      return 'reason' in body ? body : toText(body)
    }
    const form = await readMultipart(chunks, {
      contentType,
      fieldsLimitBytes: limitBytes,
      mostFiles,
      takeFile: async (file, content) => {
        const { chunks: counted, sizeBytes } = countBytes(content)
        await (takesFiles ? files.take(file, counted) : readOut(counted))
        sentFiles.push({ name: file.rawName.slice(0, 200).toWellFormed(), mediaType: file.rawMediaType.slice(0, 100).toWellFormed(), sizeBytes: sizeBytes() })
        if (takesFiles) return
        ignored.push(`file ${file.rawName.slice(0, 60).toWellFormed()}`.trimEnd())
      },
    })
    if ('reason' in form) return form
    isWhole = true
    return { carried: { rawText: '', form, hasFiles: files.count() > 0 }, sizeBytes: counter.sizeBytes(), ...(files.count() > 0 ? { files } : {}), sentFiles, ignored }
  } catch (error) {
    if (error instanceof UnreadableBody) return error.refusal
    throw error
  } finally {
    if (!isWhole) await files.drop()
  }
}

async function readOut(content: AsyncIterable<Buffer>): Promise<void> {
  for await (const _chunk of content) continue
}

function countBytes(source: AsyncIterable<Buffer>): { readonly chunks: AsyncGenerator<Buffer>; readonly sizeBytes: () => number } {
  let sizeBytes = 0
  const chunks = (async function* () {
    for await (const chunk of source) {
      sizeBytes += chunk.length
      yield chunk
    }
  })()
  return { chunks, sizeBytes: () => sizeBytes }
}
