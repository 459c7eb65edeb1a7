/** What is kept of a request: built from what is known of it, whether or not it reached a hook. */
import type { Message } from '#shared/contract/message.ts'
import type { Dialect, Refusal } from '#shared/dialects/dialect.ts'
import { describeCounted } from '../actions/posts/drain-queue.ts'
import type { NewVerdict } from '../actions/posts/record-verdict.ts'
import type { AddressTarget } from '../store/addresses.ts'
import { hideKnown } from '#shared/core/hide-secrets.ts'
import { captureRequest } from './capture-request.ts'
import { partsOf } from './hide-own-secret.ts'
import type { ReadRequest } from './read-request.ts'
import type { HookHttpRequest } from './receive-hook.ts'

/** Everything that is known of a request so far. */
export interface Progress {
  readonly dialect: Dialect | undefined
  target: AddressTarget | undefined
  sizeBytes: number
  ignored: readonly string[]
  /** Of the address that was posted to; only to be taken out of what is kept. */
  readonly secret?: string | undefined
  /** What came with it; undefined while its body is unread. */
  read?: ReadRequest
  /** ms since its start: the body was there, and understood. */
  readMs?: number
  decodedMs?: number
  /** What was done, where not posted. */
  readonly did?: 'edited' | 'deleted'
  /** Sentences: who was named and not told, and why. */
  readonly untold?: readonly string[]
  /** A repeat: how often its message came by now. */
  readonly count?: number | undefined
  /** Where a key of the sender's changed it: when it was posted, such as `from 09:47`. */
  readonly updated?: string
  /** Whose format it was, where not the dialect's own. */
  readAs?: string | undefined
  /** Which secret signed it, for people. */
  signature?: string | undefined
  /** The sender's own key for it. */
  key?: string | undefined
}

/** Sender's headers are cut: they are anybody's text. */
const headerLength = 200

export function buildVerdict(request: HookHttpRequest, progress: Progress, result: Refusal | readonly Message[], status: number): NewVerdict {
  const messages = 'reason' in result ? [] : result
  const { dialect, target, sizeBytes, ignored, did, count } = progress
  // A tool may name its own address anywhere, also where it says what it is.
  const own = partsOf(progress.secret)
  return {
    hookId: target?.hookId ?? null,
    addressId: target?.addressId ?? null,
    dialect: dialect?.id ?? null,
    // Of an address that nobody has: whoever moved a tool may know its end.
    lastFour: target?.lastFour ?? progress.secret?.slice(-4) ?? '',
    method: request.method,
    status,
    reason: 'reason' in result ? result.reason : (did ?? (count === undefined ? 'posted' : 'counted')),
    detail: hideKnown(sayWhose(request, 'reason' in result ? result.detail : describeDone(messages, progress)), own),
    ignored: [...request.unheeded, ...ignored].map((name) => hideKnown(name, own)),
    messageId: messages[0]?.id ?? null,
    channel: messages[0]?.channel ?? null,
    sizeBytes,
    durationMs: Math.round((performance.now() - request.startedAt) * 100) / 100,
    remote: request.remote,
    userAgent: hideKnown(request.headers['user-agent'] ?? '', own).slice(0, headerLength),
    contentType: hideKnown(request.headers['content-type'] ?? '', own).slice(0, headerLength),
    requestId: request.requestId,
    signature: progress.signature ?? null,
    key: progress.key === undefined ? null : hideKnown(progress.key, own).slice(0, headerLength),
    replayOf: request.replay?.of ?? null,
    ...(isTest(request) && { source: 'test' as const }),
    capture: captureRequest(request, progress),
  }
}

/** Whether somebody here sends it to see what becomes of it; also where they send such a one again. */
export const isTest = ({ pass, replay }: Pick<HookHttpRequest, 'pass' | 'replay'>): boolean => pass !== undefined || replay?.isTest === true

function sayWhose({ replay, pass }: HookHttpRequest, what: string): string {
  if (pass) return `Test by ${pass.by}: ${what}`
  return replay === undefined ? what : `Replay of request ${replay.of} by ${replay.by}: ${what}`
}

function describeDone(messages: readonly Message[], { did, readAs, updated, untold = [], count }: Progress): string {
  const channel = messages[0]?.channel ?? ''
  const read = readAs === undefined ? [] : [`Read as ${readAs}.`]
  if (updated !== undefined) return [`Updated the message ${updated} in #${channel}.`, ...read].join(' ')
  if (did !== undefined) return did === 'edited' ? `Changed a message in #${channel}.` : `Deleted a message in #${channel}.`
  if (count !== undefined) return describeCounted(messages, count)
  const posted = messages.length > 1 ? `Posted to #${channel} in ${messages.length} parts.` : `Posted to #${channel}.`
  return [posted, ...read, ...new Set(untold)].join(' ')
}
