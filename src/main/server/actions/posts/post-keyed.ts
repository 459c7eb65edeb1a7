/** What a sender's own key makes of a post: the message that stands for the key gets new content, or the post goes to its thread. */
import type { Message } from '#shared/contract/message.ts'
import type { HookPost, SenderKey } from '#shared/dialects/dialect.ts'
import type { Context } from '../../context.ts'
import type { AddressTarget } from '../../store/addresses.ts'
import type { Tx } from '../../store/connection.ts'
import { findHookKey, setHookKey, type HookKey } from '../../store/hook-keys.ts'
import { findMessage, findMessageRow } from '../../store/messages.ts'
import { findRepeated } from '../../store/repeats.ts'
import { editHookMessage, isLongerThan, longestEdit } from './edit-hook-message.ts'
import { mostVersions } from '../../store/versions.ts'
import type { Place } from './post-from-hook.ts'
import { shownProps, type Parts } from './post-parts.ts'
import type { Target } from './resolve-target.ts'

export type Keyed =
  | { readonly does: 'update'; readonly message: Message; readonly at: HookKey }
  | { readonly does: 'reply'; readonly root: Message; readonly at: HookKey }
  /** `isWhole`: its text is not split, so that it can become another. */
  | { readonly does: 'open'; readonly isWhole: boolean; readonly at: HookKey }

export interface KeyedPost {
  readonly address: AddressTarget
  readonly target: Target
  readonly place: Place
  readonly post: HookPost
  readonly hasFiles: boolean
}

/** Undefined for a post like any other: without a key, of a case, in a thread of its own, or of a hook that posts each one. */
export function decideKeyed(tx: Tx, { address, target, place, post, hasFiles }: KeyedPost): Keyed | undefined {
  const { keyed } = address.rules
  if (post.about === undefined || keyed === 'each' || post.case !== undefined) return undefined
  const at = { hookId: address.hookId, channelId: target.id, key: post.about.key }
  const known = findStanding(tx, at, post.about)
  if (keyed === 'thread') {
    if (place.rootId !== null || post.thread !== undefined) return undefined
    return known ? { does: 'reply', root: known, at } : { does: 'open', isWhole: false, at }
  }
  if (isLongerThan(post.text, longestEdit)) return undefined
  // Files belong to the message that they came with; one that others are counted on stands for those, too; one with as many versions as are kept makes room for a new message.
  const mayUpdate = known && !hasFiles && findRepeated(tx, known.id) === undefined && (findMessageRow(tx, known.id)?.edits.length ?? 0) < mostVersions - 1
  return mayUpdate ? { does: 'update', message: known, at } : { does: 'open', isWhole: true, at }
}

/** One that was deleted stands for nothing any more, and one whose matter is over only for being told so again. */
function findStanding(tx: Tx, at: HookKey, { ends }: SenderKey): Message | undefined {
  const known = findHookKey(tx, at)
  if (known === undefined || (known.ended === 1 && !ends)) return undefined
  const message = findMessage(tx, known.messageId)
  return message?.deletedAt === null ? message : undefined
}

/** Position, author and picture stay as they are. */
export function updateKeyed(ctx: Context, tx: Tx, { message, at }: Extract<Keyed, { does: 'update' }>, { post, hops }: Pick<Parts, 'post' | 'hops'>): Message {
  setHookKey(tx, at, { messageId: message.id, ended: Number(post.about?.ends === true) }, ctx.now())
  return editHookMessage(ctx, tx, message, { text: post.text, attachments: post.attachments, props: shownProps(post), hops })
}

/** To be called after it was posted. The root of a thread stays the key's, whatever is said there. */
export function rememberKey(ctx: Context, tx: Tx, keyed: Exclude<Keyed, { does: 'update' }>, first: Message, post: HookPost): void {
  const messageId = keyed.does === 'reply' ? keyed.root.id : first.id
  setHookKey(tx, keyed.at, { messageId, ended: Number(post.about?.ends === true) }, ctx.now())
}
