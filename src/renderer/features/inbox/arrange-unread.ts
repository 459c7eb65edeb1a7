/** Which channels wait to be caught up with, and in what order. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { ChannelState } from '#shared/contract/unread.ts'
import { channelHandle } from './channel-label.tsx'

export interface WaitingChannel {
  readonly channel: Channel
  readonly state: ChannelState
  /** "# release-room", or a person's name. */
  readonly handle: string
}

export interface UnreadSource {
  readonly states: readonly ChannelState[]
  readonly channels: readonly Channel[]
  readonly people: readonly Person[]
  readonly me: Person
}

/** Who wants me comes first, then favourites, then the rest by name; what is muted comes last. */
export function arrangeUnread({ states, channels, people, me }: UnreadSource): WaitingChannel[] {
  const byId = new Map(channels.map((channel) => [channel.id, channel]))
  return states
    .flatMap((state) => {
      const channel = byId.get(state.channelId)
      return state.unread === 0 || channel === undefined ? [] : [{ channel, state, handle: channelHandle(channel, me, people) }]
    })
    .sort((a, b) => rank(a.state) - rank(b.state) || a.handle.localeCompare(b.handle))
}

function rank({ mentions, favourite, muted }: ChannelState): number {
  if (muted) return 3
  if (mentions > 0) return 0
  return favourite ? 1 : 2
}
