/** A sender fetches, changes or deletes what it posted through the same hook. */
import type { Message } from '#shared/contract/message.ts'
import type { Decoded, HookPost, NumberedMessage, Refusal } from '#shared/dialects/dialect.ts'
import { commit, type Context } from '../context.ts'
import { findAddressTarget, markAddressUsed, type AddressTarget } from '../store/addresses.ts'
import { findChannel } from '../store/channels.ts'
import type { Reader, Tx } from '../store/connection.ts'
import { findMessage, getMessage } from '../store/messages.ts'
import { findNumbered, setNumberedSource } from '../store/numbered-messages.ts'
import { readSettings } from '../store/settings.ts'
import { announceChange } from './announce-change.ts'
import { decideAddress } from './decide-address.ts'
import { removeMessage } from './remove-message.ts'
import { checkChannel } from './resolve-target.ts'

export interface HookCall {
  readonly tokenHash: Uint8Array
  /** Of the message; undefined when no message can have the id that was given. */
  readonly number: number | undefined
}

export type FoundPost = { readonly found: NumberedMessage; readonly target: AddressTarget } | { readonly refusal: Refusal; readonly target: AddressTarget | undefined }

/** The message, if this hook may be used and the message came through an address of it that gives numbers, rotated ones included. */
export function findHookPost(ctx: Context, reader: Reader, { tokenHash, number }: HookCall): FoundPost {
  const target = findAddressTarget(reader, tokenHash, ctx.deviceId)
  const refusal = decideAddress(target, readSettings(reader), ctx.now())
  if (refusal || !target) return { refusal: refusal ?? { reason: 'no_such_address', detail: 'No webhook has this address.' }, target }
  const row = number === undefined ? undefined : findNumbered(reader, number)
  const message = row && row.hookId === target.hookId ? findMessage(reader, row.messageId) : undefined
  if (!row || !message) return { refusal: { reason: 'message_not_found', detail: 'This webhook posted no message with this id through this kind of address.' }, target }
  if (message.deletedAt !== null) return { refusal: { reason: 'message_not_found', detail: 'This message was deleted.' }, target }
  return { found: { message, number: row.number, source: row.source }, target }
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
  markAddressUsed(tx, target.addressId, ctx.now())
  return { changed: { ...found, message: applyEdit(ctx, tx, found, decoded.post), source: decoded.post.source }, post: decoded.post, target }
}

function applyEdit(ctx: Context, tx: Tx, { message, number }: NumberedMessage, { text, attachments, source }: HookPost): Message {
  const hasNewCards = JSON.stringify(attachments) !== JSON.stringify(message.attachments)
  setNumberedSource(tx, number, source)
  if (text === message.text && !hasNewCards) return message
  const change = { scope: message.channelId, kind: 'message.edited' as const, body: { messageId: message.id, text, ...(hasNewCards ? { attachments: [...attachments] } : {}) } }
  commit(ctx, tx, change)
  announceChange(ctx, tx, change)
  return getMessage(tx, message.id)
}

/** To be called inside a write. */
export function deleteFromHook(ctx: Context, tx: Tx, call: HookCall): FoundPost {
  const outcome = findHookPost(ctx, tx, call)
  if ('refusal' in outcome) return outcome
  const { found, target } = outcome
  const channel = findChannel(tx, found.message.channelId)
  if (!channel || channel.archivedAt !== null) return { refusal: { reason: 'channel_archived', detail: `#${found.message.channel} is archived: nothing can be changed there.` }, target }
  markAddressUsed(tx, target.addressId, ctx.now())
  removeMessage(ctx, tx, { message: found.message, channelId: channel.id, deletedBy: target.ownerId })
  return outcome
}
