/** Sends one request to an address that a person wrote, past the guard and never further: no redirects, a bounded answer, a limit of time. */
import { request } from 'undici'
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
    const dispatcher = guard.dispatcherFor(url, allowed, ownPort)
    const answer = await request(url, { method: 'POST', headers, body, dispatcher, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, signal: AbortSignal.timeout(timeoutMs) })
    const read = await readLimited(answer.body)
    return { kind: 'answered', status: answer.statusCode, headers: flatten(answer.headers), ...read }
  } catch (error) {
    return explain(error, url, timeoutMs)
  }
}

async function readLimited(stream: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<{ body: string; cut: boolean }> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    sizeBytes += chunk.length
    if (sizeBytes > BODY_LIMIT_BYTES) {
      stream.destroy()
      break
    }
  }
  const whole = Buffer.concat(chunks)
  return { body: whole.subarray(0, BODY_LIMIT_BYTES).toString('utf8'), cut: whole.length > BODY_LIMIT_BYTES }
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
