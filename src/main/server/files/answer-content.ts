/** The answer to who may have a file over HTTP: whole or in part, in a shape that no browser runs or draws by itself. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { isDrawable } from '#shared/core/picture-types.ts'

export interface FileAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number>>
  readonly body: Readable | string
}

export interface ServedFile {
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly sha256: string
  /** All of it, or the bytes from `first` to `last`, both included. */
  stream(range?: { readonly first: number; readonly last: number }): Readable
}

/** `keeping` says how long and for whom the answer may be kept. */
export function answerContent(file: ServedFile, request: IncomingHttpHeaders, keeping: Readonly<Record<string, string>>): FileAnswer {
  const { sizeBytes, sha256 } = file
  const tag = `"${sha256}"`
  const about = { 'Content-Security-Policy': "sandbox; default-src 'none'", ...keeping, ETag: tag, 'Accept-Ranges': 'bytes' }
  if (request['if-none-match']?.split(',').some((one) => [tag, '*'].includes(one.trim().replace(/^W\//, '')))) return { status: 304, headers: about, body: '' }
  const headers = { ...about, 'Content-Type': isDrawable(file.mediaType) ? file.mediaType : 'application/octet-stream', 'Content-Disposition': formatDisposition(file.name) }
  const range = request['if-range'] === undefined || request['if-range'] === tag ? parseRange(request.range, sizeBytes) : undefined
  if (range === 'unsatisfiable') {
    const why = JSON.stringify({ error: { code: 'invalid', message: `The file has ${sizeBytes} bytes.` } })
    return { status: 416, headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'Content-Range': `bytes */${sizeBytes}` }, body: why }
  }
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
