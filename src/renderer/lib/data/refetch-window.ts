/** Asks for a window of messages again, after a lost connection for instance, without losing what live events say meanwhile. */
import type { Query, QueryClient } from '@tanstack/react-query'
import { beginningAt, withLive, type MessageWindow } from './message-window.ts'

export interface WindowSource {
  readonly key: readonly unknown[]
  /** Without `after` it answers with the newest page. */
  readonly list: (where: { after?: number; limit: number }) => Promise<MessageWindow>
  readonly pageSize: number
}

const LARGEST_PAGE = 1000

/** The same stretch, so that a reader in the past stays there. Null when none is held that could be asked for. */
export async function fetchAgain(cache: QueryClient, { key, list, pageSize }: WindowSource): Promise<MessageWindow | null> {
  const held = cache.getQueryData<MessageWindow>(key)
  const first = held?.messages[0]
  // One that waited has another place by now.
  if (held === undefined || first === undefined || first.sending !== 'sent') return null
  const now = (): MessageWindow => cache.getQueryData<MessageWindow>(key) ?? held
  const again = await list({ after: first.position - 1, limit: Math.min(held.messages.length + pageSize, LARGEST_PAGE) })
  if (!again.hasNewer || held.hasNewer) return { ...withLive(again, held, now()), hasOlder: now().hasOlder }
  const newest = await list({ limit: pageSize })
  // More was missed than fits beside what is held, so only what is as new as the page belongs to it.
  return withLive(newest, held, beginningAt(now(), newest.messages[0]?.position ?? 0))
}

/** After a window was thrown away for another page: what is being asked for again is the old one. */
export function restartFetch(cache: QueryClient, key: readonly unknown[]): void {
  if (cache.isFetching({ queryKey: key, exact: true }) > 0) void cache.invalidateQueries({ queryKey: key, exact: true })
}

const asked = new WeakSet<Query>()

/** For what came while the first page of a window is on its way: the page can have been read before, and there is no window yet that could take it. */
export function fetchAfterFirst(cache: QueryClient, key: readonly unknown[]): void {
  const query = cache.getQueryCache().find({ queryKey: key, exact: true })
  if (query?.state.fetchStatus !== 'fetching' || query.state.data !== undefined || asked.has(query)) return
  asked.add(query)
  const again = (): void => {
    asked.delete(query)
    void cache.invalidateQueries({ queryKey: key, exact: true })
  }
  // The fetch under way, not a second one. When it fails nothing is held, so nothing is missing.
  query.fetch().then(again, () => asked.delete(query))
}
