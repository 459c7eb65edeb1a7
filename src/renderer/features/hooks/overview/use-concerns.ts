/** What `listConcerns` looks at, asked of the server and kept fresh while it is in sight. */
import { useQuery } from '@tanstack/react-query'
import { rpc } from '#renderer/lib/data/client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { useSubscriptions, useSubscriptionStandings } from '../outgoing/queries.ts'
import { useHooks, useStandings } from '../queries.ts'
import { listConcerns, type Concern } from './list-concerns.ts'

/** Rows of requests to no webhook; each counts those of one address and sender. */
const STRAYS_LOOKED_AT = 100
/** Each look goes through what is on record, so not with every request. */
const STRAYS_EVERY_MS = 60_000

export interface Concerns {
  /** Undefined until all is there. */
  readonly concerns: readonly Concern[] | undefined
  /** There is a webhook, or something came that wanted one. */
  readonly hasAny: boolean
  readonly error: Error | null
  readonly busy: boolean
  readonly retry: () => void
}

export function useConcerns(withStrays: boolean, now: number): Concerns {
  const hooks = useHooks()
  const standings = useStandings()
  const subscriptions = useSubscriptions()
  const outgoing = useSubscriptionStandings()
  const strays = useQuery({
    queryKey: [...keys.verdicts('all'), 'strays'],
    queryFn: () => rpc.verdicts.list({ state: 'strays', limit: STRAYS_LOOKED_AT }),
    staleTime: 0,
    refetchInterval: STRAYS_EVERY_MS,
    enabled: withStrays,
  })
  const asked = [hooks, standings, subscriptions, outgoing, ...(withStrays ? [strays] : [])]
  const failed = asked.filter(({ data, error }) => data === undefined && error !== null)
  return {
    concerns:
      hooks.data && standings.data && subscriptions.data && outgoing.data && (strays.data || !withStrays)
        ? listConcerns({ hooks: hooks.data, standings: standings.data, subscriptions: subscriptions.data, outgoing: outgoing.data, strays: strays.data ?? [] }, now)
        : undefined,
    hasAny: (hooks.data?.length ?? 0) + (subscriptions.data?.length ?? 0) > 0,
    error: failed[0]?.error ?? null,
    busy: failed.some(({ isFetching }) => isFetching),
    retry: () => failed.forEach(({ refetch }) => void refetch()),
  }
}
