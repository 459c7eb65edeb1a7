/** The HTTP face of the listener: loopback and network, the checks that come before any hook, and the answer. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import type { Refusal } from '#shared/dialects/dialect.ts'
import { isFileLink } from '../actions/outgoing/file-links.ts'
import type { RecordVerdict } from '../actions/posts/record-verdict.ts'
import type { Context } from '../context.ts'
import type { FileAnswer } from '../files/answer-content.ts'
import { newRequestId } from '../random.ts'
import { readSettings } from '../store/settings.ts'
import { addressListOf } from './address-list.ts'
import { checkHost } from './check-host.ts'
import { readClient } from './client-address.ts'
import { manageHooks } from './manage-hooks.ts'
import { matchManageRoute } from './manage-routes.ts'
import { answerCall, matchCall } from './message-calls.ts'
import type { Passes } from './passes.ts'
import { answerProbe } from './probe-address.ts'
import { readTarget } from './request-target.ts'
import { receiveHook, refusalOf, refuseEarly, refused, type Answer, type HookHttpRequest } from './receive-hook.ts'
import { fallbackDialect, matchRoute, type Route } from './routes.ts'
import { serveLinkedFile } from './serve-linked-file.ts'

export interface HookServerParts {
  readonly ctx: Context
  readonly record: RecordVerdict
  /** For requests of our own. */
  readonly passes: Passes
  /** Where tools post to now, without a slash at the end. */
  readonly hooksUrl: () => string
  /** What a Host header may say that comes from the network. */
  readonly lanHosts: () => ReadonlySet<string>
  readonly bodyTimeoutMs: number | undefined
  /** How long nothing of an answer may be read, in ms; a minute when left out. */
  readonly unreadTimeoutMs: number | undefined
}

const usualUnreadMs = 60_000

/** Handles every request to the listener; sockets are opened by `start-listener.ts`. No framework: nothing is routed by path and method, and each answer is written as its dialect fixes it (decision 0034). */
export function createHookHandler(parts: HookServerParts): RequestListener {
  return (request, response) => {
    handle(parts, request, response).catch((error: unknown) => {
      parts.ctx.log.error({ err: error }, 'a request could not be answered')
      if (!response.headersSent) response.writeHead(500, { Connection: 'close' })
      response.end()
    })
  }
}

async function handle(parts: HookServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { path, query, host } = readTarget(request.url ?? '/')
  const incoming = toHookRequest(parts, request, { response, query, host })
  try {
    // Before any parsing: an unknown address is answered before its body is read, and Content-Type is only a hint.
    if (isFileLink(path)) {
      const file = await serveLinkedFile(parts.ctx, { method: incoming.method, path, headers: request.headers })
      sendFile(begin(parts, response), file, incoming)
    } else {
      const answer = await answerTo(parts, path, incoming)
      send(begin(parts, response), answer, incoming)
    }
  } catch (error) {
    // Ours, not the sender's, who is to try again: no 400.
    if (response.headersSent) throw error
    send(begin(parts, response), refused(fallbackDialect(), refusalOf(parts.ctx, error, incoming.requestId), incoming), incoming)
  }
}

/** From here on the answer is written, and who does not read it is cut: nobody else would ever do that. */
function begin({ unreadTimeoutMs = usualUnreadMs }: HookServerParts, response: ServerResponse): ServerResponse {
  return response.setTimeout(unreadTimeoutMs, () => response.destroy())
}

/** Straight to the socket, so that a large file is never in memory. */
function sendFile(response: ServerResponse, { status, headers, body }: FileAnswer, request: HookHttpRequest): void {
  response.writeHead(status, { 'X-Content-Type-Options': 'nosniff', ...headers, ...endOf(request) })
  if (typeof body === 'string') response.end(request.method === 'HEAD' ? undefined : body)
  // Who hangs up ends the reading too.
  else pipeline(body, response, () => undefined)
}

/** A management call is no post: it has no reason and leaves no verdict. */
type HttpAnswer = Pick<Answer, 'reply'> & Partial<Answer>

