/** Tells one person something that happened by itself: a message to themselves from "Hookline", which mentions them. The words are the window's; the text is for readers without a catalogue. */
import type { PostedMessage } from '#shared/contract/change.ts'
import type { MessageId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Person } from '#shared/contract/person.ts'
import { HOP_LIMIT } from '#shared/core/hop-limit.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import { findLocal } from '../../store/local-state.ts'
import { findPerson } from '../../store/people.ts'
import { withoutHook } from './build-message.ts'
import { commitPost } from './commit-post.ts'
import { ensureDirectChannel } from '../channels/ensure-direct-channel.ts'

export interface Telling {
  readonly owner: Person
  /** Without the name in front. */
  readonly text: string
  /** What the window makes its own words of: `notice` names the kind. */
  readonly props: { readonly notice: string; readonly name: string } & Readonly<Record<string, unknown>>
  readonly subscriptionId?: SubscriptionId
}

/**
 * In their own direct channel, with BOT; it sets off no webhook. To be called inside a write. In a team a device can speak in no conversation but its own
 * person's: they are told in the owner's place, and have the webhook before them.
 */
export function tellPerson(ctx: Context, tx: Tx, { text, props, subscriptionId, ...told }: Telling): void {
  const owner = findTold(tx) ?? told.owner
  const channel = ensureDirectChannel(ctx, tx, owner, owner)
  if (!channel) return
  const body: PostedMessage = {
    messageId: ctx.newId<MessageId>(),
    type: 'webhook',
    authorId: owner.id,
    text: `@${owner.username} ${text}`,
    ...withoutHook,
    username: 'Hookline',
    props,
    ...(subscriptionId && { subscriptionId }),
    hops: HOP_LIMIT,
  }
  commitPost(ctx, tx, body, { channel, author: { username: owner.username, displayName: 'Hookline' }, hookName: props.name })
}

function findTold(tx: Tx): Person | undefined {
  const meId = findLocal(tx, 'teamMode') === undefined ? undefined : findLocal(tx, 'meId')
  return meId === undefined ? undefined : findPerson(tx, meId)
}
