/** Takes a message away for everybody, also from what this device remembers of it: the part that people and hooks share. */
import type { ChannelId, MessageId, PersonId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { commit, type Context } from '../context.ts'
import { findCase } from '../store/cases.ts'
import { redactMessage } from '../store/change-log.ts'
import type { Tx } from '../store/connection.ts'
import { findMessageRow, getMessage } from '../store/messages.ts'
import { deleteNotices } from '../store/notices.ts'
import { forgetNumbered } from '../store/numbered-messages.ts'
import { deleteSaved } from '../store/saved.ts'
import { markForIndexing } from '../store/search.ts'
import { recountThread } from '../store/threads.ts'

/** The right to do so was checked. Its text leaves the change log too; only that it was there stays. */
export function removeMessage(ctx: Context, tx: Tx, { message, channelId, deletedBy }: { readonly message: Message; readonly channelId: ChannelId; readonly deletedBy: PersonId }): void {
  const row = findMessageRow(tx, message.id)
  redactMessage(tx, channelId, [message.position, ...(row?.edits ?? [])])
  commit(ctx, tx, { scope: channelId, kind: 'message.deleted', body: { messageId: message.id, deletedBy } })
  deleteNotices(tx, message.id)
  deleteSaved(tx, message.id)
  forgetNumbered(tx, message.id)
  markForIndexing(tx, row?.row ?? 0)
  tx.emit({ name: 'message.changed', data: getMessage(tx, message.id) }, channelId)
  if (message.threadRootId !== null) announceRoot(tx, message.threadRootId)
  // A case whose opening message goes is gone with it: `message.changed` says so.
  const updated = message.caseId === null ? undefined : findCase(tx, message.caseId)
  if (updated) tx.emit({ name: 'case.changed', data: updated }, channelId)
}

function announceRoot(tx: Tx, rootId: MessageId): void {
  recountThread(tx, rootId)
  const root = getMessage(tx, rootId)
  tx.emit({ name: 'message.changed', data: root }, root.channelId)
}
