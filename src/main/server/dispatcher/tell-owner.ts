/** Tells the owner of an outgoing webhook that it was paused: a message to themselves, which mentions them. The words are the window's; the text is for readers without a catalogue. */
import type { PostedMessage } from '#shared/contract/change.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { PauseReason, Subscription } from '#shared/contract/subscription.ts'
import { announcePost } from '../actions/announce-post.ts'
import { buildMessage, withoutHook } from '../actions/build-message.ts'
import { ensureDirectChannel } from '../actions/ensure-direct-channel.ts'
import { commit, type Context } from '../context.ts'
import type { Tx } from '../store/connection.ts'
import { getPersonByUsername } from '../store/people.ts'
import { HOP_LIMIT } from './enqueue.ts'

const why: Readonly<Record<PauseReason, string>> = {
  receiver_gone: 'The receiver said that it is gone for good (410).',
  failing: 'Nothing could be delivered for five days.',
}

/** In their own direct channel, from "Hookline", with BOT. It sets off no webhook. To be called inside a write. */
export function tellOwner(ctx: Context, tx: Tx, { id, name, owner: username }: Pick<Subscription, 'id' | 'name' | 'owner'>, reason: PauseReason): void {
  const owner = getPersonByUsername(tx, username, 'owner')
  const channel = ensureDirectChannel(ctx, tx, owner, owner)
  if (!channel) return
  const body: PostedMessage = {
    messageId: ctx.newId<MessageId>(),
    type: 'webhook',
    authorId: owner.id,
    text: `@${owner.username} “${name}” is paused. ${why[reason]} What happens meanwhile waits; switch the outgoing webhook on again when its receiver works.`,
    ...withoutHook,
    username: 'Hookline',
    props: { notice: 'paused', reason, name },
    subscriptionId: id,
    hops: HOP_LIMIT,
  }
  const { position, at } = commit(ctx, tx, { scope: channel.id, kind: 'message.posted', body })
  const message = buildMessage(body, { channel, author: { username: owner.username, displayName: 'Hookline' }, hookName: name, position, at })
  announcePost(tx, message, owner.id)
}
