/** Finds Discord's payload in a request: JSON, the part or field `payload_json`, or plain fields of a form. */
import { readBody, isForm, beginsJson, pairsOf, skipSpace, type BodyRead } from '../read-body.ts'
import type { RawPost } from '../dialect.ts'

export function readDiscordBody(request: RawPost): BodyRead {
  const text = request.rawText
  const start = skipSpace(text, 0)
  if (request.form === undefined && start === text.length) return { ok: true, value: {} }
  if (request.form === undefined && isForm(request) && !beginsJson(text, start) && !text.startsWith('payload=', start)) return readFields(request)
  return readBody(request)
}

function readFields(request: RawPost): BodyRead {
  return readBody({ ...request, rawText: '', form: [...pairsOf(request).entries()] })
}
