/** A hook posts: every deciding check, the messages and the verdict in one write. */
import type { PostedFile } from '#shared/contract/change.ts'
import type { HookId, MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Dialect, HookPost, Refusal } from '#shared/dialects/dialect.ts'
import type { Context } from '../context.ts'
import { findAddressTarget, markAddressUsed, type AddressTarget } from '../store/addresses.ts'
import type { Tx } from '../store/connection.ts'
import { insertNumbered } from '../store/numbered-messages.ts'
import { readSettings } from '../store/settings.ts'
import { decideAddress } from './decide-address.ts'
import { postParts } from './post-parts.ts'
import { resolveCase } from './resolve-case.ts'
import { resolveRoot } from './resolve-root.ts'
import { resolveTarget, type Target } from './resolve-target.ts'
import { resolveThread } from './resolve-thread.ts'

export interface HookRequest {
  readonly dialect: Dialect
  readonly tokenHash: Uint8Array
  readonly post: HookPost
  /** Stored already; they become the message's. */
  readonly files?: readonly PostedFile[]
  /** How many deliveries led to it, as the tool passed on from the delivery that it answers. */
  readonly hops?: number
}

export type HookOutcome =
  | {
      readonly posted: Message[]
      /** Of each message, for dialects whose senders ask for them again. */
      readonly numbers?: readonly number[]
      /** Sentences: who was named and not told, and why. */
      readonly untold: readonly string[]
      readonly target: AddressTarget
    }
  | { readonly refusal: Refusal; readonly target: AddressTarget | undefined }

/** To be called inside a write, so that nothing can change between the checks and the commit. Throws only on bugs. */
export function postFromHook(ctx: Context, tx: Tx, { dialect, tokenHash, post, files = [], hops = 0 }: HookRequest): HookOutcome {
  const address = findAddressTarget(tx, tokenHash, ctx.deviceId)
  const settings = readSettings(tx)
  const refusal = decideAddress(address, settings, ctx.now())
  if (refusal || !address) return { refusal: refusal ?? { reason: 'no_such_address', detail: 'No webhook has this address.' }, target: address }
  const target = resolveTarget(ctx, tx, address, post.rawChannel)
  if ('reason' in target) return { refusal: target, target: address }
  const place = resolvePlace(tx, target, { post, dialect }, address.hookId)
  if ('reason' in place) return { refusal: place, target: address }
  markAddressUsed(tx, address.addressId, ctx.now())
  const { messages: posted, untold } = postParts(ctx, tx, { address, dialect, post, files, hops, settings, target, ...place })
  if (dialect.calls === undefined) return { posted, untold, target: address }
  const numbers = posted.map(({ id }) => insertNumbered(tx, { messageId: id, hookId: address.hookId, source: post.source }))
  return { posted, untold, numbers, target: address }
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
