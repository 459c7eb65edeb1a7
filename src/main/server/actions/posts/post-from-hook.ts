/** A hook posts: every deciding check, the messages and the verdict in one write. */
import type { PostedFile } from '#shared/contract/change.ts'
import type { ChannelId, HookId, MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Dialect, HookPost, Refusal } from '#shared/dialects/dialect.ts'
import type { Context } from '../../context.ts'
import { findAddressTarget, markAddressUsed, type AddressTarget } from '../../store/addresses.ts'
import type { Tx } from '../../store/connection.ts'
import { readBacklog } from '../../store/hook-queue.ts'
import { findNumberOf, forgetSource, insertNumbered, renumber } from '../../store/numbered-messages.ts'
import { readSettings } from '../../store/settings.ts'
import { countRepeat } from './count-repeat.ts'
import { decideAddress } from '../hooks/decide-address.ts'
import { decideKeyed, rememberKey, updateKeyed } from './post-keyed.ts'
import { postParts, type Parts } from './post-parts.ts'
import { resolveCase } from './resolve-case.ts'
import { resolveRoot } from './resolve-root.ts'
import { resolveTarget, type Target } from './resolve-target.ts'
import { resolveThread } from './resolve-thread.ts'
import { joinQueue, waitForTurn, type Turn } from './wait-for-turn.ts'

export interface HookRequest {
  readonly dialect: Dialect
  readonly post: HookPost
  /** Stored already; they become the message's. */
  readonly files?: readonly PostedFile[]
  /** How many deliveries led to it, as the tool passed on from the delivery that it answers. */
  readonly hops?: number
  readonly requestId: string
  /** As it was noted when it began to wait. */
  readonly namedId?: ChannelId | undefined
  /** Somebody sent it again to see what becomes of it: it is a message of its own, never one more of the same. */
  readonly isReplay?: boolean
  /** Its turn in the hook's pace; left out for one that has waited for it. */
  readonly turn?: Turn
}

export type HookOutcome =
  | {
      readonly posted: Message[]
      /** Of each message, for dialects whose senders ask for them again. */
      readonly numbers?: readonly number[]
      /** Sentences: who was named and not told, and why. */
      readonly untold: readonly string[]
      readonly target: AddressTarget
      /** The first of them stood there since then (ms since epoch) and has new content. */
      readonly updatedFrom?: number
      /** It said what the message says already: how often that came by now. */
      readonly count?: number
    }
  | {
      readonly refusal: Refusal
      readonly target: AddressTarget | undefined
      /** Its number in the queue, where it waits. */
      readonly waiting?: number
    }

/** To be called inside a write, so that nothing can change between the checks and the commit. Throws only on bugs. */
export function postFromHook(ctx: Context, tx: Tx, { tokenHash, ...request }: HookRequest & { readonly tokenHash: Uint8Array }): HookOutcome {
  const address = findAddressTarget(tx, tokenHash, ctx.deviceId)
  const settings = readSettings(tx)
  const refusal = decideAddress(address, settings, ctx.now())
  if (refusal || !address) return { refusal: refusal ?? { reason: 'no_such_address', detail: 'No webhook has this address.' }, target: address }
  return postTo(ctx, tx, address, request)
}

/** Channel and place, then it is posted; behind others that wait it waits too. The address was decided about. */
export function postTo(ctx: Context, tx: Tx, address: AddressTarget, request: HookRequest): HookOutcome {
  const { dialect, post, files = [], hops = 0, turn } = request
  const target = resolveTarget(ctx, tx, address, { rawChannel: post.rawChannel, namedId: request.namedId })
  if ('reason' in target) return { refusal: target, target: address }
  const place = resolvePlace(tx, target, request, address.hookId)
  const isBehind = turn !== undefined && readBacklog(tx, address.hookId).count > 0
  if ('reason' in place && !(isBehind && mayComeTrue(place, post))) return { refusal: place, target: address }
  // Replays and tests are a person's: no tool used it.
  if (request.isReplay !== true && post.isTest !== true) markAddressUsed(tx, address.addressId, ctx.now())
  if ('reason' in place || isBehind) return { ...joinQueue(ctx, tx, { address, request, target, needsMessage: turn?.needsMessage === true }), target: address }
  return postHere(ctx, tx, { address, dialect, post, files, hops, settings: readSettings(tx), target, ...place, isWhole: false }, request)
}

