/** Finds the JSON payload in the body of a request: written as it is, in the form field `payload`, or as the fields of a multipart form. */
import { parseFirstJson, type JsonRead } from '#shared/core/json-scan.ts'
import type { RawPost, Refusal } from './dialect.ts'
import { toFlatObject, type Form } from './read-form.ts'
import { readPairs } from './read-pairs.ts'

/** `ignored`: names of form fields that stood beside the payload. */
export type BodyRead = { readonly ok: true; readonly value: unknown; readonly ignored?: readonly string[] } | ({ readonly ok: false } & Refusal)

type ParseJson = (text: string, from?: number) => JsonRead

/**
 * The content decides; Content-Type is a hint for what the content leaves open, because senders often get it wrong. `fromFields` makes the
 * payload of a multipart form that has no part with JSON: an object of strings when left out. `parse` is `parseExactly` where long numbers count.
 */
export function readBody(request: RawPost, fromFields: (form: Form) => unknown = toFlatObject, parse: ParseJson = parseFirstJson): BodyRead {
  if (request.form) return readForm(request.form, fromFields, parse)
  const text = request.rawText
  const start = skipSpace(text, 0)
  if (beginsJson(text, start)) return fromJson(parse(text), 'of the body')
  if (text.startsWith(payloadKey, start)) return readPayload(request, start + payloadKey.length, parse)
  if (isMultipart(request) && start < text.length) {
    return refuse('bad_payload', 'The Content-Type says multipart, but the body is no multipart/form-data: send a form as your tool makes it, or JSON.')
  }
  const fromUrl = request.query.get('payload')
  if (isForm(request) || (fromUrl !== null && start === text.length)) {
    const payload = pairsOf(request).get('payload') ?? fromUrl
    if (payload !== null) return fromJson(parse(payload), 'of the decoded payload')
    return refuse('bad_payload', start === text.length ? emptyBody : 'The form has no field "payload" that holds the JSON.')
  }
  if (start === text.length) return refuse('bad_payload', emptyBody)
  return fromJson(parse(text), 'of the body')
}

const payloadKey = 'payload='
const emptyBody = 'The body is empty: send JSON such as {"text": "Hello"}.'

const payloadParts = ['payload', 'payload_json']

function readForm(form: Form, fromFields: (form: Form) => unknown, parse: ParseJson): BodyRead {
  const payload = form.findLast(([name]) => payloadParts.includes(name))
  if (!payload) return { ok: true, value: fromFields(form) }
  const read = fromJson(parse(payload[1]), `of the part "${payload[0]}"`)
  if (!read.ok) return read
  const ignored = form.map(([name]) => name).filter((name) => name !== payload[0])
  return { ...read, ignored: [...new Set(ignored)] }
}

export function isForm(request: RawPost): boolean {
  return mediaType(request).startsWith('application/x-www-form-urlencoded')
}

/** Of a form that came as text. */
export function pairsOf(request: Pick<RawPost, 'rawText' | 'headers'>): URLSearchParams {
  return readPairs(request.rawText.trim(), request.headers['content-type'] ?? '')
}

function isMultipart(request: RawPost): boolean {
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
function readPayload(request: RawPost, start: number, parse: ParseJson): BodyRead {
  const text = request.rawText
  const isRaw = beginsJson(text, skipSpace(text, start))
  const verbatim = isRaw ? parse(text, start) : undefined
  if (verbatim?.ok) return { ok: true, value: verbatim.value }
  const payload = pairsOf(request).get('payload') ?? ''
  const decoded = parse(payload)
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
