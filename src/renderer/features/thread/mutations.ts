/** What one does with a thread: follow it, or have read it. */
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { MessageId } from '#shared/contract/ids.ts'
import type { FollowedThread } from '#shared/contract/unread.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { toast } from '#renderer/ui/toast.tsx'

/** Shown at once; taken back with its reason when it fails. */
export function useFollow(rootId: MessageId) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (following: boolean) => rpc.threads.follow({ rootId, following }),
    onMutate: (following) => {
      const before = cache.getQueryData<FollowedThread>(keys.thread(rootId))?.following
      setFollowing(cache, rootId, following)
      return before
    },
    onSuccess: (thread) => {
      cache.setQueryData(keys.thread(rootId), thread)
      void cache.invalidateQueries({ queryKey: keys.threads })
    },
    onError: (error, _following, before) => {
      // Nothing but that: what was read or replied meanwhile stays.
      if (before !== undefined) setFollowing(cache, rootId, before)
      toast({ tone: 'bad', text: toErrorBody(error).message })
    },
  })
}

function setFollowing(cache: QueryClient, rootId: MessageId, following: boolean): void {
  patchData<FollowedThread>(cache, keys.thread(rootId), (thread) => ({ ...thread, following }))
}

/** Failing is no harm: the next reply seen tries again. */
export function useMarkThreadRead(rootId: MessageId) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (position: number) => rpc.threads.markRead({ rootId, position }),
    onSuccess: (thread) => cache.setQueryData(keys.thread(rootId), thread),
  })
}
