/** Reads Emakin's payload: a text, files and links as cards, and the ids with which it opens and updates cases. */
import type { CaseReport, Decoded, Refusal } from './dialect.ts'
import { readEmakinAttachments } from './emakin-attachments.ts'
import type { PayloadRules } from './payload-rules.ts'
import { foldKeys, isRecord, typeName } from './payload-values.ts'
import type { Form } from './read-form.ts'

const knownKeys: ReadonlySet<string> = new Set(['text', 'attachments', 'id', 'references'])
const maxIgnored = 30
/** Code points of one id. */
const maxIdLength = 255
const maxReferences = 100

/** What came with the payload. */
export interface Beside {
  readonly hasFiles?: boolean | undefined
  /** Names of form fields that stood beside it. */
  readonly ignored?: readonly string[] | undefined
}

/** `value` is the parsed payload: anything. Keys match in any case and the last one wins. */
export function decodeEmakin(value: unknown, rules: PayloadRules, { hasFiles = false, ignored = [] }: Beside = {}): Decoded {
  if (value === null) return refuse('nothing_to_post', nothingToPost)
  if (!isRecord(value)) return refuse('bad_payload', `The payload must be a JSON object, not ${typeName(value)}.`)
  const fields = foldKeys(value)
  const text = fields.get('text') ?? ''
  if (typeof text !== 'string') return refuse('bad_payload', `The field "text" must be a string, not ${typeName(text)}.`)
  const attachments = readEmakinAttachments(fields.get('attachments'), rules)
  if (!attachments.ok) return refuse('bad_payload', attachments.detail)
  const report = readCase(fields)
  if (!report.ok) return refuse('bad_payload', report.detail)
  if (text === '' && attachments.attachments.length === 0 && !hasFiles) return refuse('nothing_to_post', nothingToPost)
  const unknown = [...fields.keys()].filter((key) => !knownKeys.has(key)).map((key) => key.slice(0, 64).toWellFormed())
  return {
    ok: true,
    post: {
      text: rules.text(text.toWellFormed()),
      rawChannel: undefined,
      rawUsername: undefined,
      iconUrl: undefined,
      iconEmoji: undefined,
      attachments: attachments.attachments,
      props: {},
      ignored: [...unknown, ...attachments.ignored, ...ignored].slice(0, maxIgnored),
      ...(report.case === undefined ? {} : { case: report.case }),
    },
  }
}

const nothingToPost = 'There is nothing to post: the payload has neither "text" nor "attachments".'

type Wrong = { readonly ok: false; readonly detail: string }

/** Neither id nor references: a plain message. An empty list of references is none. */
function readCase(fields: ReadonlyMap<string, unknown>): { readonly ok: true; readonly case: CaseReport | undefined } | Wrong {
  const rawId = fields.get('id')
  const id = rawId === undefined ? undefined : readId(rawId, 'id')
  if (typeof id === 'object') return id
  const raw = fields.get('references') ?? []
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
  if (list.length > maxReferences) return { ok: false, detail: `The field "references" has ${list.length} ids; at most ${maxReferences} are read.` }
  const references: string[] = []
  for (const [position, item] of list.entries()) {
    const reference = readId(item, Array.isArray(raw) ? `references[${position}]` : 'references')
    if (typeof reference === 'object') return reference
    references.push(reference)
  }
  return { ok: true, case: id === undefined && references.length === 0 ? undefined : { id, references } }
}

/** Ids are compared as they are written: no trimming, no folding. A number that JavaScript cannot hold exactly could stand for another one. */
function readId(raw: unknown, path: string): string | Wrong {
  if (typeof raw === 'number' && !Number.isSafeInteger(raw)) return { ok: false, detail: `The field "${path}" is a number that is not exact; send the id as a string.` }
  if (typeof raw !== 'string' && typeof raw !== 'number') return { ok: false, detail: `The field "${path}" must be a string, not ${typeName(raw)}.` }
  const id = String(raw).toWellFormed()
  const length = id.length > 2 * maxIdLength ? id.length : [...id].length
  if (length >= 1 && length <= maxIdLength) return id
  return { ok: false, detail: `The field "${path}" must have 1 to ${maxIdLength} characters.` }
}

/** The payload that a form's fields stand for: `references` as often as there are some, `attachments` as JSON. An empty field is absent. */
export function toReport(form: Form): Record<string, unknown> {
  const fields = form.map(([name, value]) => [name.toLowerCase().replace(/\[\]$/, ''), value] as const).filter(([, value]) => value !== '')
  const references = fields.flatMap(([name, value]) => (name === 'references' ? readList(value) : []))
  const attachments = fields.findLast(([name]) => name === 'attachments')?.[1]
  return {
    ...Object.fromEntries(fields),
    ...(references.length === 0 ? {} : { references }),
    ...(attachments === undefined ? {} : { attachments: parseOr(attachments) }),
  }
}

function readList(value: string): readonly unknown[] {
  const list = parseOr(value)
  return Array.isArray(list) ? (list as unknown[]) : [value]
}

/** What is no JSON stays, and is refused as what it is. */
function parseOr(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function refuse(reason: Refusal['reason'], detail: string): { readonly ok: false } & Refusal {
  return { ok: false, reason, detail }
}
