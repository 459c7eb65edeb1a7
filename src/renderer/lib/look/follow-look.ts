/** Keeps the look true to the cached preferences, whoever changed them: this window, another one, or the server. */
import type { QueryClient } from '@tanstack/react-query'
import type { Preferences } from '#shared/contract/preference.ts'
import { applyLook } from './look.ts'
import { preferencesQuery } from '../data/queries.ts'
import { keys } from '../data/query-keys.ts'

export function followLook(cache: QueryClient): void {
  cache.getQueryCache().subscribe(({ query }) => {
    if ((query.queryKey as readonly unknown[])[0] !== keys.preferences[0]) return
    const preferences = query.state.data as Preferences | undefined
    if (preferences !== undefined) void applyLook(preferences)
  })
  void cache.prefetchQuery(preferencesQuery)
}
