/** Names the workspace and me; the app behind this page opens as soon as the session says so. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Session } from '#shared/contract/rpc/session.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'

export function useSetUp() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (names: { workspaceName: string; displayName: string }) => rpc.workspace.setUp(names),
    onSuccess: (workspace, { displayName }) =>
      cache.setQueryData<Session>(keys.session, (session) => session && { ...session, workspace, me: { ...session.me, displayName: displayName.trim() } }),
  })
}
