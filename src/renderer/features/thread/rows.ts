/** From replies to rows: groups of one sender, days, and the line above the first reply that is new. */
import type { Message } from '#shared/contract/message.ts'
import { dayOf } from '#renderer/lib/format/format-time.ts'
import { isContinued } from '#renderer/widgets/message/is-continued.ts'

export interface ReplyRow {
  readonly message: Message
  readonly continued: boolean
  /** A time of the day that begins here, or null. */
  readonly day: number | null
  /** The line "New replies" stands above it. */
  readonly isFirstNew: boolean
}

export interface ReplyRowSource {
  readonly root: Message
  readonly replies: readonly Message[]
  /** Replies before the first one are not loaded: then it begins no day and is not the first new one. */
  readonly hasOlder: boolean
  /** My mark when I came; null when nothing was new then. */
  readonly newAfter: number | null
  readonly me: string
}

export function buildReplyRows({ root, replies, hasOlder, newAfter, me }: ReplyRowSource): ReplyRow[] {
  const firstNew = newAfter === null ? -1 : replies.findIndex((reply) => reply.position > newAfter && !reply.silent && (reply.author !== me || reply.bot))
  const firstNewIsHere = firstNew > 0 || (firstNew === 0 && !hasOlder)
  return replies.map((message, index) => {
    const above = replies[index - 1] ?? (hasOlder ? null : root)
    const day = above !== null && dayOf(above.createdAt) !== dayOf(message.createdAt) ? message.createdAt : null
    const isFirstNew = firstNewIsHere && index === firstNew
    // Below the root stands the rule with the count, so the first reply always has its head.
    return { message, day, isFirstNew, continued: index > 0 && day === null && !isFirstNew && isContinued(above!, message) }
  })
}
