/** The pinned messages of a channel; live events keep them fresh. */
import { useQuery } from '@tanstack/react-query'
import { rpc } from '#renderer/lib/data/client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'

export const usePinned = (channelId: string) => useQuery({ queryKey: keys.pinned(channelId), queryFn: () => rpc.messages.pinned({ channel: channelId }) })
