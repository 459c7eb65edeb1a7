/** What is kept of a request to a hook: taken when its verdict is made, without any secret, and never the path, but for what stands behind the address. */
import { bodyKeptChars, type CapturedForm, type CapturedRequest, type Pair } from '#shared/contract/captured-request.ts'
import { hideInBody, hideInField, hideInHeaders, hideInQuery, hideKnown } from '#shared/core/hide-secrets.ts'
import type { Progress } from './build-verdict.ts'
import { partsOf } from './hide-own-secret.ts'
import type { ReadRequest } from './read-request.ts'
import type { HookHttpRequest } from './receive-hook.ts'

/** Gives what is kept, once the secrets are known that the hook's senders sign with. */
export type Capture = (signingSecrets: readonly string[]) => CapturedRequest

/** To be told when the body is there, so that people can see it and where the time went. */
export function markRead(progress: Progress, request: HookHttpRequest, read: ReadRequest): void {
  progress.read = read
  progress.readMs = sinceStart(request)
}

export function markDecoded(progress: Progress, request: HookHttpRequest): void {
  progress.decodedMs = sinceStart(request)
}

/** Costs nothing until it is called: requests to no hook are never kept. */
export function captureRequest(request: HookHttpRequest, progress: Progress): Capture {
  const { read, secret, target, dialect, readMs = null, decodedMs = null } = progress
  const behind = dialect?.behind === undefined ? {} : { behind: dialect.behind }
  return (signingSecrets) => {
    const known = [...signingSecrets, ...partsOf(secret)]
    const query = request.query.size === 0 ? [] : hideInQuery([...request.query], known)
    return { headers: hideInHeaders(headersOf(request), known, target?.rules.signature.header), query, ...captureBody(read, known), readMs, decodedMs, ...behind }
  }
}

function headersOf({ stream }: HookHttpRequest): Pair[] {
  const { rawHeaders } = stream
  return Array.from({ length: rawHeaders.length / 2 }, (_, index): Pair => [rawHeaders[2 * index] ?? '', rawHeaders[2 * index + 1] ?? ''])
}

type CapturedBody = Pick<CapturedRequest, 'bodyKind' | 'body' | 'bodyChars' | 'masked'>

function captureBody(read: ReadRequest | undefined, known: readonly string[]): CapturedBody {
  if (read === undefined) return { bodyKind: 'unread', body: '', bodyChars: 0, masked: false }
  if (read.carried.form !== undefined) return captureForm(read.carried.form, read.sentFiles ?? [], known)
  const text = read.carried.rawText
  // A little more than is kept is looked at, so that no secret is cut in two and not known any more.
  const begin = text.length > bodyKeptChars ? text.slice(0, bodyKeptChars + margin) : text
  const cleared = hideInBody(begin, known)
  return { bodyKind: 'text', body: cleared.slice(0, bodyKeptChars), bodyChars: text.length, masked: cleared !== begin }
}

const margin = 1024

/** Fields up to the limit, all of them together. */
function captureForm(fields: NonNullable<ReadRequest['carried']['form']>, files: CapturedForm['files'], known: readonly string[]): CapturedBody {
  let room = bodyKeptChars
  let isCut = false
  let masked = false
  const kept = fields.map(([rawName, value]): Pair => {
    const name = hideKnown(rawName, known)
    const begin = value.slice(0, room + margin)
    const cleared = hideInField(name, begin, known)
    masked ||= cleared !== begin || name !== rawName
    isCut ||= value.length > room
    const body = cleared.slice(0, room)
    room -= body.length
    return [name, body]
  })
  const body = JSON.stringify({ fields: kept, files: files.map((file) => ({ ...file, name: hideKnown(file.name, known) })) } satisfies CapturedForm)
  const whole = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  // The text is JSON around the fields: longer than they are, so what was cut must still show.
  return { bodyKind: 'form', body, bodyChars: isCut ? Math.max(whole, body.length + 1) : body.length, masked }
}

function sinceStart({ startedAt }: HookHttpRequest): number {
  return Math.round((performance.now() - startedAt) * 100) / 100
}
