/** The requests that a list shows: the live ones as they come, or pages of those that are looked for or that were there when it was paused. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { HookId, VerdictId } from '#shared/contract/ids.ts'
import type { Verdict, VerdictState } from '#shared/contract/verdict.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { useVerdicts } from '../queries.ts'

export interface RequestFilter {
  readonly state: VerdictState
  readonly text: string
  /** Nothing newer than this one; null for a list that is live. */
  readonly until: VerdictId | null
}

export interface ShownRequests {
  /** Undefined until the first are there. */
  readonly verdicts: readonly Verdict[] | undefined
  readonly error: Error | null
  readonly busy: boolean
  readonly retry: () => void
  /** Loads older ones; null when there are none. */
  readonly older: { readonly busy: boolean; readonly load: () => void } | null
}

const PAGE = 100
const REFRESH_EVERY_MS = 1000

/** Of one webhook, or of all of them together with requests to none. */
export function useRequests(of: HookId | 'all', filter: RequestFilter): ShownRequests {
  const live = useVerdicts(of)
  const isLive = filter.state === 'all' && filter.text === '' && filter.until === null
  const pages = usePages(of, filter, { enabled: !isLive, live: live.data })
  if (isLive) return { verdicts: live.data, error: live.error, busy: live.isFetching, retry: () => void live.refetch(), older: null }
  const older = pages.hasNextPage && !pages.isPlaceholderData ? { busy: pages.isFetchingNextPage, load: () => void pages.fetchNextPage() } : null
  return { verdicts: pages.data?.pages.flat(), error: pages.error, busy: pages.isFetching, retry: () => void pages.refetch(), older }
}

/** What is looked for stays fresh while it is not paused: each recorded request makes it old. */
function usePages(of: HookId | 'all', { state, text, until }: RequestFilter, { enabled, live }: { enabled: boolean; live: readonly Verdict[] | undefined }) {
  const hookId = of === 'all' ? undefined : of
  const query = useInfiniteQuery({
    queryKey: [...keys.verdicts(of), 'pages', state, text, until],
    queryFn: ({ pageParam }) => rpc.verdicts.list({ hookId, state, text, limit: PAGE, before: pageParam }),
    initialPageParam: until === null ? undefined : ((until + 1) as VerdictId),
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.id),
    // What is in sight stays there until the answer comes.
    placeholderData: (before) => before ?? (live && state === 'all' ? { pages: [[...live]], pageParams: [undefined] } : undefined),
    // Nothing tells the lists out of sight what came: each is asked for anew when one comes back to it.
    staleTime: 0,
    enabled,
  })
  const first = live?.[0]
  useRefetchAfter(enabled && until === null && first !== undefined ? `${first.id} ${first.count}` : '', () => void query.refetch())
  return query
}

/** Once a second at most. */
function useRefetchAfter(newest: string, refetch: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const seen = useRef(newest)
  const latest = useRef(refetch)
  useEffect(() => void (latest.current = refetch))
  useEffect(() => {
    if (newest === '' || newest === seen.current || timer.current !== undefined) return
    seen.current = newest
    timer.current = setTimeout(() => {
      timer.current = undefined
      latest.current()
    }, REFRESH_EVERY_MS)
  }, [newest])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
}

/**
 * One request in full. What it was does not change, but whether its message is there and it can be sent again may: it is asked for at each
 * look, and when what the list knows of it changes, as of one that waited and was posted.
 */
export function useInspected(hookId: HookId, id: VerdictId, known: Verdict | undefined) {
  const state = known && [known.reason, known.messageId, known.count]
  return useQuery({ queryKey: [...keys.verdicts(hookId), 'one', id, state], queryFn: () => rpc.verdicts.show({ id }), staleTime: 0, placeholderData: keepPreviousData })
}

export function useReplay(hookId: HookId) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: VerdictId) => rpc.verdicts.replay({ id }),
    onSuccess: () => cache.invalidateQueries({ queryKey: [...keys.verdicts(hookId), 'pages'] }),
  })
}
