/** The root of the thread that a hook's post replies to. */
import type { ChannelId, MessageId } from '#shared/contract/ids.ts'
import { parseId } from '#shared/core/ids.ts'
import type { Dialect, Refusal } from '#shared/dialects/dialect.ts'
import type { Tx } from '../../store/connection.ts'
import { findMessage } from '../../store/messages.ts'
import { findNumbered } from '../../store/numbered-messages.ts'

/** `rawRootId` as UUID or in 26 characters; the id of a reply stands for its root. */
export function resolveRoot(tx: Tx, channel: { readonly id: ChannelId; readonly name: string }, rawRootId: string, dialect?: Dialect): MessageId | Refusal {
  const number = dialect?.calls?.numberOf(rawRootId)
  const id = number === undefined ? parseId<MessageId>(rawRootId) : findNumbered(tx, number)?.messageId
  if (id === undefined) return notFound('The field "root_id" must be the id of a message: a UUID or its 26-character form.', dialect)
  const named = findMessage(tx, id)
  const root = named?.threadRootId == null ? named : findMessage(tx, named.threadRootId)
  if (!root || root.type === 'system') return notFound('The field "root_id" names no message that can be replied to.', dialect)
  if (root.channelId !== channel.id) return notFound(`The message that "root_id" names is not in #${channel.name}.`, dialect)
  if (root.deletedAt !== null && root.thread === null) return notFound('The message that "root_id" names was deleted.', dialect)
  return root.id
}

/** Where messages have numbers, the thread stands in the query and has another name. */
function notFound(detail: string, dialect: Dialect | undefined): Refusal {
  return { reason: 'root_not_found', detail: dialect?.calls === undefined ? detail : 'The parameter "thread_id" must be the id of a message in this channel that can be replied to.', field: 'root_id' }
}
