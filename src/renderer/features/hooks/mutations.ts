/** What can be done to hooks, addresses and tokens; answers go into the cache at once, events confirm them. */
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { Backlog, Hook } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { rpc, type Rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { showAtOnce } from '#renderer/lib/data/show-at-once.ts'
import { upsert } from '#renderer/lib/data/upsert.ts'
import { toast } from '#renderer/ui/toast.tsx'
import { aboutHook } from './about-hook.tsx'

/** An answer that holds an address leaves the cache with the component that shows it, which waits for nothing else: lists are asked for again beside it. */
const SHOWN_ONCE = { gcTime: 0 } as const

/** What a procedure takes. */
type InputOf<P extends (...input: never[]) => unknown> = Parameters<P>[0]

export function useCreateHook() {
  const cache = useQueryClient()
  return useMutation({
    ...SHOWN_ONCE,
    mutationFn: (input: InputOf<Rpc['hooks']['create']>) => rpc.hooks.create(input),
    onSuccess: ({ hook }) => putHook(cache, hook),
    // Refused because of the limit, or one more: both say how many there are.
    onSettled: () => void cache.invalidateQueries({ queryKey: keys.hookRoom }),
  })
}

export function useUpdateHook() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: InputOf<Rpc['hooks']['update']>) => rpc.hooks.update(input),
    onSuccess: (hook) => putHook(cache, hook),
  })
}

/** Switches at once and back again, with a toast, when the server refuses. */
export function useSwitchHook() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ hook: { id, enabled: before }, enabled }: { hook: Hook; enabled: boolean }) =>
      showAtOnce({ name: `hook ${id}`, before, wanted: enabled, show: (on) => patchHook(cache, id, { enabled: on }), call: () => rpc.hooks.update({ id, enabled }), said: (hook) => hook.enabled }),
    onSuccess: (hook) => putHook(cache, hook),
    onError: (error, { hook, enabled }) => toast({ tone: 'bad', text: aboutHook(enabled ? 'stillOff' : 'stillOn', { name: hook.name, why: toErrorBody(error).message }) }),
  })
}

export function useDeleteHook() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (hook: Hook) => rpc.hooks.delete({ id: hook.id }),
    onSuccess: (_, { id, name }) => {
      patchData<readonly Hook[]>(cache, keys.hooks, (list) => list.filter((hook) => hook.id !== id))
      toast({ tone: 'ok', text: aboutHook('deleted', { name }) })
    },
  })
}

/** Posts at once what waits, or drops it; how many are left comes as they go. */
export function useClearBacklog(hookId: HookId) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (by: 'posting' | 'dropping') => rpc.hooks.clearBacklog({ id: hookId, by }),
    onSuccess: (backlog) => cache.setQueryData<Backlog>(keys.backlog(hookId), backlog),
  })
}

export function useAddAddress() {
  const cache = useQueryClient()
  return useMutation({
    ...SHOWN_ONCE,
    mutationFn: (input: InputOf<Rpc['addresses']['add']>) => rpc.addresses.add(input),
    onSuccess: (_, { hookId }) => void cache.invalidateQueries({ queryKey: keys.addresses(hookId) }),
  })
}

export function useRotateAddress(hookId: HookId) {
  const cache = useQueryClient()
  return useMutation({
    ...SHOWN_ONCE,
    mutationFn: (input: InputOf<Rpc['addresses']['rotate']>) => rpc.addresses.rotate(input),
    onSuccess: () => void cache.invalidateQueries({ queryKey: keys.addresses(hookId) }),
  })
}

export function useSetExpiry(hookId: HookId) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: InputOf<Rpc['addresses']['setExpiry']>) => rpc.addresses.setExpiry(input),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.addresses(hookId) }),
  })
}

export function useRemoveAddress(hookId: HookId) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: InputOf<Rpc['addresses']['remove']>) => rpc.addresses.remove(input),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.addresses(hookId) }),
  })
}

export function useCreateToken() {
  const cache = useQueryClient()
  return useMutation({
    ...SHOWN_ONCE,
    mutationFn: (input: InputOf<Rpc['tokens']['create']>) => rpc.tokens.create(input),
    onSuccess: () => void cache.invalidateQueries({ queryKey: keys.tokens }),
  })
}

export function useRevokeToken() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: InputOf<Rpc['tokens']['revoke']>) => rpc.tokens.revoke(input),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.tokens }),
  })
}

function putHook(cache: QueryClient, hook: Hook): void {
  patchData<readonly Hook[]>(cache, keys.hooks, (list) => upsert(list, hook, 'id'))
}

function patchHook(cache: QueryClient, id: HookId, patch: Partial<Hook>): void {
  patchData<readonly Hook[]>(cache, keys.hooks, (list) => list.map((hook) => (hook.id === id ? { ...hook, ...patch } : hook)))
}
