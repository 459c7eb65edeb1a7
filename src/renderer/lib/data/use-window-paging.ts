/** Lets a window of messages grow at both ends as its reader scrolls, or begin anew elsewhere. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { appendNewer, prependOlder, type MessageWindow } from './message-window.ts'
import { restartFetch } from './refetch-window.ts'

export interface WindowPages {
  readonly key: readonly unknown[]
  /** One page; with nothing said the newest. */
  list(where: { before?: number; after?: number; around?: number }): Promise<MessageWindow>
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

/** @param pages the same object as long as it is the same window. */
export function useWindowPaging(pages: WindowPages): Paging {
  const { state, load } = useLoads(pages.key)
  const { list } = pages

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
function useLoads(key: WindowPages['key']) {
  const cache = useQueryClient()
  const latest = useRef(0)
  const busy = useRef(false)
  const [state, setState] = useState<PageState>('idle')
  const load = useCallback(
    async (fetch: Load, { overtakes = false, whenFailed = 'failed' }: LoadOptions = {}) => {
      const held = cache.getQueryData<MessageWindow>(key)
      if ((busy.current && !overtakes) || held === undefined) return
      const own = (latest.current += 1)
      let next = whenFailed
      busy.current = true
      setState('loading')
      try {
        const change = await fetch(held)
        next = 'idle'
        if (own !== latest.current) return
        cache.setQueryData<MessageWindow>(key, (now) => now && change(now))
        if (overtakes) restartFetch(cache, key)
      } finally {
        if (own === latest.current) {
          busy.current = false
          setState(next)
        }
      }
    },
    [cache, key],
  )
  return { state, load }
}
