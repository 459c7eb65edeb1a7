/** A sender fetches, changes or deletes what it posted through the same hook. */
import type { MessageId } from '#shared/contract/ids.ts'
import { parseId } from '#shared/core/ids.ts'
import type { Decoded, Dialect, HookPost, NumberedMessage, Refusal } from '#shared/dialects/dialect.ts'
import type { Context } from '../../context.ts'
import { findAddressTarget, markAddressUsed, type AddressTarget } from '../../store/addresses.ts'
import { findChannel } from '../../store/channels.ts'
import type { Reader, Tx } from '../../store/connection.ts'
import { findMessage, findMessageRow } from '../../store/messages.ts'
import { findNumberOf, findNumbered, setNumberedSource } from '../../store/numbered-messages.ts'
import { readSettings } from '../../store/settings.ts'
import { decideAddress } from '../hooks/decide-address.ts'
import { editHookMessage, isLongerThan, longestEdit, type NewContent } from './edit-hook-message.ts'
import { removeMessage } from '../messages/remove-message.ts'
import { shownProps } from './post-parts.ts'
import { checkChannel } from './resolve-target.ts'
import { refuseTooSoon, type Turn } from './wait-for-turn.ts'

export interface HookCall {
  readonly tokenHash: Uint8Array
  readonly dialect: Dialect
  /** Of the message, as the sender writes it: as UUID, in 26 characters, or as a number where the dialect gives numbers. */
  readonly rawId: string
  /** How many deliveries led to it, as the tool passed on from the delivery that it answers. */
  readonly hops: number
  /** A change's turn in the hook's pace. */
  readonly turn: Turn
}

export type FoundPost = { readonly found: NumberedMessage; readonly target: AddressTarget } | { readonly refusal: Refusal; readonly target: AddressTarget | undefined }

/** The message, if this hook may be used and the message came through it, whatever the address. */
export function findHookPost(ctx: Context, reader: Reader, call: HookCall): FoundPost {
  const target = findAddressTarget(reader, call.tokenHash, ctx.deviceId)
  const refusal = decideAddress(target, readSettings(reader), ctx.now())
  if (refusal || !target) return { refusal: refusal ?? { reason: 'no_such_address', detail: 'No webhook has this address.' }, target }
  const found = findById(reader, call)
  if (found?.message.hookId !== target.hookId) return { refusal: { reason: 'message_not_found', detail: 'This webhook posted no message with this id.' }, target }
  if (found.message.deletedAt !== null) return { refusal: { reason: 'message_not_found', detail: 'This message was deleted.' }, target }
  return { found, target }
}

function findById(reader: Reader, { dialect, rawId }: HookCall): NumberedMessage | undefined {
  const id = parseId<MessageId>(rawId)
  const number = dialect.calls?.numberOf(rawId)
  const row = id === undefined ? (number === undefined ? undefined : findNumbered(reader, number)) : findNumberOf(reader, id)
  const message = findMessage(reader, row?.messageId ?? id ?? '')
  return message && { message, number: row?.number, source: row?.source ?? null }
}

export type ChangedPost = { readonly changed: NumberedMessage; readonly post: HookPost; readonly target: AddressTarget } | { readonly refusal: Refusal; readonly target: AddressTarget | undefined }

/** To be called inside a write. Who is named anew is not told: an edit is a correction, as with people's. */
export function editFromHook(ctx: Context, tx: Tx, call: HookCall, decode: (posted: NumberedMessage) => Decoded): ChangedPost {
  const outcome = findHookPost(ctx, tx, call)
  if ('refusal' in outcome) return outcome
  const { found, target } = outcome
  const place = checkChannel(tx, target, findChannel(tx, found.message.channelId), 'of this message')
  if ('reason' in place) return { refusal: place, target }
  const decoded = decode(found)
  if (!decoded.ok) return { refusal: decoded, target }
  if (isLongerThan(decoded.post.text, longestEdit)) return { refusal: { reason: 'text_too_long', detail: `A message can be changed to at most ${longestEdit} characters: post what is longer.` }, target }
  const refusal = refuseTooSoon(target, call.turn)
  if (refusal) return { refusal, target }
  markAddressUsed(tx, target.addressId, ctx.now())
  if (found.number !== undefined) setNumberedSource(tx, found.number, decoded.post.source)
  return { changed: { ...found, message: editHookMessage(ctx, tx, found.message, { ...contentOf(decoded.post), hops: call.hops }), source: decoded.post.source }, post: decoded.post, target }
}

const contentOf = (post: HookPost): NewContent => ({ text: post.text, attachments: post.attachments, props: shownProps(post) })

/** To be called inside a write. */
export function deleteFromHook(ctx: Context, tx: Tx, call: HookCall): FoundPost {
  const outcome = findHookPost(ctx, tx, call)
  if ('refusal' in outcome) return outcome
  const { found, target } = outcome
  const channel = findChannel(tx, found.message.channelId)
  if (!channel || channel.archivedAt !== null) return { refusal: { reason: 'channel_archived', detail: `#${found.message.channel} is archived: nothing can be changed there.` }, target }
  markAddressUsed(tx, target.addressId, ctx.now())
  removeMessage(ctx, tx, { message: found.message, channelId: channel.id, deletedBy: findMessageRow(tx, found.message.id)!.authorId })
  return outcome
}
