/** What waits for me, page by page, and the first unread messages of a channel. */
import { useInfiniteQuery, useQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query'
import { rpc } from '#renderer/lib/data/client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'

type Result<Call extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<Call>>
export type NoticePage = Result<typeof rpc.messages.notices>
export type SavedMessages = Result<typeof rpc.messages.saved>
export type ThreadPage = Result<typeof rpc.threads.list>

/** Whatever the pages hold, this is what the frame of a list needs of them. */
export type Pages<Page> = UseInfiniteQueryResult<InfiniteData<Page>>

const first = null as number | null
const next = (page: { readonly nextBefore: number | null }): number | null => page.nextBefore
const from = (before: number | null): { before?: number } => (before === null ? {} : { before })

export const useNotices = (): Pages<NoticePage> =>
  useInfiniteQuery({ queryKey: keys.notices, queryFn: ({ pageParam }) => rpc.messages.notices(from(pageParam)), initialPageParam: first, getNextPageParam: next })

export const useSaved = (): Pages<SavedMessages> =>
  useInfiniteQuery({ queryKey: keys.saved, queryFn: ({ pageParam }) => rpc.messages.saved(from(pageParam)), initialPageParam: first, getNextPageParam: next })

export const useFollowedThreads = (): Pages<ThreadPage> =>
  useInfiniteQuery({ queryKey: keys.threads, queryFn: ({ pageParam }) => rpc.threads.list(from(pageParam)), initialPageParam: first, getNextPageParam: next })

/** As many as show what it is about. */
const PREVIEWED = 4

/** The first messages after my mark in a channel. Asked again when the mark moves, and while few enough are unread that a new one shows. */
export function useFirstUnread({ channelId, lastRead, unread }: { channelId: string; lastRead: number; unread: number }) {
  return useQuery({
    queryKey: [...keys.firstUnread(channelId), lastRead, Math.min(unread, PREVIEWED)],
    queryFn: () => rpc.messages.list({ channel: channelId, after: lastRead, limit: PREVIEWED }),
    placeholderData: (before) => before,
    gcTime: 60_000,
  })
}
