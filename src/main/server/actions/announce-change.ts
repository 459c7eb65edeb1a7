/** What a change does besides changing the tables: events, the search, what this device keeps. The same for what is done here and what comes from other devices. */
import type { Change } from '#shared/contract/change.ts'
import type { ChannelId, MessageId } from '#shared/contract/ids.ts'
import type { Context } from '../context.ts'
import { deleteAddressesOf } from '../store/addresses.ts'
import { findLastPosition, redactMessage } from '../store/change-log.ts'
import type { Tx } from '../store/connection.ts'
import { forgetSent } from '../store/deliveries.ts'
import { deleteHealthOf } from '../store/hook-health.ts'
import { deleteHookKeysOf } from '../store/hook-keys.ts'
import { deleteHookSecrets } from '../store/hook-secrets.ts'
import { findMessage, findMessageRow } from '../store/messages.ts'
import { deleteNotices } from '../store/notices.ts'
import { forgetSource } from '../store/numbered-messages.ts'
import { isDeletionPending } from '../store/pending.ts'
import { setReadMark } from '../store/read-marks.ts'
import { forgetRepeats } from '../store/repeats.ts'
import { deleteSaved } from '../store/saved.ts'
import { markForIndexing } from '../store/search.ts'
import { deleteSeenOf } from '../store/seen-deliveries.ts'
import { forgetSigned } from '../store/signed-requests.ts'
import { deleteTarget } from '../store/subscriptions.ts'
import { recountThread } from '../store/threads.ts'
import { listChangesOf } from '../store/versions.ts'
import { dropWaiting } from '../store/waiting-deliveries.ts'
import { notePausedHooks } from './hooks/note-paused-hooks.ts'
import { noteSwitched } from './outgoing/note-switched.ts'
import { announceState } from './announce-state.ts'

/** A change as an action says it. */
export type Said<C extends Change = Change> = C extends Change ? Pick<C, 'kind' | 'scope' | 'body'> : never

/** To be called after it was applied; new messages go through `announcePost`. */
export function announceChange(ctx: Context, tx: Tx, change: Said): void {
  noteChange(ctx, tx, change)
  announceState(tx, change)
}

/** All but the events about the thing itself. */
export function noteChange(ctx: Context, tx: Tx, change: Said): void {
  switch (change.kind) {
    case 'message.edited':
      redactDeleted(tx, change.scope, change.body.messageId)
      return reindex(tx, change.body.messageId)
    case 'message.pinned':
    case 'message.unpinned':
    case 'reaction.added':
    case 'reaction.removed':
      return reindex(tx, change.body.messageId)
    case 'message.deleted':
      return forgetMessage(tx, change.scope, change.body.messageId)
    case 'member.joined':
      // What was said before they came is read: nobody wants a badge of years.
      return setReadMark(tx, change.body.personId, change.scope, findLastPosition(tx, change.scope))
    case 'person.removed':
    case 'person.defined':
      return notePausedHooks(ctx, tx, change.body.personId)
    case 'hook.deleted':
      deleteHookSecrets(tx, change.body.hookId)
      deleteHealthOf(tx, change.body.hookId)
      forgetSigned(tx, change.body.hookId)
      deleteSeenOf(tx, change.body.hookId)
      deleteHookKeysOf(tx, change.body.hookId)
      return deleteAddressesOf(tx, change.body.hookId)
    case 'setting.changed':
      if (change.body.key === 'integrations.outgoingEnabled') ctx.deliveries.ring()
      return
    case 'subscription.defined':
      if (!change.body.enabled) dropWaiting(tx, change.body.subscriptionId, ctx.now(), 'webhook_off')
      return ctx.deliveries.ring(change.body.subscriptionId)
    case 'subscription.switched':
      return noteSwitched(ctx, tx, change.body)
    case 'subscription.deleted':
      dropWaiting(tx, change.body.subscriptionId, ctx.now(), 'webhook_deleted')
      return deleteTarget(tx, change.body.subscriptionId)
  }
}

function reindex(tx: Tx, messageId: MessageId): void {
  markForIndexing(tx, findMessageRow(tx, messageId)?.row ?? 0)
}

function forgetMessage(tx: Tx, channelId: ChannelId, messageId: MessageId): void {
  redactDeleted(tx, channelId, messageId)
  deleteNotices(tx, messageId)
  deleteSaved(tx, messageId)
  forgetSource(tx, messageId)
  forgetRepeats(tx, messageId)
  reindex(tx, messageId)
  const rootId = findMessage(tx, messageId)?.threadRootId ?? null
  if (rootId !== null) recountThread(tx, rootId)
}

/** Takes the words of a deleted message out of the log, also those of its edits, and out of the record of what was sent of it. They stay while its deletion may still be refused. */
export function redactDeleted(tx: Tx, channelId: ChannelId, messageId: MessageId): void {
  const row = findMessageRow(tx, messageId)
  if (row?.deletedAt == null || isDeletionPending(tx, channelId, messageId)) return
  redactMessage(tx, channelId, row.editsGone === 0 ? [row.position, ...row.edits] : listChangesOf(tx, channelId, messageId, row.position))
  for (const subscriptionId of forgetSent(tx, messageId)) tx.emit({ name: 'deliveries.changed', data: { subscriptionId } }, 'managers')
}
