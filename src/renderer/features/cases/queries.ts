/** The cases of a channel in one state, page by page; live events keep them fresh. */
import { useInfiniteQuery } from '@tanstack/react-query'
import type { CaseState } from '#shared/contract/message.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'

const PAGE = 30

export const useCases = (channelId: string, state: CaseState) =>
  useInfiniteQuery({
    queryKey: keys.cases(channelId, state),
    queryFn: ({ pageParam }) => rpc.cases.list({ channel: channelId, state, limit: PAGE, ...(pageParam !== null && { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
  })
