/** A channel's messages: the newest page first, older and newer ones as the reader scrolls. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { rpc } from '#renderer/lib/data/client.ts'
import { appendNewer, prependOlder, type MessageWindow } from '#renderer/lib/data/message-window.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { fetchAgain, restartFetch } from '#renderer/lib/data/refetch-window.ts'

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
  const { state, load } = useLoads(channelId)
  const list = useCallback((where: { before?: number; after?: number; around?: number }) => rpc.messages.list({ channel: channelId, limit: PAGE, ...where }), [channelId])

  const loadOlder = useCallback(() => {
    const older: Load = async ({ messages }) => {
      const page = await list({ before: messages[0]!.position })
      return (now) => prependOlder(now, page)
    }
    void load(older).catch(toldByState)
  }, [load, list])

  const loadNewer = useCallback(() => {
    const newer: Load = async ({ messages }) => {
      const page = await list({ after: messages.at(-1)!.position })
      return (now) => appendNewer(now, page)
    }
    void load(newer).catch(toldByState)
  }, [load, list])

  const loadNewest = useCallback(() => load(() => list({}).then(instead), { overtakes: true }).catch(toldByState), [load, list])
  const loadAround = useCallback((position: number) => load(() => list({ around: position }).then(instead), { overtakes: true, whenFailed: 'idle' }), [load, list])

  return useMemo(() => ({ state, loadOlder, loadNewer, loadNewest, loadAround }), [state, loadOlder, loadNewer, loadNewest, loadAround])
}

/** Fetches, and says what becomes of the window. */
type Load = (held: MessageWindow) => Promise<(now: MessageWindow) => MessageWindow>

interface LoadOptions {
  /** Goes ahead of a load that is under way; without it there is one at a time. */
  readonly overtakes?: boolean
  readonly whenFailed?: PageState
}

const instead = (page: MessageWindow) => () => page
const toldByState = (): void => {}

/** `load` throws what fetching throws. A load that another overtook changes nothing: its page belongs beside messages that are not shown any more. */
function useLoads(channelId: string) {
  const cache = useQueryClient()
  const latest = useRef(0)
  const busy = useRef(false)
  const [state, setState] = useState<PageState>('idle')
  const load = useCallback(
    async (fetch: Load, { overtakes = false, whenFailed = 'failed' }: LoadOptions = {}) => {
      const held = cache.getQueryData<MessageWindow>(keys.messages(channelId))
      if ((busy.current && !overtakes) || held === undefined) return
      const own = (latest.current += 1)
      let next = whenFailed
      busy.current = true
      setState('loading')
      try {
        const change = await fetch(held)
        next = 'idle'
        if (own !== latest.current) return
        cache.setQueryData<MessageWindow>(keys.messages(channelId), (now) => now && change(now))
        if (overtakes) restartFetch(cache, keys.messages(channelId))
      } finally {
        if (own === latest.current) {
          busy.current = false
          setState(next)
        }
      }
    },
    [cache, channelId],
  )
  return { state, load }
}
