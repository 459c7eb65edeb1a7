/** Sends one request to an address that a person wrote, past the guard and never further: no redirects, a bounded answer, a limit of time. */
import type { Dispatcher } from 'undici'
import { AddressRefused, portOf, systemGuard, type AllowedHosts, type Guard } from './address-guard.ts'

export interface OutgoingRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** `host:port` that are reached although they are private. */
  readonly allowed: AllowedHosts
  /** For the whole answer. */
  readonly timeoutMs: number
  /** Where Hookline itself listens: never sent to. */
  readonly ownPort?: string
}

export type RequestResult =
  | {
      readonly kind: 'answered'
      readonly status: number
      /** Lower-case names; repeated ones joined by commas. */
      readonly headers: Readonly<Record<string, string>>
      /** The first MiB. */
      readonly body: string
      readonly cut: boolean
    }
  | { readonly kind: 'unreachable'; readonly problem: string }
  | { readonly kind: 'forbidden'; readonly problem: string }

const BODY_LIMIT_BYTES = 1024 * 1024

/** Never throws. */
export async function sendRequest({ url: rawUrl, headers, body, allowed, timeoutMs, ownPort }: OutgoingRequest, guard: Guard = systemGuard): Promise<RequestResult> {
  const url = URL.parse(rawUrl)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return { kind: 'forbidden', problem: 'Only http:// and https:// addresses are sent to.' }
  if (url.username !== '' || url.password !== '') return { kind: 'forbidden', problem: 'An address must not hold a name or password.' }
  try {
    return await exchange(guard.dispatcherFor(url, allowed, ownPort), { url, headers, body, timeoutMs })
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

/** Straight to the dispatcher: undici's `request` makes a stream of every answer, which costs more than sending it. */
function exchange(dispatcher: Dispatcher, { url, headers, body, timeoutMs }: Exchange): Promise<RequestResult> {
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
      resolve({ kind: 'answered', status, headers: flatten(answered), body: whole.subarray(0, BODY_LIMIT_BYTES).toString('utf8'), cut: whole.length > BODY_LIMIT_BYTES })
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
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : (value ?? '')]))
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing answers at this address: the connection was refused.',
  ENOTFOUND: 'There is no host of this name.',
  EAI_AGAIN: 'The name of the host could not be looked up.',
  ECONNRESET: 'The receiver closed the connection before it answered.',
  UND_ERR_SOCKET: 'The receiver closed the connection before it answered.',
  UND_ERR_CONNECT_TIMEOUT: 'The receiver did not take the connection in time.',
  UND_ERR_HEADERS_TIMEOUT: 'The receiver did not answer in time.',
  UND_ERR_BODY_TIMEOUT: 'The receiver did not finish its answer in time.',
  CERT_HAS_EXPIRED: "The receiver's certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The receiver's certificate is self-signed.",
  ERR_TLS_CERT_ALTNAME_INVALID: "The receiver's certificate is for another host.",
}

function explain(error: unknown, url: URL, timeoutMs: number): RequestResult {
  const refused = findRefusal(error)
  if (refused?.isOwn === true) return { kind: 'forbidden', problem: `${refused.message}: nothing is sent there.` }
  if (refused) return { kind: 'forbidden', problem: `${refused.message}. If it is a program of yours, allow ${url.hostname}:${portOf(url)} for this webhook.` }
  if (error instanceof DOMException && error.name === 'TimeoutError') return { kind: 'unreachable', problem: `The receiver did not answer within ${timeoutMs / 1000} s.` }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return { kind: 'unreachable', problem: words[code] ?? `The request failed${error instanceof Error ? ` (${error.message})` : ''}.` }
}

/** A look-up's refusal arrives wrapped. */
function findRefusal(error: unknown): AddressRefused | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof AddressRefused) return cause
  return undefined
}
