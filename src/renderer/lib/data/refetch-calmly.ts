/** Fetches again what changes faster than anybody reads: at once, then at most four times a second, and once more after the last change. */
import type { QueryClient } from '@tanstack/react-query'

const EVERY_MS = 250

interface Rest {
  /** Changed again meanwhile. */
  stale: boolean
}

const resting = new WeakMap<QueryClient, Map<string, Rest>>()

/** @param exact nothing whose key merely begins with it */
export function refetchCalmly(cache: QueryClient, key: readonly unknown[], exact = false): void {
  const name = JSON.stringify([key, exact])
  const rests = resting.get(cache) ?? new Map<string, Rest>()
  resting.set(cache, rests)
  const rest = rests.get(name)
  if (rest !== undefined) {
    rest.stale = true
    return
  }
  const begun: Rest = { stale: false }
  rests.set(name, begun)
  void cache.invalidateQueries({ queryKey: key, exact })
  setTimeout(() => {
    rests.delete(name)
    if (begun.stale) refetchCalmly(cache, key, exact)
  }, EVERY_MS)
}
