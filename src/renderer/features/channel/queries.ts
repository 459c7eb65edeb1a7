/** A channel's messages: the newest page first, older and newer ones as the reader scrolls. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { rpc } from '#renderer/lib/data/client.ts'
import type { MessageWindow } from '#renderer/lib/data/message-window.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { fetchAgain } from '#renderer/lib/data/refetch-window.ts'
import { useWindowPaging, type Paging } from '#renderer/lib/data/use-window-paging.ts'

const PAGE = 60

export function useMessages(channelId: string) {
  const cache = useQueryClient()
  // Who comes again begins at the end, not where a link once led.
  useEffect(
    () => () => {
      if (cache.getQueryData<MessageWindow>(keys.messages(channelId))?.hasNewer === true) cache.removeQueries({ queryKey: keys.messages(channelId) })
    },
    [cache, channelId],
  )
  return useQuery({ queryKey: keys.messages(channelId), queryFn: () => fetchMessages(cache, channelId), structuralSharing: false })
}

async function fetchMessages(cache: QueryClient, channelId: string): Promise<MessageWindow> {
  const list = (where: { after?: number; limit: number }) => rpc.messages.list({ channel: channelId, ...where })
  return (await fetchAgain(cache, { key: keys.messages(channelId), list, pageSize: PAGE })) ?? list({ limit: PAGE })
}

export function usePaging(channelId: string): Paging {
  return useWindowPaging(useMemo(() => ({ key: keys.messages(channelId), list: (where) => rpc.messages.list({ channel: channelId, limit: PAGE, ...where }) }), [channelId]))
}
