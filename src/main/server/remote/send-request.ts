/** Sends one request to an address that a person wrote, past the guard and never further: no redirects, a bounded answer, a limit of time. */
import type { Dispatcher } from 'undici'
import type { Problem, ProblemCode } from '#shared/contract/delivery.ts'
import { problemOf } from '#shared/core/problem.ts'
import { AddressRefused, portOf, systemGuard, type AllowedHosts, type Guard } from './address-guard.ts'
import { unpackAnswer } from './unpack-answer.ts'

export interface OutgoingRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** `host:port` that are reached although they are private. */
  readonly allowed: AllowedHosts
  /** For the whole answer. */
  readonly timeoutMs: number
  /** Where Hookline itself listens: never sent to. */
  readonly ownPorts?: readonly string[]
}

export type RequestResult =
  | {
      readonly kind: 'answered'
      readonly status: number
      /** Lower-case names; repeated ones joined by commas. */
      readonly headers: Readonly<Record<string, string>>
      /** The first MiB, unpacked and without a byte order mark. */
      readonly body: string
      readonly cut: boolean
    }
  | { readonly kind: 'unreachable'; readonly problem: Problem }
  | { readonly kind: 'forbidden'; readonly problem: Problem }

const BODY_LIMIT_BYTES = 1024 * 1024

/** Never throws. */
export async function sendRequest({ url: rawUrl, headers, body, allowed, timeoutMs, ownPorts }: OutgoingRequest, guard: Guard = systemGuard): Promise<RequestResult> {
  const url = URL.parse(rawUrl)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return { kind: 'forbidden', problem: problemOf('bad_address') }
  try {
    return await read(await exchange(guard.dispatcherFor(url, allowed, ownPorts), { url, headers, body, timeoutMs }))
  } catch (error) {
    return explain(error, url, timeoutMs)
  }
}

interface Exchange {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeoutMs: number
}

interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** At most a MiB. */
  readonly bytes: Buffer
  readonly cut: boolean
}

const utf8 = new TextDecoder('utf-8')

async function read({ status, headers, bytes, cut }: Answered): Promise<RequestResult> {
  const unpacked = await unpackAnswer(bytes, headers['content-encoding'] ?? '', BODY_LIMIT_BYTES)
  return { kind: 'answered', status, headers, body: utf8.decode(unpacked.bytes), cut: cut || unpacked.cut }
}

/** Straight to the dispatcher: undici's `request` makes a stream of every answer, which costs more than sending it. */
function exchange(dispatcher: Dispatcher, { url, headers, body, timeoutMs }: Exchange): Promise<Answered> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let late: Error | undefined
    let [status, answered]: [number, Readonly<Record<string, string | string[] | undefined>>] = [0, {}]
    const chunks: Buffer[] = []
    let sizeBytes = 0
    const timer = setTimeout(() => {
      late = new DOMException('too late', 'TimeoutError')
      controller?.abort(late)
      reject(late)
    }, timeoutMs)
    const end = (): void => {
      clearTimeout(timer)
      const whole = Buffer.concat(chunks)
      resolve({ status, headers: flatten(answered), bytes: whole.subarray(0, BODY_LIMIT_BYTES), cut: whole.length > BODY_LIMIT_BYTES })
    }
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started
        if (late) started.abort(late)
      },
      onResponseStart: (_, code, fields) => void ([status, answered] = [code, fields]),
      onResponseData(_, chunk) {
        chunks.push(chunk)
        sizeBytes += chunk.length
        if (sizeBytes <= BODY_LIMIT_BYTES) return
        end()
        controller?.abort(new Error('enough was read'))
      },
      onResponseEnd: end,
      onResponseError(_, error) {
        clearTimeout(timer)
        reject(error)
      },
    }
    dispatcher.dispatch({ origin: url.origin, path: url.pathname + url.search, method: 'POST', headers, body, headersTimeout: timeoutMs, bodyTimeout: timeoutMs }, handler)
  })
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const name of Object.keys(headers)) {
    const value = headers[name]
    flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : (value ?? '')
  }
  return flat
}

/** Of the system, of undici and of TLS. */
const codes: Readonly<Record<string, ProblemCode>> = {
  ECONNREFUSED: 'connection_refused',
  ENOTFOUND: 'unknown_host',
  EAI_AGAIN: 'lookup_failed',
  ECONNRESET: 'connection_closed',
  UND_ERR_SOCKET: 'connection_closed',
  UND_ERR_CONNECT_TIMEOUT: 'connect_timeout',
  ETIMEDOUT: 'connect_timeout',
  UND_ERR_HEADERS_TIMEOUT: 'answer_timeout',
  UND_ERR_BODY_TIMEOUT: 'answer_timeout',
  CERT_HAS_EXPIRED: 'certificate_expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate_self_signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate_other_host',
}

function explain(error: unknown, url: URL, timeoutMs: number): RequestResult {
  const refused = findRefusal(error)
  if (refused) return { kind: 'forbidden', problem: explainRefusal(refused, url) }
  const isTooLate = error instanceof DOMException && error.name === 'TimeoutError'
  const code = isTooLate ? 'answer_timeout' : codes[error instanceof Error && 'code' in error ? String(error.code) : '']
  if (code === undefined) return { kind: 'unreachable', problem: problemOf('request_failed', messageOf(error)) }
  return { kind: 'unreachable', problem: problemOf(code, code === 'answer_timeout' ? timeoutMs / 1000 : '') }
}

/** A name with several addresses fails with what each of them said, and says nothing itself. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(messageOf))].join('; ')
  return error instanceof Error ? error.message : String(error)
}

function explainRefusal({ refusal }: AddressRefused, url: URL): Problem {
  const where = `${url.hostname}:${portOf(url)}`
  if (refusal === 'private') return problemOf('private_address', where)
  return refusal === 'own' ? problemOf('own_address', where) : problemOf('no_address', url.hostname)
}

/** A look-up's refusal arrives wrapped. */
function findRefusal(error: unknown): AddressRefused | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof AddressRefused) return cause
  return undefined
}
