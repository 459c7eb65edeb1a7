/** Tells those who manage webhooks that some are paused because of what became of their owner: live in the window, and once as a message to themselves. */
import type { PostedMessage } from '#shared/contract/change.ts'
import type { MessageId, PersonId } from '#shared/contract/ids.ts'
import { commit, type Context } from '../context.ts'
import type { Tx } from '../store/connection.ts'
import { findDeviceOf } from '../store/devices.ts'
import { findHook, takeJustPaused } from '../store/hooks.ts'
import { findLocal } from '../store/local-state.ts'
import { findPerson, isRemoved } from '../store/people.ts'
import { announcePost } from './announce-post.ts'
import { buildMessage, withoutHook } from './build-message.ts'
import { ensureDirectChannel } from './ensure-direct-channel.ts'

/** It sets off no outgoing webhook. */
const HOPS = 100

/** To be called after the change to the person was applied; Each admin is told by their own first device. */
export function notePausedHooks(ctx: Context, tx: Tx, ownerId: PersonId): void {
  const hooks = takeJustPaused(tx, ownerId).flatMap((id) => findHook(tx, id) ?? [])
  if (hooks.length === 0) return
  for (const hook of hooks) tx.emit({ name: 'hook.changed', data: hook }, 'managers')
  const meId = findLocal(tx, 'meId')
  const me = meId && findPerson(tx, meId)
  if (!me || isRemoved(tx, me.id) || (me.role !== 'owner' && me.role !== 'admin')) return
  const first = findDeviceOf(tx, me.id, ctx.now())
  if (first !== undefined && first !== ctx.deviceId) return
  const channel = ensureDirectChannel(ctx, tx, me, me)
  if (!channel) return
  const names = hooks.map(({ name }) => `“${name}”`).join(', ')
  const why = hooks[0]?.pausedReason === 'owner_removed' ? 'was removed from the workspace' : 'is a guest now'
  const body: PostedMessage = {
    messageId: ctx.newId<MessageId>(),
    type: 'webhook',
    authorId: me.id,
    text: `@${me.username} ${names} ${hooks.length === 1 ? 'is' : 'are'} paused: @${hooks[0]?.owner}, who owns ${hooks.length === 1 ? 'it' : 'them'}, ${why}. Posts are refused until somebody takes over.`,
    ...withoutHook,
    username: 'Hookline',
    props: { notice: 'hooks_paused' },
    hops: HOPS,
  }
  const { position, at } = commit(ctx, tx, { scope: channel.id, kind: 'message.posted', body })
  announcePost(tx, buildMessage(body, { channel, author: { username: me.username, displayName: 'Hookline' }, hookName: null, position, at }), me.id)
}
