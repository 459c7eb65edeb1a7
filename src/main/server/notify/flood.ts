/** Lets at most one notification per person and channel through in a while: the first at once, then the strongest of the rest with their number. */
import type { ChannelId, MessageId, PersonId } from '#shared/contract/ids.ts'
import { noticeReasonSchema, type NoticeReason } from '#shared/contract/unread.ts'

export interface Wanted {
  readonly personId: PersonId
  readonly channelId: ChannelId
  readonly messageId: MessageId
  readonly reason: NoticeReason
}

export interface Flood {
  add(wanted: Wanted): void
  /** What waits is dropped. */
  stop(): void
}

interface Waiting {
  kept: Wanted | undefined
  count: number
  timer: ReturnType<typeof setTimeout>
}

/** `let through` gets the message that stands for `count` of them. */
export function createFlood(pauseMs: number, letThrough: (personId: PersonId, messageId: MessageId, count: number) => void): Flood {
  const waiting = new Map<string, Waiting>()

  const handleEnd = (key: string): void => {
    const entry = waiting.get(key)
    if (entry?.kept === undefined) return void waiting.delete(key)
    const { kept, count } = entry
    entry.kept = undefined
    entry.count = 0
    entry.timer = startTimer(key)
    letThrough(kept.personId, kept.messageId, count)
  }
  const startTimer = (key: string): ReturnType<typeof setTimeout> => setTimeout(() => handleEnd(key), pauseMs).unref()

  return {
    add: (wanted) => {
      const key = `${wanted.personId} ${wanted.channelId}`
      const entry = waiting.get(key)
      if (entry === undefined) {
        waiting.set(key, { kept: undefined, count: 0, timer: startTimer(key) })
        return letThrough(wanted.personId, wanted.messageId, 1)
      }
      entry.count += 1
      // Of two that are wanted alike the later one is shown.
      if (entry.kept === undefined || strength(wanted.reason) <= strength(entry.kept.reason)) entry.kept = wanted
    },
    stop: () => {
      for (const { timer } of waiting.values()) clearTimeout(timer)
      waiting.clear()
    },
  }
}

/** 0 for the strongest reason. */
const strength = (reason: NoticeReason): number => noticeReasonSchema.options.indexOf(reason)
