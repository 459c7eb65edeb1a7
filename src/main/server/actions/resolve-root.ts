/** The root of the thread that a hook's post replies to. */
import type { ChannelId, MessageId } from '#shared/contract/ids.ts'
import { parseId } from '#shared/core/ids.ts'
import type { Refusal } from '#shared/dialects/dialect.ts'
import type { Tx } from '../store/connection.ts'
import { findMessage } from '../store/messages.ts'

/** `rawRootId` as UUID or in 26 characters; the id of a reply stands for its root. */
export function resolveRoot(tx: Tx, channel: { readonly id: ChannelId; readonly name: string }, rawRootId: string): MessageId | Refusal {
  const id = parseId<MessageId>(rawRootId)
  if (id === undefined) return notFound('The field "root_id" must be the id of a message: a UUID or its 26-character form.')
  const named = findMessage(tx, id)
  const root = named?.threadRootId == null ? named : findMessage(tx, named.threadRootId)
  if (!root || root.type === 'system') return notFound('The field "root_id" names no message that can be replied to.')
  if (root.channelId !== channel.id) return notFound(`The message that "root_id" names is not in #${channel.name}.`)
  if (root.deletedAt !== null && root.thread === null) return notFound('The message that "root_id" names was deleted.')
  return root.id
}

function notFound(detail: string): Refusal {
  return { reason: 'root_not_found', detail, field: 'root_id' }
}
