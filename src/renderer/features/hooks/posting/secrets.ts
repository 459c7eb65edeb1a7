/** The signing secrets of a webhook: what is told of them, and what changes them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { HookId } from '#shared/contract/ids.ts'
import { rpc, type Rpc } from '#renderer/lib/data/client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'

export const useHookSecrets = (id: HookId) => useQuery({ queryKey: keys.hookSecrets(id), queryFn: () => rpc.hooks.secrets({ id }) })

export function useSetSecret(id: HookId) {
  const cache = useQueryClient()
  return useMutation({
    // An answer that holds a secret leaves the cache with the dialog that shows it.
    gcTime: 0,
    mutationFn: (input: Parameters<Rpc['hooks']['setSecret']>[0]) => rpc.hooks.setSecret(input),
    onSuccess: () => void cache.invalidateQueries({ queryKey: keys.hookSecrets(id) }),
  })
}

export function useRemoveSecret(id: HookId) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: Parameters<Rpc['hooks']['removeSecret']>[0]) => rpc.hooks.removeSecret(input),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.hookSecrets(id) }),
  })
}
