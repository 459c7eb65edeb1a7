/** Whether a message raises a notification for one person, and why: the one rule that server and tests ask. */
import type { ChannelType } from '#shared/contract/channel.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Preferences } from '#shared/contract/preference.ts'
import type { NoticeReason, NotifyLevel } from '#shared/contract/unread.ts'

export interface NotifyFacts {
  /** My username. */
  readonly me: string
  readonly channelType: ChannelType
  /** Whether I muted the channel. */
  readonly muted: boolean
  /** What I chose for this channel; null for what my preferences say. */
  readonly channelLevel: NotifyLevel | null
  readonly defaultLevel: NotifyLevel
  /** How the text names me, the strongest way. */
  readonly notice: 'mention' | 'audience' | 'keyword' | null
  /** Whether I follow the thread that the message replies to. */
  readonly followsThread: boolean
  readonly doNotDisturb: boolean
}

/** Null for no notification. The strongest reason that holds: `direct`, `mention`, `audience`, `keyword`, `thread`, `all`. */
export function decideNotification(message: Pick<Message, 'type' | 'author' | 'threadRootId'>, facts: NotifyFacts): NoticeReason | null {
  // A hook of mine is not me: its post is news to me as well.
  if (message.type === 'system' || (message.type === 'message' && message.author === facts.me)) return null
  const level = facts.channelLevel ?? facts.defaultLevel
  if (facts.muted || facts.doNotDisturb || level === 'none') return null
  const isConversation = facts.channelType === 'direct' || facts.channelType === 'group'
  // In a conversation everything is for me, unless I asked for mentions only in this very one.
  if (isConversation && facts.channelLevel !== 'mentions') return 'direct'
  if (facts.notice !== null) return facts.notice
  if (message.threadRootId !== null) return facts.followsThread ? 'thread' : null
  return level === 'all' ? 'all' : null
}

export type DoNotDisturb = Pick<Preferences, 'notify.pausedUntil' | 'notify.quietHours'>

export const isPaused = (preferences: DoNotDisturb, now: number): boolean => preferences['notify.pausedUntil'] !== null && now < preferences['notify.pausedUntil']

/** Quiet hours may pass midnight; from a time to the same time is never, not always. */
export function isQuietAt(quietHours: Preferences['notify.quietHours'], minuteOfDay: number): boolean {
  if (quietHours === null) return false
  const from = toMinutes(quietHours.from)
  const to = toMinutes(quietHours.to)
  return from <= to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to
}

function toMinutes(timeOfDay: string): number {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number)
  return hours * 60 + minutes
}
