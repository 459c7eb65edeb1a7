/** The invites of the workspace. */
import { useQuery } from '@tanstack/react-query'
import { rpc } from '#renderer/lib/data/client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'

export const useInvites = () => useQuery({ queryKey: keys.invites, queryFn: () => rpc.team.listInvites() })
