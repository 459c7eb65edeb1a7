/** Finds the JSON payload in the body of a request: written as it is, or in the form field `payload`. */
import { parseFirstJson, type JsonRead } from '#shared/core/json-scan.ts'
import type { RawPost, Refusal } from './dialect.ts'

export type BodyRead = { readonly ok: true; readonly value: unknown } | ({ readonly ok: false } & Refusal)

/** The content decides; Content-Type is a hint for what the content leaves open, because senders often get it wrong. */
export function readBody(request: RawPost): BodyRead {
  const text = request.rawText
  const start = skipSpace(text, 0)
  if (beginsJson(text, start)) return fromJson(parseFirstJson(text), 'of the body')
  if (text.startsWith(payloadKey, start)) return readPayload(text, start + payloadKey.length)
  if (isMultipart(request)) {
    return refuse('bad_payload', 'The body is multipart/form-data, which this address does not read yet: send JSON, or a form with the field "payload".')
  }
  const fromUrl = request.query.get('payload')
  if (isForm(request) || (fromUrl !== null && start === text.length)) {
    const payload = new URLSearchParams(text).get('payload') ?? fromUrl
    if (payload !== null) return fromJson(parseFirstJson(payload), 'of the decoded payload')
    return refuse('bad_payload', start === text.length ? emptyBody : 'The form has no field "payload" that holds the JSON.')
  }
  if (start === text.length) return refuse('bad_payload', emptyBody)
  return fromJson(parseFirstJson(text), 'of the body')
}

const payloadKey = 'payload='
const emptyBody = 'The body is empty: send JSON such as {"text": "Hello"}.'

export function isForm(request: RawPost): boolean {
  return mediaType(request).startsWith('application/x-www-form-urlencoded')
}

export function isMultipart(request: RawPost): boolean {
  return mediaType(request).startsWith('multipart/')
}

export function skipSpace(text: string, from: number): number {
  let index = from
  while (index < text.length && text.charCodeAt(index) <= 0x20) index += 1
  return index
}

export function beginsJson(text: string, start: number): boolean {
  const first = text.charAt(start)
  return first === '{' || first === '['
}

/** `curl -d 'payload={…}'` encodes nothing, so a raw `{` is taken as written; when that fails, as a form says. */
function readPayload(text: string, start: number): BodyRead {
  const isRaw = beginsJson(text, skipSpace(text, start))
  const verbatim = isRaw ? parseFirstJson(text, start) : undefined
  if (verbatim?.ok) return { ok: true, value: verbatim.value }
  const payload = new URLSearchParams(text.trimStart()).get('payload') ?? ''
  const decoded = parseFirstJson(payload)
  if (decoded.ok || verbatim === undefined) return fromJson(decoded, 'of the decoded payload')
  return fromJson(verbatim, 'of the body')
}

function fromJson(read: JsonRead, where: string): BodyRead {
  if (read.ok) return { ok: true, value: read.value }
  return refuse('bad_json', `The JSON cannot be read at byte ${read.byte} ${where}: ${read.problem}.`)
}

function refuse(reason: Refusal['reason'], detail: string): BodyRead {
  return { ok: false, reason, detail }
}

function mediaType(request: RawPost): string {
  return request.headers['content-type']?.trim().toLowerCase() ?? ''
}
