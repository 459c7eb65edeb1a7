/** A thread from the server: its root with what I have read, and a window of its replies that grows at both ends. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { MessageId } from '#shared/contract/ids.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import type { MessageWindow } from '#renderer/lib/data/message-window.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { fetchAgain, restartFetch } from '#renderer/lib/data/refetch-window.ts'
import { useWindowPaging, type Paging } from '#renderer/lib/data/use-window-paging.ts'

const PAGE = 50

export interface ThreadPlace {
  readonly channelId: string
  readonly rootId: MessageId
}

/** `last` is the position of the last reply, 0 for none, undefined before they are loaded. Asked again after each one: it changes what is unread, and whoever replies follows. */
export function useThread(rootId: MessageId, last: number | undefined) {
  const cache = useQueryClient()
  const thread = useQuery({ queryKey: keys.thread(rootId), queryFn: () => rpc.threads.show({ rootId }) })
  const seen = useRef(last)
  useEffect(() => {
    const isNew = seen.current !== undefined && last !== undefined && last > seen.current
    seen.current = last
    if (isNew) void cache.invalidateQueries({ queryKey: keys.thread(rootId) })
  }, [cache, rootId, last])
  return thread
}

/** `messageId`: a reply that must be in the window. A reply that is gone by now leaves the newest page. */
export function useReplies(place: ThreadPlace, messageId: string | null) {
  const cache = useQueryClient()
  const replies = useQuery({ queryKey: keys.replies(place.rootId), queryFn: () => fetchReplies(cache, place, messageId), structuralSharing: false })
  const isThere = messageId !== null && replies.data?.messages.some(({ id }) => id === messageId) === true
  // Once shown, the reader may leave it.
  const [shownId, setShownId] = useState<string | null>(null)
  useEffect(() => void (isThere && setShownId(messageId)), [isThere, messageId])
  const isMissing = messageId !== null && messageId !== shownId && replies.data !== undefined && !isThere
  // Who comes again begins at the end, not where a link once led.
  useEffect(
    () => () => {
      if (cache.getQueryData<MessageWindow>(keys.replies(place.rootId))?.hasNewer === true) cache.removeQueries({ queryKey: keys.replies(place.rootId) })
    },
    [cache, place.rootId],
  )
  // A window from before can lack it.
  const around = useQuery({
    queryKey: [...keys.replies(place.rootId), 'around', messageId],
    enabled: isMissing,
    gcTime: 0,
    queryFn: async () => {
      const page = await fetchAround(place, messageId!)
      if (page === null) return false
      cache.setQueryData<MessageWindow>(keys.replies(place.rootId), page)
      restartFetch(cache, keys.replies(place.rootId))
      return true
    },
  })
  return { ...replies, isPending: replies.isPending || (isMissing && around.isPending) }
}

async function fetchReplies(cache: QueryClient, { channelId, rootId }: ThreadPlace, messageId: string | null): Promise<MessageWindow> {
  const list = (where: { after?: number; limit: number }) => rpc.messages.list({ channel: channelId, thread: rootId, ...where })
  const again = await fetchAgain(cache, { key: keys.replies(rootId), list, pageSize: PAGE })
  return again ?? (messageId === null ? null : await fetchAround({ channelId, rootId }, messageId)) ?? list({ limit: PAGE })
}

/** Null when it is not a reply of this thread any more. */
async function fetchAround({ channelId, rootId }: ThreadPlace, messageId: string): Promise<MessageWindow | null> {
  const reply = await rpc.messages.show({ id: messageId }).catch(() => null)
  if (reply?.threadRootId !== rootId) return null
  return rpc.messages.list({ channel: channelId, thread: rootId, around: reply.position, limit: PAGE })
}

export function useReplyPaging({ channelId, rootId }: ThreadPlace): Paging {
  return useWindowPaging(useMemo(() => ({ key: keys.replies(rootId), list: (where) => rpc.messages.list({ channel: channelId, thread: rootId, limit: PAGE, ...where }) }), [channelId, rootId]))
}
