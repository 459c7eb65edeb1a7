/** Reads the payload of a request whose JSON is broken in a way that can be mended: as a body, in the form field `payload`, or in a part of a form. */
import { mendJson } from '#shared/core/mend-json.ts'
import type { RawPost } from './dialect.ts'
import { beginsJson, pairsOf, skipSpace } from './read-body.ts'

export interface MendedBody {
  readonly value: unknown
  /** For the verdict. */
  readonly readAs: string
}

/** For bodies that could not be read. Undefined when they cannot be mended either. */
export function mendBody(request: RawPost): MendedBody | undefined {
  for (const text of textsOf(request)) {
    const mended = mendJson(text)
    if (mended) return { value: mended.value, readAs: `JSON that was mended: quotes or backslashes in a text were not escaped, the first at byte ${mended.byte}` }
  }
  return undefined
}

/** Wherever a payload may stand. */
function textsOf(request: RawPost): string[] {
  const { form } = request
  const text = request.rawText.trimStart()
  const written = text.startsWith(key) ? [text.slice(key.length), pairsOf(request).get('payload') ?? ''] : [text]
  const texts = form ? form.filter(([name]) => parts.has(name)).map(([, value]) => value) : written
  return texts.filter((one) => beginsJson(one, skipSpace(one, 0)))
}

const key = 'payload='
const parts: ReadonlySet<string> = new Set(['payload', 'payload_json', 'data'])
