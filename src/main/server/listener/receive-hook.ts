/** ★ Read this first: how one request to a hook becomes messages and an answer, step by step. */
import type { PersonId, VerdictId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { parseId } from '#shared/core/ids.ts'
import type { Reason } from '#shared/contract/verdict.ts'
import { decodeRequest } from '#shared/dialects/decode-request.ts'
import { answerPosted, answerRefused, needsMessage } from '#shared/dialects/answer-cards.ts'
import type { Dialect, HookPost, RawPost, Refusal, ReplyContext } from '#shared/dialects/dialect.ts'
import { withSenderKey } from '#shared/dialects/sender-key.ts'
import { AppError } from '#shared/contract/errors.ts'
import { decideAddress } from '../actions/hooks/decide-address.ts'
import { postFromHook, type HookOutcome } from '../actions/posts/post-from-hook.ts'
import type { ReceivedFiles } from '../actions/posts/receive-files.ts'
import type { NewVerdict, RecordVerdict } from '../actions/posts/record-verdict.ts'
import { createTurn } from '../actions/posts/wait-for-turn.ts'
import type { Context } from '../context.ts'
import { hashSecret } from '../hash-secret.ts'
import { findAddressTarget, type AddressTarget } from '../store/addresses.ts'
import type { Tx } from '../store/connection.ts'
import { findPerson } from '../store/people.ts'
import { setWaitingVerdict } from '../store/hook-queue.ts'
import { readSettings } from '../store/settings.ts'
import { storageError } from '../store/write.ts'
import { answerOnce, type OnceContext } from './answer-once.ts'
import { SenderHungUp, type IncomingBody } from './body.ts'
import { buildVerdict, isTest, type Progress } from './build-verdict.ts'
import { markDecoded, markRead } from './capture-request.ts'
import { checkSender, nameOwnLimit, sizeLimits } from './check-sender.ts'
import { checkSignature } from './check-signature.ts'
import { readDelivery } from './delivery-key.ts'
import { describeMoment } from './describe-moment.ts'
import { hideInNames, hideOwnSecret } from './hide-own-secret.ts'
import { listOverruled } from './list-overruled.ts'
import { onceSigned } from './once-signed.ts'
import type { Pass } from './passes.ts'
import { readRequest } from './read-request.ts'
import { fallbackDialect, type Route } from './routes.ts'

/** A request that is sent again: whoever asks may manage the hook, and its address is known by its hash alone. */
export interface Replay {
  readonly of: VerdictId
  /** A username. */
  readonly by: string
  readonly tokenHash: Uint8Array
  /** Of a test, which it then is itself. */
  readonly isTest: boolean
}

/** A request as the HTTP face hands it over. */
export interface HookHttpRequest extends IncomingBody {
  /** Undefined for what a tool sends. A replay's signature and what tells repeats are not kept: neither is asked again. */
  readonly replay?: Replay
  /** For a test that somebody here sends: its path stands for the address. */
  readonly pass?: Pass
  readonly method: string
  readonly query: URLSearchParams
  /** Where it came from, see `client-address.ts`. */
  readonly remote: string
  /** Headers about that which were not heeded, for people. */
  readonly unheeded: readonly string[]
  readonly requestId: string
  readonly startedAt: number
}

export interface Answer {
  readonly reason: Reason
  /** The first one's id goes into a header. */
  readonly messages: readonly Pick<Message, 'id'>[]
  readonly reply: ReturnType<Dialect['posted']>
}

/** Never throws: whatever goes wrong has an answer in the caller's dialect and a verdict. */
export async function receiveHook(ctx: Context, record: RecordVerdict, route: Route, request: HookHttpRequest): Promise<Answer> {
  const progress: Progress = { dialect: route.dialect, target: undefined, sizeBytes: 0, ignored: [], secret: route.secret }
  const refuse = (refusal: Refusal): Answer => {
    const answer = refused(route.dialect, refusal, request)
    keepVerdict(ctx, record, buildVerdict(request, progress, refusal, answer.reply.status))
    return answer
  }
  let received: ReceivedFiles | undefined
  try {
    // 1. The address, by its hash. An unknown one is answered at once and its body is not read.
    const tokenHash = request.replay?.tokenHash ?? request.pass?.tokenHash ?? (route.secret === undefined ? undefined : hashSecret(route.dialect.id, route.secret))
    progress.target = findTarget(ctx, tokenHash)
    const settings = readSettings(ctx.reader)
    const early = decideAddress(progress.target, settings, ctx.now()) ?? checkSender(progress.target, request)
    if (early || !tokenHash) return refuse(early ?? { reason: 'no_such_address', detail: 'No webhook has this address.' })
    // 2. The body: size, encoding, fields and files, then what the sender's dialect makes of it.
    const read = await readRequest(ctx, request, { ...sizeLimits(progress.target, settings['hooks.bodyLimitBytes']), takesFiles: route.dialect.takesFiles, mostFiles: route.dialect.mostFiles })
    if ('reason' in read) return refuse(nameOwnLimit(read, progress.target))
    progress.sizeBytes = read.sizeBytes
    markRead(progress, request, read)
    received = read.files
    const proof = checkSignature(ctx, progress, request, read.bytes)
    if (proof && 'reason' in proof) return refuse(proof)
    const raw = { ...interpreted(ctx, request), ...read.carried }
    const decoded = decodeRequest(route.dialect, raw)
    markDecoded(progress, request)
    if (!decoded.ok) return refuse(decoded)
    const sent = hideOwnSecret(withSenderKey(decoded.post, raw, progress.target?.rules.keyField ?? null), route.secret)
    const post = isTest(request) ? asTest(sent, request.requestId) : sent
    progress.ignored = [...post.ignored, ...read.ignored, ...listOverruled(post, progress.target, settings)]
    progress.readAs = post.readAs
    progress.key = post.about?.key
    // 3. Files take their place, then one write decides, posts and keeps the verdict; all is on disk before the answer leaves.
    const files = received ? hideInNames(await received.place(), route.secret) : []
    const turn = createTurn(ctx.pace, needsMessage(route.dialect, post, request.query, files.length > 0))
    const hookRequest = { dialect: route.dialect, tokenHash, post, files, hops: readHops(request), requestId: request.requestId, isReplay: request.replay !== undefined, turn }
    const delivery = request.replay === undefined && progress.target ? readDelivery(progress.target.hookId, request.headers, raw, files) : undefined
    const once = { ctx, record, route, request, progress, refused: (refusal: Refusal) => refused(route.dialect, refusal, request), delivery }
    return await ctx.write((tx) =>
      answerOnce(tx, once, () => {
        const outcome = onceSigned(ctx, tx, { target: progress.target, proof }, () => postFromHook(ctx, tx, hookRequest))
        return conclude(tx, once, post, outcome)
      }),
    )
  } catch (error) {
    return refuse(refusalOf(ctx, error, request.requestId))
  } finally {
    // Whatever took no place is forgotten; what took one for a post that was refused is of no message, and cleaning removes it.
    if (received) await received.drop()
  }
}

/** The answer, and the verdict that says it too. */
function conclude(tx: Tx, { ctx, record, route, request, progress }: OnceContext, post: HookPost, outcome: HookOutcome): Answer {
  if ('refusal' in outcome) {
    const answer = refused(route.dialect, { ...outcome.refusal, answerAs: post.answerAs }, request)
    const verdict = record(tx, buildVerdict(request, { ...progress, target: outcome.target }, outcome.refusal, answer.reply.status))
    if (outcome.waiting !== undefined) setWaitingVerdict(tx, outcome.waiting, verdict)
    return answer
  }
  const { target, untold, count, updatedFrom } = outcome
  const updated = updatedFrom === undefined ? {} : { did: 'edited' as const, updated: describeMoment(updatedFrom, ctx.now()) }
  const answer = posted(route, post, outcome, request)
  record(tx, buildVerdict(request, { ...progress, target, untold, count, ...updated }, outcome.posted, answer.reply.status))
  return answer
}

/** Of somebody here who tries the hook: it tells nobody, and a case of it is its own, however often it is tried. */
const asTest = (post: HookPost, requestId: string): HookPost => ({ ...post, isTest: true, isSilent: true, ...(post.case?.id === undefined ? {} : { case: { ...post.case, id: `${post.case.id}-${requestId}` } }) })

/** A tool that answers a delivery through an incoming webhook may pass this header on: then a loop is seen and ended. */
export function readHops({ headers }: HookHttpRequest): number {
  const raw = headers['x-hookline-hops']
  return typeof raw === 'string' && /^\d{1,3}$/.test(raw) ? Number(raw) : 0
}

export function interpreted(ctx: Context, request: HookHttpRequest): Pick<RawPost, 'method' | 'headers' | 'query' | 'usernameOf'> {
  return { method: request.method, headers: request.headers, query: request.query, usernameOf: (rawId) => findUsernameById(ctx, rawId) }
}

/** Refused before the address was looked at; it is looked up only so that the hook's page can show what happened. */
export function refuseEarly(ctx: Context, record: RecordVerdict, route: Route | undefined, request: HookHttpRequest, refusal: Refusal): Answer {
  const answer = refused(route?.dialect ?? fallbackDialect(), refusal, request)
  // Whoever came under a foreign Host name may be a page that guesses: it gets no place on a hook's page.
  const isForHook = refusal.reason === 'method_refused' && route?.secret !== undefined
  const target = isForHook ? findTarget(ctx, hashSecret(route.dialect.id, route.secret)) : undefined
  keepVerdict(ctx, record, buildVerdict(request, { dialect: route?.dialect, target, sizeBytes: 0, ignored: [], secret: route?.secret }, refusal, answer.reply.status))
  return answer
}

/** Senders that know a person's id may name them by it. */
function findUsernameById(ctx: Context, rawId: string): string | undefined {
  const id = parseId<PersonId>(rawId)
  return id && findPerson(ctx.reader, id)?.username
}

export function findTarget(ctx: Context, tokenHash: Uint8Array | undefined): AddressTarget | undefined {
  return tokenHash && findAddressTarget(ctx.reader, tokenHash, ctx.deviceId)
}

/** For refusals: they are answered first and recorded in the next batch, which waits for the disk only where a post does: who sends many of them slows nobody's posts down. */
export function keepVerdict(ctx: Context, record: RecordVerdict, verdict: NewVerdict): void {
  void ctx.writeSoon((tx) => record(tx, verdict)).catch((error: unknown) => ctx.log.warn({ err: error }, 'a verdict could not be kept'))
}

export function replyContext(request: HookHttpRequest): ReplyContext {
  return { requestId: request.requestId, query: request.query, accept: request.headers['accept'] ?? '' }
}

function posted({ dialect, secret }: Route, post: HookPost, outcome: Exclude<HookOutcome, { readonly refusal: Refusal }>, request: HookHttpRequest): Answer {
  const { posted: messages, numbers, count } = outcome
  const hook = { name: outcome.target.hookName, ownerId: outcome.target.ownerId }
  return { reason: outcome.updatedFrom !== undefined ? 'edited' : count === undefined ? 'posted' : 'counted', messages, reply: answerPosted(dialect, { ...replyContext(request), secret, messages, ...(numbers && { numbers }), hook, post }) }
}

export function refused(dialect: Dialect, refusal: Refusal, request: HookHttpRequest): Answer {
  return { reason: refusal.reason, messages: [], reply: answerRefused(dialect, refusal, replyContext(request)) }
}

export function refusalOf(ctx: Context, error: unknown, requestId: string): Refusal {
  if (error instanceof SenderHungUp) return { reason: 'body_timeout', detail: 'The sender hung up before its body was complete.' }
  const known = storageError(error)
  if (known instanceof AppError && (known.code === 'storage_full' || known.code === 'storage_failed')) return { reason: known.code, detail: known.message }
  ctx.log.error({ err: error, requestId }, 'a request to a hook failed')
  return { reason: 'internal', detail: 'Hookline failed while handling this request; the log has the details.' }
}
