/** Takes the system's notifications away once their messages are read, wherever that was. */
import type { MessageId } from '#shared/contract/ids.ts'
import type { Actor, Context } from '../context.ts'
import { findMessage } from '../store/messages.ts'
import { isRead } from '../store/is-read.ts'

/** A system keeps about as many; older ones are let go of. */
const MOST_KEPT = 50

export interface Withdrawing {
  /** This message's notification, which opens `path`, was handed to the system. */
  add(messageId: MessageId, path: string): void
  stop(): void
}

export function startWithdrawing(ctx: Context, me: Actor): Withdrawing {
  const shown = new Map<MessageId, string>()
  const check = (): void => {
    for (const [messageId, path] of shown) {
      const message = findMessage(ctx.reader, messageId)
      if (message && message.deletedAt === null && !isRead(ctx.reader, me.personId, message)) continue
      shown.delete(messageId)
      ctx.platform.withdraw(path).catch((error: unknown) => ctx.log.warn({ err: error }, 'a notification could not be withdrawn'))
    }
  }
  const stop = ctx.events.subscribe(({ event, audience }) => {
    if (shown.size > 0 && event.name === 'unreads.changed' && typeof audience === 'object' && audience.person === me.personId) check()
  })
  return {
    add: (messageId, path) => {
      shown.delete(messageId)
      shown.set(messageId, path)
      const [oldest] = shown.keys()
      if (shown.size > MOST_KEPT && oldest !== undefined) shown.delete(oldest)
    },
    stop,
  }
}
