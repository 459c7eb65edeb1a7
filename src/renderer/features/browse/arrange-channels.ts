/** Which channels the page shows, and in what order. */
import type { Channel } from '#shared/contract/channel.ts'
import { foldText } from '#shared/core/fold-text.ts'
import { matchNames } from '#shared/core/match-names.ts'

export const channelOrders = ['name', 'members', 'newest'] as const
export type ChannelOrder = (typeof channelOrders)[number]

/** By name, display name and purpose; the purpose by any part of it. */
export function arrangeChannels(channels: readonly Channel[], search: string, order: ChannelOrder): readonly Channel[] {
  const wanted = foldText(search.trim().replace(/^#\s*/, ''))
  const found = channels.filter((channel) => matchNames(wanted, [channel.name, foldText(channel.displayName)]) !== null || (wanted !== '' && foldText(channel.purpose).includes(wanted)))
  return found.toSorted((a, b) => compare[order](a, b) || a.name.localeCompare(b.name))
}

const compare: Readonly<Record<ChannelOrder, (a: Channel, b: Channel) => number>> = {
  name: () => 0,
  members: (a, b) => b.members.length - a.members.length,
  newest: (a, b) => b.createdAt - a.createdAt,
}
