/** A hook posts: every deciding check, the messages and the verdict in one write. */
import type { Attachment, Message } from '#shared/contract/message.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { decideIcon, decideShownName } from '#shared/core/hooks.ts'
import { splitText } from '#shared/core/split-text.ts'
import type { Dialect, HookPost, Refusal } from '#shared/dialects/dialect.ts'
import { commit, type Context } from '../context.ts'
import { findAddressTarget, markAddressUsed, type AddressTarget } from '../store/addresses.ts'
import type { Tx } from '../store/connection.ts'
import { readSettings } from '../store/settings.ts'
import { buildMessage } from './build-message.ts'
import { decideAddress } from './decide-address.ts'
import { noteMessage } from './note-message.ts'
import { resolveTarget, type Target } from './resolve-target.ts'

export interface HookRequest {
  readonly dialect: Dialect
  readonly tokenHash: Uint8Array
  readonly post: HookPost
}

export type HookOutcome = { readonly posted: Message[]; readonly target: AddressTarget } | { readonly refusal: Refusal; readonly target: AddressTarget | undefined }

/** To be called inside a write, so that nothing can change between the checks and the commit. Throws only on bugs. */
export function postFromHook(ctx: Context, tx: Tx, { dialect, tokenHash, post }: HookRequest): HookOutcome {
  const address = findAddressTarget(tx, tokenHash, ctx.deviceId)
  const settings = readSettings(tx)
  const refusal = decideAddress(address, settings, ctx.now())
  if (refusal || !address) return { refusal: refusal ?? { reason: 'no_such_address', detail: 'No webhook has this address.' }, target: address }
  const target = resolveTarget(ctx, tx, address, post.rawChannel)
  if ('reason' in target) return { refusal: target, target: address }
  markAddressUsed(tx, address.addressId, ctx.now())
  return { posted: postParts(ctx, tx, { address, dialect, post, settings, target }), target: address }
}

interface Parts {
  readonly address: AddressTarget
  readonly dialect: Dialect
  readonly post: HookPost
  readonly settings: Settings
  readonly target: Target
}

/** Splits a long text; attachments go on the last part. */
function postParts(ctx: Context, tx: Tx, { address, dialect, post, settings, target }: Parts): Message[] {
  const username = decideShownName({
    rawUsername: post.rawUsername,
    hookUsername: address.username,
    hookName: address.hookName,
    nameWithout: dialect.nameWithout,
    allowOverride: settings['integrations.allowUsernameOverride'],
  })
  const { iconUrl, iconEmoji } = decideIcon({
    rawIconUrl: post.iconUrl,
    rawIconEmoji: post.iconEmoji,
    hookIconUrl: address.iconUrl,
    hookIconEmoji: address.iconEmoji,
    allowOverride: settings['integrations.allowIconOverride'],
  })
  const texts = splitText(post.text, settings['messages.maxLength'])
  return texts.map((text, index) => {
    const last = index === texts.length - 1
    const body = {
      messageId: ctx.newId<MessageId>(),
      type: 'webhook' as const,
      authorId: address.ownerId,
      text,
      username,
      hookId: address.hookId,
      iconUrl,
      iconEmoji,
      attachments: last ? (post.attachments as Attachment[]) : [],
      props: post.props as Record<string, unknown>,
    }
    const { position, at } = commit(ctx, tx, { scope: target.id, kind: 'message.posted', body })
    const author = { username: address.owner, displayName: username }
    const message = buildMessage(body, { channel: target, author, hookName: address.hookName, position, at })
    tx.emit({ name: 'message.posted', data: message }, target.id)
    noteMessage(tx, { ...message, at, authorId: address.ownerId, byHook: true })
    return message
  })
}
