/** Reads what a body says by names, wherever an address for any tool would find it: as JSON, mended or not, in a part of a form, or as a form's fields. */
import { parseFirstJson, type JsonRead } from '#shared/core/json-scan.ts'
import type { RawPost } from './dialect.ts'
import { mendBody } from './mend-body.ts'
import { beginsJson, isForm, pairsOf, readBody, skipSpace } from './read-body.ts'
import { toChatPayload, type Form } from './read-form.ts'

export interface ReadingNamed {
  /** Makes an object of a form's fields; the payload that chats share when left out. */
  readonly fromFields?: (form: Form) => unknown
  /** `parseExactly` where long numbers count. */
  readonly parse?: (text: string, from?: number) => JsonRead
  /** Whether the part `data` of a form is its payload, as at addresses for any tool; yes when left out. */
  readonly takesData?: boolean
}

/** Undefined for what has no names, such as a text. */
export function readNamed(request: RawPost, { fromFields = toChatPayload, parse = parseFirstJson, takesData = true }: ReadingNamed = {}): unknown {
  const part = request.form?.findLast(([name, value]) => takesData && name === 'data' && beginsJson(value, skipSpace(value, 0)))
  const read = part ? parse(part[1]) : undefined
  if (read?.ok) return read.value
  const body = readBody(request, fromFields, parse)
  if (body.ok) return body.value
  const mended = mendBody(request)
  if (mended) return mended.value
  return isEncodedForm(request) ? fromFields(readEncodedForm(request)) : undefined
}

/** `curl -d 'some words'` says that it sends a form, too; in a real one white space is encoded. */
export function isEncodedForm(request: RawPost): boolean {
  const body = request.rawText.trim()
  return isForm(request) && body.includes('=') && !/\s/.test(body) && body.split('&').every((pair) => pair === '' || /^[\w.%+[\]-]+=/.test(pair))
}

export function readEncodedForm(request: RawPost): Form {
  return [...pairsOf(request).entries()]
}
