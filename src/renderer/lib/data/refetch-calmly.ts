/** Fetches again what changes faster than anybody reads: at once, then at most four times a second, and once more after the last change. */
import type { QueryClient } from '@tanstack/react-query'

const EVERY_MS = 250

interface Rest {
  /** Changed again meanwhile. */
  stale: boolean
}

const resting = new WeakMap<QueryClient, Map<string, Rest>>()

export function refetchCalmly(cache: QueryClient, key: readonly unknown[]): void {
  const name = JSON.stringify(key)
  const rests = resting.get(cache) ?? new Map<string, Rest>()
  resting.set(cache, rests)
  const rest = rests.get(name)
  if (rest !== undefined) {
    rest.stale = true
    return
  }
  const begun: Rest = { stale: false }
  rests.set(name, begun)
  void cache.invalidateQueries({ queryKey: key })
  setTimeout(() => {
    rests.delete(name)
    if (begun.stale) refetchCalmly(cache, key)
  }, EVERY_MS)
}
