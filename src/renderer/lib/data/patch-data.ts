/** Changes what is cached without saying that all of it is new: what is to be asked for again still is. */
import type { QueryClient } from '@tanstack/react-query'

/** What is not cached stays so: it is not wanted yet, and whoever wants it fetches it whole. */
export function patchData<T>(cache: QueryClient, key: readonly unknown[], patch: (data: T) => T): void {
  const query = cache.getQueryCache().find<T>({ queryKey: key, exact: true })
  const data = query?.state.data
  if (query === undefined || data === undefined) return
  const patched = patch(data)
  if (patched === data) return
  const { isInvalidated, dataUpdatedAt } = query.state
  cache.setQueryData<T>(key, patched, { updatedAt: dataUpdatedAt })
  // Writing takes the mark away, and nothing else makes a list that is not on the screen load again.
  if (isInvalidated) query.invalidate()
}
