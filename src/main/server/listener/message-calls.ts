/** What senders ask of an address besides posting: what it is, and to fetch, change or delete a message that they posted. */
import type { Message } from '#shared/contract/message.ts'
import type { Decoded, Dialect, NumberedMessage, Refusal, ReplyContext } from '#shared/dialects/dialect.ts'
import { ownCalls } from '#shared/dialects/own-messages.ts'
import { decideAddress } from '../actions/hooks/decide-address.ts'
import { deleteFromHook, editFromHook, findHookPost, type HookCall } from '../actions/posts/change-hook-post.ts'
import type { NewVerdict, RecordVerdict } from '../actions/posts/record-verdict.ts'
import { createTurn } from '../actions/posts/wait-for-turn.ts'
import type { Context } from '../context.ts'
import { hashSecret } from '../hash-secret.ts'
import { readSettings } from '../store/settings.ts'
import { getWorkspace } from '../store/workspace.ts'
import { buildVerdict, type Progress } from './build-verdict.ts'
import { markRead } from './capture-request.ts'
import { checkSender, checkSource, nameOwnLimit, sizeLimits } from './check-sender.ts'
import { checkSignature, type Proof } from './check-signature.ts'
import { onceSigned } from './once-signed.ts'
import { hideOwnSecret } from './hide-own-secret.ts'
import { readRequest } from './read-request.ts'
import { findTarget, interpreted, keepVerdict, readHops, refusalOf, refused, replyContext, type Answer, type HookHttpRequest } from './receive-hook.ts'
import type { Route } from './routes.ts'

export interface CallRoute {
  readonly dialect: Dialect
  readonly secret: string
  /** Undefined: the address itself. */
  readonly call: Route['call']
}

/** Undefined when the request is none of these calls: opening an address is one only where its dialect has an answer to that. */
export function matchCall({ dialect, secret, call }: Partial<Route>, method: string): CallRoute | undefined {
  if (dialect === undefined || secret === undefined) return undefined
  const isCall = call !== undefined || (dialect.calls !== undefined && (method === 'GET' || method === 'HEAD'))
  return isCall ? { dialect, secret, call } : undefined
}

/** Reading leaves no verdict; whatever is changed or refused does. */
export type CallAnswer = Pick<Answer, 'reply'> & Partial<Answer>

interface Call extends CallRoute {
  readonly ctx: Context
  readonly record: RecordVerdict
  readonly request: HookHttpRequest
  readonly context: ReplyContext
  readonly tokenHash: Uint8Array
}

/** Never throws. */
export async function answerCall(ctx: Context, record: RecordVerdict, route: CallRoute, request: HookHttpRequest, hooksUrl: string): Promise<CallAnswer> {
  const tokenHash = hashSecret(route.dialect.id, route.secret)
  const call: Call = { ...route, ctx, record, request, tokenHash, context: { ...replyContext(request), secret: route.secret, origin: hooksUrl } }
  try {
    const progress = progressOf(call)
    const proof = checkCaller(call, progress)
    if (proof && 'reason' in proof) return refuse(call, proof, progress)
    if (route.call === undefined) return describe(call)
    const about = { tokenHash, dialect: route.dialect, rawId: route.call.rawId, hops: readHops(request), turn: createTurn(ctx.pace, true) }
    switch (request.method) {
      case 'GET':
      case 'HEAD':
        return show(call, about)
      case 'PATCH':
        return await edit(call, about)
      case 'DELETE':
        return await remove(call, about, { progress, proof })
      default:
        return refuse(call, { reason: 'method_refused', detail: `${request.method} is not possible for a message; GET, PATCH and DELETE are.`, allow: 'GET, PATCH, DELETE' })
    }
  } catch (error) {
    return refuse(call, refusalOf(ctx, error, request.requestId))
  }
}

/** Where it comes from, and its signature; that of a body is checked where the body is read. */
function checkCaller({ ctx, request }: Call, progress: Progress): Proof | Refusal | undefined {
  const source = progress.target && checkSource(progress.target, request)
  if (source || request.method === 'PATCH') return source
  return checkSignature(ctx, progress, request, Buffer.alloc(0))
}

const callsOf = ({ dialect }: Call) => dialect.calls ?? ownCalls(dialect)

