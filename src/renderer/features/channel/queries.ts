/** A channel's messages: the newest page first, older and newer ones as the reader scrolls. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { rpc } from '#renderer/lib/client.ts'
import { appendNewer, prependOlder, type MessageWindow } from '#renderer/lib/message-window.ts'
import { keys } from '#renderer/lib/query-keys.ts'

const PAGE = 60
const LARGEST_PAGE = 1000

export function useMessages(channelId: string) {
  const cache = useQueryClient()
  return useQuery({ queryKey: keys.messages(channelId), queryFn: () => fetchWindow(cache, channelId), structuralSharing: false })
}

/** A refetch after a lost connection asks for the same stretch again, so that a reader in the past stays there. */
async function fetchWindow(cache: QueryClient, channelId: string): Promise<MessageWindow> {
  const held = cache.getQueryData<MessageWindow>(keys.messages(channelId))
  const first = held?.messages[0]
  if (held === undefined || first === undefined) return rpc.messages.list({ channel: channelId, limit: PAGE })
  const again = await rpc.messages.list({ channel: channelId, after: first.position - 1, limit: Math.min(held.messages.length + PAGE, LARGEST_PAGE) })
  if (again.hasNewer && !held.hasNewer) return rpc.messages.list({ channel: channelId, limit: PAGE })
  return { ...again, hasOlder: held.hasOlder }
}

export type PageState = 'idle' | 'loading' | 'failed'

export interface Paging {
  readonly state: PageState
  loadOlder(): void
  loadNewer(): void
  /** Throws the window away for the newest page. */
  loadNewest(): Promise<void>
  /** Throws the window away for the page around a position. @throws what the call throws. */
  loadAround(position: number): Promise<void>
}

export function usePaging(channelId: string): Paging {
  const cache = useQueryClient()
  const busy = useRef(false)
  const [state, setState] = useState<PageState>('idle')

  const load = useCallback(
    async (page: (held: MessageWindow) => Promise<(now: MessageWindow) => MessageWindow>) => {
      const held = cache.getQueryData<MessageWindow>(keys.messages(channelId))
      if (busy.current || held === undefined) return
      busy.current = true
      setState('loading')
      try {
        const change = await page(held)
        cache.setQueryData<MessageWindow>(keys.messages(channelId), (now) => now && change(now))
        setState('idle')
      } catch {
        setState('failed')
      } finally {
        busy.current = false
      }
    },
    [cache, channelId],
  )

  const loadOlder = useCallback(() => {
    void load(async ({ messages }) => {
      const page = await rpc.messages.list({ channel: channelId, before: messages[0]!.position, limit: PAGE })
      return (now) => prependOlder(now, page)
    })
  }, [channelId, load])

  const loadNewer = useCallback(() => {
    void load(async ({ messages }) => {
      const page = await rpc.messages.list({ channel: channelId, after: messages.at(-1)!.position, limit: PAGE })
      return (now) => appendNewer(now, page)
    })
  }, [channelId, load])

  const loadNewest = useCallback(
    () =>
      load(async () => {
        const page = await rpc.messages.list({ channel: channelId, limit: PAGE })
        return () => page
      }),
    [channelId, load],
  )

  const loadAround = useCallback(
    async (position: number) => {
      const page = await rpc.messages.list({ channel: channelId, around: position, limit: PAGE })
      cache.setQueryData<MessageWindow>(keys.messages(channelId), page)
    },
    [cache, channelId],
  )

  return useMemo(() => ({ state, loadOlder, loadNewer, loadNewest, loadAround }), [state, loadOlder, loadNewer, loadNewest, loadAround])
}
