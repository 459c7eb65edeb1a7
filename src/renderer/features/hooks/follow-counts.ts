/** Requests, refusals, last uses and health come with the hooks; each request makes them old. Whoever follows has them fetched then, once a second at most. */
import type { QueryClient } from '@tanstack/react-query'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { useRequestsHeard } from '#renderer/lib/data/verdict-events.ts'

const COUNTS_EVERY_MS = 1000

/** @returns what ends it. */
export function followCounts(cache: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const refresh = (): void => {
    timer = undefined
    void cache.refetchQueries({ queryKey: keys.hooks, type: 'active' })
  }
  const plan = (): void => void (timer ??= setTimeout(refresh, COUNTS_EVERY_MS))
  // What came before somebody followed, and was not fetched since.
  if (cache.getQueryState(keys.hooks)?.isInvalidated === true) plan()
  const stop = useRequestsHeard.subscribe(plan)
  return () => {
    clearTimeout(timer)
    stop()
  }
}
