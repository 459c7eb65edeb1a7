/** A deletion names the edits that its device knew of. When one turns up that it did not, the same device says it again: the host is to keep none of them. */
import type { ChannelId, MessageId } from '#shared/contract/ids.ts'
import { commit, type Context } from '../context.ts'
import type { Tx } from '../store/connection.ts'
import { findMessageRow } from '../store/messages.ts'
import { isDeletionPending } from '../store/pending.ts'
import { findOwnDeletion, hasLaterEdit } from '../store/redacts.ts'

/** To be called when an edit, or a deletion of this device, has its place. */
export function deleteAgain(ctx: Context, tx: Tx, channelId: ChannelId, messageId: MessageId): void {
  if (findMessageRow(tx, messageId)?.deletedAt == null || isDeletionPending(tx, channelId, messageId)) return
  const last = findOwnDeletion(tx, channelId, messageId, ctx.deviceId)
  if (!last) return
  const deletion = { scope: channelId, kind: 'message.deleted' as const, body: { messageId, deletedBy: last.deletedBy, again: true as const } }
  if (hasLaterEdit(tx, { ...deletion, authorDevice: ctx.deviceId }, last.seq)) commit(ctx, tx, deletion)
}
