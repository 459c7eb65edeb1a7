/** A person keeps a message for later. Nobody else sees that. */
import type { MessageId } from '#shared/contract/ids.ts'
import type { Actor, Context } from '../../context.ts'
import { findMessageRow } from '../../store/messages.ts'
import { setSaved } from '../../store/saved.ts'
import { markForIndexing } from '../../store/search.ts'
import { requireMessage } from './require-message.ts'

/** @throws AppError `not_found`. */
export function saveMessage(ctx: Context, actor: Actor, { messageId, on }: { readonly messageId: MessageId; readonly on: boolean }): Promise<{ messageId: MessageId; saved: boolean }> {
  return ctx.write((tx) => {
    // Taking away needs no right: the message may be in a channel that was left.
    if (on) requireMessage(tx, actor, messageId)
    setSaved(tx, actor.personId, messageId, { on, at: ctx.now() })
    markForIndexing(tx, findMessageRow(tx, messageId)?.row ?? 0)
    const data = { messageId, saved: on }
    tx.emit({ name: 'saved.changed', data }, { person: actor.personId })
    return data
  })
}
