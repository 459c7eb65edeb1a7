/** The name of a channel as people read it: a direct one is called like the other person. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'

export interface ChannelTitle {
  readonly title: string
  /** The other person of a direct channel; myself in the channel with myself. */
  readonly person: Person | null
}

export function channelTitle(channel: Channel, me: string, people: readonly Person[]): ChannelTitle {
  if (channel.type !== 'direct') return { title: channel.name, person: null }
  const other = channel.members.find((name) => name !== me) ?? me
  const person = people.find((candidate) => candidate.username === other) ?? null
  return { title: person?.displayName ?? other, person }
}