async function answerTo({ ctx, record, passes, hooksUrl, lanHosts }: HookServerParts, path: string, request: HookHttpRequest): Promise<HttpAnswer> {
  const route = matchRoute(path)
  const foreign = checkHost({ settings: () => readSettings(ctx.reader), lanHosts }, request)
  const pass = passes.take(route)
  if (pass?.purpose === 'probe') return answerProbe(ctx, pass, request, foreign)
  if (pass && route && !foreign) return receiveHook(ctx, pass.record, route, { ...request, pass })
  const managed = foreign ? undefined : matchManageRoute(path)
  if (managed) return { reply: await manageHooks(ctx, { route: managed, request, hooksUrl: hooksUrl() }) }
  const call = foreign || !route ? undefined : matchCall(route, request.method)
  if (call) return answerCall(ctx, record, call, request, hooksUrl())
  const early = foreign ?? checkMethod(request, route)
  if (early || !route) return refuseEarly(ctx, record, route, request, early ?? { reason: 'no_such_address', detail: 'This path belongs to no kind of webhook.' })
  return receiveHook(ctx, record, route, request)
}

/** After Host and Origin, and before the address is even looked at. */
function checkMethod(request: HookHttpRequest, route: Route | undefined): Refusal | undefined {
  // Where GET tells what an address is, a wrong one is unknown, whatever is asked of it.
  if (route?.dialect.calls !== undefined && route.secret === undefined) return { reason: 'no_such_address', detail: 'No webhook has this address.' }
  if (request.method === 'POST' || request.method === 'PUT') return undefined
  return route && { reason: 'method_refused', detail: `${request.method} posts nothing. Send POST with a JSON body such as {"text": "Hello"}.` }
}

interface Received {
  readonly response: ServerResponse
  readonly query: string
  readonly host: string | undefined
}

function toHookRequest({ ctx, bodyTimeoutMs: timeoutMs }: HookServerParts, request: IncomingMessage, { response, query, host }: Received): HookHttpRequest {
  const { headers, httpVersionMinor } = request
  const client = readClient(request.socket.remoteAddress ?? '', headers, () => addressListOf(readSettings(ctx.reader)['hooks.trustedProxies']))
  return {
    method: request.method ?? 'GET',
    headers: (host === undefined ? headers : { ...headers, host }) as HookHttpRequest['headers'],
    query: new URLSearchParams(query),
    stream: request,
    timeoutMs,
    // Node says “100 Continue” only when it is told to, see `drain-server.ts`: who is refused for the address alone keeps the body. HTTP/1.0 does not know it (RFC 9110 §10.1.1).
    askForBody: httpVersionMinor !== 0 && /^100-continue$/i.test(headers.expect ?? '') ? () => response.writeContinue() : undefined,
    ...client,
    requestId: newRequestId(),
    startedAt: performance.now(),
  }
}

/** Written to the socket as it stands: the dialects fix every header, and a charset added to `application/json` would be one too many. */
function send(response: ServerResponse, { reply: answer, reason, messages = [] }: HttpAnswer, request: HookHttpRequest): void {
  const body = answer.body ?? ''
  const headers: Record<string, string | number> = {
    'X-Request-Id': request.requestId,
    'X-Content-Type-Options': 'nosniff',
    ...answer.headers,
    ...endOf(request),
  }
  // RFC 9110 §8.6: an answer without content has no length.
  if (answer.status !== 204) headers['Content-Length'] = Buffer.byteLength(body)
  if (reason !== undefined) headers['X-Hookline-Reason'] = reason
  if (messages[0]) headers['X-Hookline-Message-Id'] = messages[0].id
  if (answer.contentType !== undefined) headers['Content-Type'] = answer.contentType
  response.writeHead(answer.status, headers)
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** An unread body would have to be swallowed to keep the connection; closing it is cheaper and says the same. */
function endOf(request: HookHttpRequest): Record<string, string> {
  return request.stream.readableEnded || isBodiless(request) ? {} : { Connection: 'close' }
}

function isBodiless({ headers }: HookHttpRequest): boolean {
  return headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0'
}
