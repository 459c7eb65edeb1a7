/** What web mode answers to `GET /files/<id>`: the content, to whoever shows a session key, in a shape that no browser runs or draws by itself. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { AppError } from '#shared/contract/errors.ts'
import { isDrawable } from '#shared/core/picture-types.ts'
import type { Call } from '#server/rpc/handlers.ts'
import type { Keys } from '#server/rpc/keys.ts'
import { openFile, type OpenedFile } from '#server/rpc/open-file.ts'

export interface FileRequest {
  readonly fileId: string
  readonly part: 'content' | 'thumbnail'
  readonly headers: IncomingHttpHeaders
}

export interface FileAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number>>
  readonly body: Readable | string
}

export interface FileAccess {
  readonly keys: Keys
  callFor(sessionKey: string): Call
}

/** Never a cookie: the key stands in `Authorization`, which no foreign page can make a browser send. A one-time key opens no file and stays unused. */
export async function answerFile({ keys, callFor }: FileAccess, { fileId, part, headers }: FileRequest): Promise<FileAnswer> {
  if (isForeign(headers)) return refuse(403, new AppError('forbidden', 'Files are given to this window only.'))
  const key = /^Bearer ([^\s]+)$/i.exec(headers.authorization ?? '')?.[1]
  if (key === undefined || !keys.isSessionKey(key)) return refuse(401, new AppError('unauthorised', 'Show a session key.'), { 'WWW-Authenticate': 'Bearer' })
  try {
    return answer(await openFile(callFor(key), fileId, part), headers)
  } catch (error) {
    if (error instanceof AppError) return refuse(404, error)
    throw error
  }
}

/** A page of another origin, also of another port of this computer. */
function isForeign({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  return origin !== undefined && origin !== `http://${host}`
}

function answer(file: OpenedFile, request: IncomingHttpHeaders): FileAnswer {
  const { sizeBytes, sha256 } = file
  const tag = `"${sha256}"`
  const about = {
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': 'private, max-age=31536000, immutable',
    // What one key fetched is not given to another from the browser's store.
    Vary: 'Authorization',
    ETag: tag,
    'Accept-Ranges': 'bytes',
  }
  if (request['if-none-match']?.split(',').some((one) => [tag, '*'].includes(one.trim().replace(/^W\//, '')))) return { status: 304, headers: about, body: '' }
  const headers = { ...about, 'Content-Type': isDrawable(file.mediaType) ? file.mediaType : 'application/octet-stream', 'Content-Disposition': formatDisposition(file.name) }
  const range = request['if-range'] === undefined || request['if-range'] === tag ? parseRange(request.range, sizeBytes) : undefined
  if (range === 'unsatisfiable') return refuse(416, new AppError('invalid', `The file has ${sizeBytes} bytes.`), { 'Content-Range': `bytes */${sizeBytes}` })
  if (range === undefined) return { status: 200, headers: { ...headers, 'Content-Length': sizeBytes }, body: file.stream() }
  return {
    status: 206,
    headers: { ...headers, 'Content-Length': range.last - range.first + 1, 'Content-Range': `bytes ${range.first}-${range.last}/${sizeBytes}` },
    body: file.stream(range),
  }
}

/** RFC 9110 §14.2. Several ranges at once, and what is no range of bytes, are answered with the whole. */
export function parseRange(raw: string | undefined, sizeBytes: number): { first: number; last: number } | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(raw ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined
  const first = from === '' ? Math.max(0, sizeBytes - Number(to)) : Number(from)
  const last = from === '' || to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1)
  if (to !== '' && from !== '' && Number(to) < Number(from)) return undefined
  return first > last ? 'unsatisfiable' : { first, last }
}

/** RFC 6266 with the name in UTF-8 (RFC 8187), and once more in ASCII for readers that know no better. */
export function formatDisposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/gu, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

function refuse(status: number, { body }: AppError, headers: Record<string, string> = {}): FileAnswer {
  return { status, headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers }, body: JSON.stringify({ error: body }) }
}
