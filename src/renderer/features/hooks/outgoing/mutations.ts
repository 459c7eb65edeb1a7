/** What can be done to outgoing webhooks and deliveries; answers go into the cache at once, events confirm them. */
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { SubscriptionId } from '#shared/contract/ids.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import { rpc, type Rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { showAtOnce } from '#renderer/lib/data/show-at-once.ts'
import { upsert } from '#renderer/lib/data/upsert.ts'
import { toast } from '#renderer/ui/toast.tsx'
import { aboutHook } from '../about-hook.tsx'

/** An answer that holds a secret leaves the cache with the component that shows it. */
const SHOWN_ONCE = { gcTime: 0 } as const

/** What a procedure takes. */
type InputOf<P extends (...input: never[]) => unknown> = Parameters<P>[0]

export function useCreateSubscription() {
  const cache = useQueryClient()
  return useMutation({
    ...SHOWN_ONCE,
    mutationFn: (input: InputOf<Rpc['subscriptions']['create']>) => rpc.subscriptions.create(input),
    onSuccess: ({ subscription }) => put(cache, subscription),
    // Refused because of the limit, or one more: both say how many there are.
    onSettled: () => void cache.invalidateQueries({ queryKey: keys.subscriptionRoom }),
  })
}

export function useUpdateSubscription() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: InputOf<Rpc['subscriptions']['update']>) => rpc.subscriptions.update(input),
    onSuccess: (subscription) => put(cache, subscription),
  })
}

/** Switches at once and back again, with a toast, when the server refuses. */
export function useSwitchSubscription() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ subscription: { id, enabled: before }, enabled }: { subscription: Subscription; enabled: boolean }) => {
      const show = (on: boolean): void => patchData<readonly Subscription[]>(cache, keys.subscriptions, (list) => list.map((one) => (one.id === id ? { ...one, enabled: on } : one)))
      return showAtOnce({ name: `subscription ${id}`, before, wanted: enabled, show, call: () => rpc.subscriptions.update({ id, enabled }), said: (subscription) => subscription.enabled })
    },
    onSuccess: (subscription) => put(cache, subscription),
    onError: (error, { subscription, enabled }) => toast({ tone: 'bad', text: aboutHook(enabled ? 'stillOff' : 'stillOn', { name: subscription.name, why: toErrorBody(error).message }) }),
  })
}

export function useDeleteSubscription() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ id }: Subscription) => rpc.subscriptions.delete({ id }),
    onSuccess: (_, { id, name }) => {
      patchData<readonly Subscription[]>(cache, keys.subscriptions, (list) => list.filter((subscription) => subscription.id !== id))
      toast({ tone: 'ok', text: aboutHook('deleted', { name }) })
    },
  })
}

export function useRegenerate() {
  return useMutation({ ...SHOWN_ONCE, mutationFn: (input: InputOf<Rpc['subscriptions']['regenerate']>) => rpc.subscriptions.regenerate(input) })
}

export function useTest() {
  return useMutation({ mutationFn: (id: SubscriptionId) => rpc.subscriptions.test({ id }) })
}

export function useRedeliver() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: InputOf<Rpc['deliveries']['redeliver']>) => rpc.deliveries.redeliver(input),
    onSuccess: (delivery) => cache.invalidateQueries({ queryKey: keys.deliveries(delivery.subscriptionId) }),
  })
}

export function useRedeliverFailed() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: InputOf<Rpc['deliveries']['redeliverFailed']>) => rpc.deliveries.redeliverFailed(input),
    onSuccess: (_, { subscriptionId }) => cache.invalidateQueries({ queryKey: keys.deliveries(subscriptionId) }),
  })
}

function put(cache: QueryClient, subscription: Subscription): void {
  patchData<readonly Subscription[]>(cache, keys.subscriptions, (list) => upsert(list, subscription, 'id'))
}
