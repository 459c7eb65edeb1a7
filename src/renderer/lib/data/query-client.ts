/** The window's one cache of server data, for what is no component; whoever draws uses `useQueryClient`. */
import { QueryClient } from '@tanstack/react-query'

/** Live events keep the cache true, so nothing goes stale by itself; a call waits for the connection, so nothing is tried twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})
