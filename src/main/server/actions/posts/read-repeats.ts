/** Every time that a message came again, a page at a time. */
import type { MessageId } from '#shared/contract/ids.ts'
import type { Repeats } from '#shared/contract/rpc/messages.ts'
import type { Actor } from '../../context.ts'
import type { Reader } from '../../store/connection.ts'
import { findRepeated, listRepeats } from '../../store/repeats.ts'
import { requireMessage } from '../messages/require-message.ts'

/** The number may be ahead of what the message shows, which is told once a second. @throws AppError `not_found`. */
export function readRepeats(reader: Reader, actor: Actor, { messageId, before = Number.MAX_SAFE_INTEGER, limit }: { readonly messageId: MessageId; readonly before?: number | undefined; readonly limit: number }): Repeats {
  const { message } = requireMessage(reader, actor, messageId)
  const row = findRepeated(reader, message.id)
  const times = listRepeats(reader, message.id, before, limit)
  const last = times.at(-1)?.number ?? 0
  return {
    count: row?.count ?? message.repeats?.count ?? 1,
    firstAt: message.createdAt,
    lastAt: row?.lastAt ?? message.repeats?.lastAt ?? message.createdAt,
    times,
    nextBefore: times.length === limit && last > 2 ? last : null,
  }
}