function describe(call: Call): CallAnswer {
  const { ctx, dialect, tokenHash, context } = call
  const target = findTarget(ctx, tokenHash)
  const refusal = decideAddress(target, readSettings(ctx.reader), ctx.now())
  if (refusal || !target || !dialect.calls) return refuse(call, refusal ?? unknown)
  return { reply: dialect.calls.describe({ name: target.hookName, picture: target.iconUrl ?? target.iconEmoji, channelId: target.channelId, workspaceId: getWorkspace(ctx.reader).id }, context) }
}

const unknown: Refusal = { reason: 'no_such_address', detail: 'No webhook has this address.' }

function show(call: Call, about: HookCall): CallAnswer {
  const outcome = findHookPost(call.ctx, call.ctx.reader, about)
  if ('refusal' in outcome) return refuse(call, outcome.refusal)
  return { reply: callsOf(call).shown(outcome.found, call.context) }
}

/** The address is asked for before the body is read, and all again inside the write. */
async function edit(call: Call, about: HookCall): Promise<CallAnswer> {
  const { ctx, request, record } = call
  const calls = callsOf(call)
  const early = findHookPost(ctx, ctx.reader, about)
  if ('refusal' in early) return refuse(call, early.refusal)
  const progress = progressOf(call)
  const kind = checkSender(progress.target, request)
  if (kind) return refuse(call, kind)
  const read = await readRequest(ctx, request, { ...sizeLimits(progress.target, readSettings(ctx.reader)['hooks.bodyLimitBytes']), takesFiles: false })
  if ('reason' in read) return refuse(call, nameOwnLimit(read, progress.target))
  progress.sizeBytes = read.sizeBytes
  markRead(progress, request, read)
  const proof = checkSignature(ctx, progress, request, read.bytes)
  if (proof && 'reason' in proof) return refuse(call, proof, progress)
  const decode = (posted: NumberedMessage): Decoded => {
    const decoded = calls.decodeEdit({ ...interpreted(ctx, request), ...read.carried }, posted)
    return decoded.ok ? { ok: true, post: hideOwnSecret(decoded.post, call.secret) } : decoded
  }
  return ctx.write((tx) => {
    const outcome = onceSigned(ctx, tx, { target: progress.target, proof }, () => editFromHook(ctx, tx, about, decode))
    if ('refusal' in outcome) return refusedIn(call, outcome.refusal, (verdict) => record(tx, verdict), progress)
    const reply = calls.shown(outcome.changed, call.context)
    const done = { ...progress, ignored: [...outcome.post.ignored, ...read.ignored], did: 'edited' as const }
    return finish(call, done, outcome.changed.message, reply, (verdict) => record(tx, verdict))
  })
}

/** What is signed says not which message is meant: a copy of one call would take away another. */
function remove(call: Call, about: HookCall, { progress, proof }: { readonly progress: Progress; readonly proof: Proof | undefined }): Promise<CallAnswer> {
  const { ctx, record } = call
  return ctx.write((tx) => {
    const outcome = onceSigned(ctx, tx, { target: progress.target, proof }, () => deleteFromHook(ctx, tx, about))
    if ('refusal' in outcome) return refusedIn(call, outcome.refusal, (verdict) => record(tx, verdict), progress)
    return finish(call, { ...progress, did: 'deleted' }, outcome.found.message, { status: 204 }, (verdict) => record(tx, verdict))
  })
}

function progressOf({ ctx, dialect, tokenHash, secret }: Call): Progress {
  return { dialect, target: findTarget(ctx, tokenHash), sizeBytes: 0, ignored: [], secret }
}

function finish(call: Call, progress: Progress & { readonly did: 'edited' | 'deleted' }, message: Message, reply: Answer['reply'], keep: (verdict: NewVerdict) => void): CallAnswer {
  keep(buildVerdict(call.request, progress, [message], reply.status))
  return { reason: progress.did, messages: [message], reply }
}

function refusedIn(call: Call, refusal: Refusal, keep: (verdict: NewVerdict) => void, progress = progressOf(call)): Answer {
  const answer = refused(call.dialect, refusal, call.request)
  keep(buildVerdict(call.request, progress, refusal, answer.reply.status))
  return answer
}

function refuse(call: Call, refusal: Refusal, progress = progressOf(call)): Answer {
  return refusedIn(call, refusal, (verdict) => keepVerdict(call.ctx, call.record, verdict), progress)
}
