/** The channel that an address names: one I see, an archived one, or one that was renamed while it was open. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { archivedChannelsQuery, useChannels } from '#renderer/lib/data/queries.ts'

export interface NamedChannel {
  readonly channel: Channel | undefined
  /** It is not known yet whether there is such a channel. */
  readonly isPending: boolean
}

export function useChannelByName(name: string): NamedChannel {
  const channels = useChannels()
  const [path, navigate] = useLocation()
  const last = useRef<{ readonly id: string; readonly name: string }>(null)
  const listed = channels.data?.find((candidate) => candidate.name === name)
  const archived = useQuery({ ...archivedChannelsQuery, enabled: channels.data !== undefined && listed === undefined })
  const channel = listed ?? archived.data?.find((candidate) => candidate.name === name)
  const renamed = channel === undefined && last.current?.name === name ? channels.data?.find(({ id }) => id === last.current?.id) : undefined
  useEffect(() => {
    if (channel !== undefined) last.current = { id: channel.id, name: channel.name }
    // Somebody renamed it: its address follows.
    if (renamed !== undefined) navigate(path.replace(channelPath({ name }), channelPath(renamed)), { replace: true })
  }, [channel, renamed, name, path, navigate])
  return { channel: channel ?? renamed, isPending: channels.isPending || (channel === undefined && renamed === undefined && archived.isLoading) }
}
