/** A channel by its id, archived ones included. */
import { useQuery } from '@tanstack/react-query'
import type { Channel } from '#shared/contract/channel.ts'
import { archivedChannelQuery, useChannels } from './queries.ts'

/** Undefined while nothing is loaded, and for a channel that I cannot read. */
export function useChannel(id: string | undefined): Channel | undefined {
  const channels = useChannels().data
  const listed = channels?.find((channel) => channel.id === id)
  const archived = useQuery({ ...archivedChannelQuery(id ?? ''), enabled: id !== undefined && channels !== undefined && listed === undefined })
  return listed ?? archived.data?.find((channel) => channel.id === id)
}