/** A repeat is counted, whatever else takes a turn; what has a key is told apart by that, not by its words. */
function postHere(ctx: Context, tx: Tx, parts: Parts, request: HookRequest): HookOutcome {
  const { address, target, post, dialect } = parts
  // A test changes nothing that a tool posted, whatever it calls it.
  const keyed = post.isTest === true ? undefined : decideKeyed(tx, { address, target, place: parts, post, hasFiles: parts.files.length > 0 })
  const counted = post.about === undefined && request.isReplay !== true ? countRepeat(ctx, tx, parts, request.requestId) : undefined
  if (counted) return { posted: [counted.message], count: counted.count, untold: [], target: address, ...numbered(tx, [counted.message], address, request) }
  const later = request.turn && waitForTurn(ctx, tx, { address, request, target, turn: request.turn })
  if (later) return { ...later, target: address }
  if (keyed?.does === 'update') {
    const message = updateKeyed(ctx, tx, keyed, parts)
    // What it was by its number is not what it says any more.
    if (dialect.calls === undefined) forgetSource(tx, message.id)
    const numbers = dialect.calls && [renumber(tx, { messageId: message.id, hookId: address.hookId, source: post.source })]
    return { posted: [message], ...(numbers && { numbers }), untold: [], target: address, updatedFrom: message.createdAt }
  }
  const rootId = keyed?.does === 'reply' ? (keyed.root.threadRootId ?? keyed.root.id) : parts.rootId
  const { messages: posted, untold } = postParts(ctx, tx, { ...parts, rootId, isWhole: keyed?.does === 'open' && keyed.isWhole })
  if (keyed && posted[0]) rememberKey(ctx, tx, keyed, posted[0], post)
  return { posted, untold, target: address, ...numbered(tx, posted, address, request) }
}

/** What it names may be what waits before it. */
function mayComeTrue({ reason }: Refusal, post: HookPost): boolean {
  return reason === 'case_not_found' || (reason === 'root_not_found' && post.rawRootId === undefined)
}

/** For dialects whose senders ask for their messages again; one that is repeated keeps its number. */
function numbered(tx: Tx, messages: readonly Message[], { hookId }: AddressTarget, { dialect, post }: HookRequest): { readonly numbers?: readonly number[] } {
  if (dialect.calls === undefined) return {}
  return { numbers: messages.map(({ id }) => findNumberOf(tx, id)?.number ?? insertNumbered(tx, { messageId: id, hookId, source: post.source })) }
}

/** Where in the channel it goes. */
export interface Place {
  readonly rootId: MessageId | null
  /** The case that it updates, or `'opens'`; null for none. */
  readonly caseOf: MessageId | 'opens' | null
}

function resolvePlace(tx: Tx, target: Target, { post, dialect }: Pick<HookRequest, 'post' | 'dialect'>, hookId: HookId): Place | Refusal {
  const found = resolveCase(tx, target.id, post.case)
  if (typeof found === 'object') return 'reason' in found ? found : { rootId: found.updates, caseOf: found.updates }
  const named = post.thread === undefined ? null : resolveThread(tx, target, hookId, post.thread)
  const rootId = post.rawRootId === undefined ? named : resolveRoot(tx, target, post.rawRootId, dialect)
  if (typeof rootId === 'object' && rootId !== null) return rootId
  return { rootId, caseOf: found === 'opens' ? 'opens' : null }
}
