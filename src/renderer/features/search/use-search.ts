/** What a query finds, page by page; a key that is typed meanwhile ends the search before it. */
import { keepPreviousData, useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { isEmptyQuery, parseSearchQuery } from '#shared/core/search-query.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'

export type Found = Awaited<ReturnType<typeof rpc.search.messages>>
export type Pages = UseInfiniteQueryResult<InfiniteData<Found>>

/** Fewer letters than these, and nothing else, are not worth a search. */
const FEWEST = 2
const PAUSE_MS = 60
/** Asked again while messages are still being indexed. */
const INDEXING_MS = 1500

/** Whether the text asks for something. */
export function isSearch(text: string): boolean {
  const query = parseSearchQuery(text, 0)
  return !isEmptyQuery(query) && (query.terms.length !== 1 || query.filters.length > 0 || (query.terms[0]?.words.join('').length ?? 0) >= FEWEST)
}

export function useSearch(query: string): Pages {
  return useInfiniteQuery({
    queryKey: keys.search(query),
    queryFn: ({ pageParam, signal }) => rpc.search.messages({ query, ...(pageParam === null ? {} : { before: pageParam }) }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.nextBefore,
    enabled: isSearch(query),
    placeholderData: keepPreviousData,
    // The index follows the messages: what was found a moment ago may not be all any more.
    staleTime: 0,
    gcTime: 60_000,
    refetchInterval: ({ state }) => ((state.data?.pages[0]?.waiting ?? 0) > 0 ? INDEXING_MS : false),
  })
}

/** The text once the fingers rest for a moment. */
export function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}
