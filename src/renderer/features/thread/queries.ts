/** A thread from the server: its root with what I have read, and a window of its replies that grows at both ends. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { MessageId } from '#shared/contract/ids.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { appendNewer, prependOlder, type MessageWindow } from '#renderer/lib/data/message-window.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { fetchAgain, restartFetch } from '#renderer/lib/data/refetch-window.ts'

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

export type PageState = 'idle' | 'loading' | 'failed'

export interface ReplyPaging {
  readonly state: PageState
  loadOlder(): void
  loadNewer(): void
  /** Throws the window away for the newest page. */
  loadNewest(): Promise<void>
}

export function useReplyPaging({ channelId, rootId }: ThreadPlace): ReplyPaging {
  const cache = useQueryClient()
  // Counts the loads: one that another overtook changes nothing.
  const latest = useRef(0)
  const busy = useRef(false)
  const [state, setState] = useState<PageState>('idle')
  const load = useCallback(
    async (page: (held: MessageWindow) => Promise<(now: MessageWindow) => MessageWindow>, overtakes = false) => {
      const held = cache.getQueryData<MessageWindow>(keys.replies(rootId))
      if ((busy.current && !overtakes) || held === undefined) return
      const own = (latest.current += 1)
      busy.current = true
      setState('loading')
      try {
        const change = await page(held)
        if (own !== latest.current) return
        cache.setQueryData<MessageWindow>(keys.replies(rootId), (now) => now && change(now))
        if (overtakes) restartFetch(cache, keys.replies(rootId))
        setState('idle')
      } catch {
        if (own === latest.current) setState('failed')
      } finally {
        if (own === latest.current) busy.current = false
      }
    },
    [cache, rootId],
  )
  const list = useCallback((where: { before?: number; after?: number }) => rpc.messages.list({ channel: channelId, thread: rootId, limit: PAGE, ...where }), [channelId, rootId])

  const loadOlder = useCallback(() => {
    void load(async ({ messages }) => {
      const page = await list({ before: messages[0]!.position })
      return (now) => prependOlder(now, page)
    })
  }, [load, list])
  const loadNewer = useCallback(() => {
    void load(async ({ messages }) => {
      const page = await list({ after: messages.at(-1)!.position })
      return (now) => appendNewer(now, page)
    })
  }, [load, list])
  const loadNewest = useCallback(
    () =>
      load(async () => {
        const page = await list({})
        return () => page
      }, true),
    [load, list],
  )
  return { state, loadOlder, loadNewer, loadNewest }
}
