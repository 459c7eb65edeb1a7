/** Lets the listener try again, for instance after another program let go of its port. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { rpc } from './client.ts'
import { keys } from './query-keys.ts'

export function useRestartListener() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => rpc.listener.restart(),
    onSuccess: (status) => cache.setQueryData(keys.listener, status),
  })
}
