/** What one does with a thread: follow it, or have read it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { MessageId } from '#shared/contract/ids.ts'
import type { FollowedThread } from '#shared/contract/unread.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { showAtOnce } from '#renderer/lib/data/show-at-once.ts'
import { toast } from '#renderer/ui/toast.tsx'

/** Shown at once; taken back with its reason when it fails, and nothing but that: what was read or replied meanwhile stays. */
export function useFollow(rootId: MessageId) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (following: boolean) =>
      showAtOnce({
        name: `follow ${rootId}`,
        before: cache.getQueryData<FollowedThread>(keys.thread(rootId))?.following ?? !following,
        wanted: following,
        show: (now) => patchData<FollowedThread>(cache, keys.thread(rootId), (thread) => ({ ...thread, following: now })),
        call: () => rpc.threads.follow({ rootId, following }),
        said: (thread) => thread.following,
      }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.threads }),
    onError: (error) => toast({ tone: 'bad', text: toErrorBody(error).message }),
  })
}

/** Failing is no harm: the next reply seen tries again. */
export function useMarkThreadRead(rootId: MessageId) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (position: number) => rpc.threads.markRead({ rootId, position }),
    onSuccess: (thread) => cache.setQueryData(keys.thread(rootId), thread),
  })
}
