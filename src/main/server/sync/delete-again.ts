/** A deletion names the edits that its device knew of. When one turns up that it did not, the same device says it again: the host is to keep none of them. */
import type { ChannelId, MessageId } from '#shared/contract/ids.ts'
import { commit, type Context } from '../context.ts'
import type { Tx } from '../store/connection.ts'
import { findMessageRow } from '../store/messages.ts'
import { isDeletionPending } from '../store/pending.ts'
import { findLastEdit, findOwnDeletion, type OwnDeletion } from '../store/redacts.ts'

/** To be called when an edit has its place, or a deletion of this device, which is `own` then. */
export function deleteAgain(ctx: Context, tx: Tx, { channelId, messageId, own }: Deleted): void {
  if (findMessageRow(tx, messageId)?.deletedAt == null || isDeletionPending(tx, channelId, messageId)) return
  const deletion = { scope: channelId, authorDevice: ctx.deviceId, body: { messageId } }
  const lastEdit = findLastEdit(tx, deletion)
  if (lastEdit === undefined) return
  const last = own ?? findOwnDeletion(tx, channelId, messageId, ctx.deviceId)
  if (last && lastEdit > last.seq) commit(ctx, tx, { kind: 'message.deleted', scope: channelId, body: { messageId, deletedBy: last.deletedBy, again: true } })
}

interface Deleted {
  readonly channelId: ChannelId
  readonly messageId: MessageId
  readonly own?: OwnDeletion | undefined
}
