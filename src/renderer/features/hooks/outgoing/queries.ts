/** What the server knows about outgoing webhooks and their deliveries; live events keep it fresh. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { DeliveryId, SubscriptionId } from '#shared/contract/ids.ts'
import type { DeliveryState } from '#shared/contract/delivery.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { useSettings } from '#renderer/lib/data/queries.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'

export const useSubscriptions = () => useQuery({ queryKey: keys.subscriptions, queryFn: () => rpc.subscriptions.list() })

/** Counts everybody's, also those that I may not see. */
export const useOutgoingRoom = () => useQuery({ queryKey: keys.subscriptionRoom, queryFn: () => rpc.subscriptions.room() })

/** Deliveries make it old at once; this is for what another window or device did. */
const STANDINGS_EVERY_MS = 60_000

/** How each does, for lists. */
export const useSubscriptionStandings = () => useQuery({ queryKey: keys.subscriptionStandings, queryFn: () => rpc.subscriptions.standings(), refetchInterval: STANDINGS_EVERY_MS })

/** Since when every attempt of one failed (ms since epoch); null while it works, and while that is not known. */
export const useFailingSince = (id: SubscriptionId): number | null => useSubscriptionStandings().data?.find(({ subscriptionId }) => subscriptionId === id)?.failingSince ?? null

export const useHealth = (id: SubscriptionId) => useQuery({ queryKey: keys.subscriptionHealth(id), queryFn: () => rpc.subscriptions.health({ id }) })

export const useConsents = (id: SubscriptionId) => useQuery({ queryKey: keys.consents(id), queryFn: () => rpc.subscriptions.consents({ id }) })

/** Newest first, page by page; the list of another state stays in sight until its own is there. */
export const useDeliveries = (subscriptionId: SubscriptionId, state: DeliveryState | 'all') =>
  useInfiniteQuery({
    queryKey: keys.deliveriesIn(subscriptionId, state),
    queryFn: ({ pageParam }) => rpc.deliveries.list({ subscriptionId, state: state === 'all' ? undefined : state, before: pageParam }),
    initialPageParam: undefined as DeliveryId | undefined,
    getNextPageParam: (page) => page.nextBefore ?? undefined,
    placeholderData: keepPreviousData,
  })

export const useDelivery = (subscriptionId: SubscriptionId, id: DeliveryId) => useQuery({ queryKey: keys.delivery(subscriptionId, id), queryFn: () => rpc.deliveries.show({ id }) })

/** False while an admin keeps everything from being sent. */
export const useOutgoingEnabled = (): boolean => useSettings().data?.find(({ key }) => key === 'integrations.outgoingEnabled')?.value !== false
