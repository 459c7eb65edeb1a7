/** Joins, then begins this window anew: everything that it knew belongs to the workspace before. */
import { useMutation } from '@tanstack/react-query'
import { rpc } from '#renderer/lib/data/client.ts'

export function useJoin() {
  return useMutation({
    mutationFn: (input: Parameters<typeof rpc.team.join>[0]) => rpc.team.join(input),
    onSuccess: () => {
      location.hash = '#/'
      location.reload()
    },
  })
}
