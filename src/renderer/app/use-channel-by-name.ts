/** The channel that an address names: one I see, an archived one, or one that was renamed since: while it was open, or where its message is found. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import { channelPath, messagePath } from '#renderer/lib/format/channel-path.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { archivedChannelQuery, useChannels } from '#renderer/lib/data/queries.ts'

export interface NamedChannel {
  readonly channel: Channel | undefined
  /** It is not known yet whether there is such a channel. */
  readonly isPending: boolean
}

/** `messageId`: the message of the address, which knows its channel better than an old name. */
export function useChannelByName(name: string, messageId: string | null): NamedChannel {
  const channels = useChannels()
  const [path, navigate] = useLocation()
  const last = useRef<{ readonly id: string; readonly name: string }>(null)
  const listed = channels.data?.find((candidate) => candidate.name === name)
  const archived = useQuery({ ...archivedChannelQuery(name), enabled: channels.data !== undefined && listed === undefined })
  const channel = listed ?? archived.data?.find((candidate) => candidate.name === name)
  const renamed = channel === undefined && last.current?.name === name ? channels.data?.find(({ id }) => id === last.current?.id) : undefined
  useEffect(() => {
    if (channel !== undefined) last.current = { id: channel.id, name: channel.name }
    // Somebody renamed it: its address follows.
    if (renamed !== undefined) navigate(path.replace(channelPath({ name }), channelPath(renamed)), { replace: true })
  }, [channel, renamed, name, path, navigate])
  const isUnknown = channel === undefined && renamed === undefined
  const isLookingUp = useMessageAddress(messageId, { id: channel?.id, name })
  return { channel: channel ?? renamed, isPending: channels.isPending || (isUnknown && (archived.isLoading || isLookingUp)) }
}

/** Goes to where the message is by now; another channel may have its old name. @returns whether it is still on the way there. */
function useMessageAddress(messageId: string | null, addressed: { readonly id: string | undefined; readonly name: string }): boolean {
  const [, navigate] = useLocation()
  const { data, isLoading } = useQuery({ queryKey: ['target', 'address', messageId], queryFn: () => rpc.messages.show({ id: messageId! }), enabled: messageId !== null, gcTime: 0, staleTime: 0 })
  const isElsewhere = data !== undefined && data.channelId !== addressed.id && data.channel !== addressed.name
  useEffect(() => {
    if (isElsewhere && messageId !== null) navigate(messagePath({ channel: data.channel, id: messageId }), { replace: true })
  }, [isElsewhere, data, messageId, navigate])
  return isLoading || isElsewhere
}
