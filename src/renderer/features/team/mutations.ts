/** What is done to a team: hosting, invites, devices, people, verification. The cache has the answer at once; everybody else is told by events. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Person } from '#shared/contract/person.ts'
import type { Device, Invite, Safety, TeamStatus } from '#shared/contract/team.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { upsert } from '#renderer/lib/data/upsert.ts'

type Input<P extends keyof typeof rpc.team> = Parameters<(typeof rpc.team)[P]>[0]

function useStatusMutation<V>(mutationFn: (input: V) => Promise<TeamStatus>) {
  const cache = useQueryClient()
  return useMutation({ mutationFn, onSuccess: (status) => void cache.setQueryData<TeamStatus>(keys.team, status) })
}

export const useHost = () => useStatusMutation((input: Input<'host'>) => rpc.team.host(input))
export const useStopHosting = () => useStatusMutation<void>(() => rpc.team.stopHosting())
export const useReconnect = () => useStatusMutation<void>(() => rpc.team.reconnect())
export const useTrustClock = () => useStatusMutation<void>(() => rpc.team.trustClock())
export const useFindHost = () => useStatusMutation((input: Input<'findHost'>) => rpc.team.findHost(input))

function usePutInvite(): (invite: Invite) => void {
  const cache = useQueryClient()
  return (invite) => patchData<readonly Invite[]>(cache, keys.invites, (list) => upsert(list, invite, 'id'))
}

export function useCreateInvite() {
  const put = usePutInvite()
  return useMutation({ mutationFn: (input: Input<'createInvite'>) => rpc.team.createInvite(input), onSuccess: ({ invite }) => put(invite) })
}

const WEEK_MS = 7 * 24 * 3_600_000

/** A link for one device of somebody, for a week: of who is here another device, of who was removed the way back. */
export function useInvitePerson() {
  const put = usePutInvite()
  return useMutation({
    mutationFn: ({ id, role, displayName }: Person) =>
      rpc.team.createInvite({ personId: id, role: role === 'owner' ? 'admin' : role, uses: 1, expiresAt: Math.ceil((Date.now() + WEEK_MS) / 1000) * 1000, label: displayName }),
    onSuccess: ({ invite }) => put(invite),
  })
}

export function useAddDevice() {
  const put = usePutInvite()
  return useMutation({ mutationFn: () => rpc.team.addDevice(), onSuccess: ({ invite }) => put(invite) })
}

export function useRevokeInvite() {
  return useMutation({ mutationFn: (input: Input<'revokeInvite'>) => rpc.team.revokeInvite(input), onSuccess: usePutInvite() })
}

function usePutDevice(): (device: Device) => void {
  const cache = useQueryClient()
  return (device) => patchData<readonly Device[]>(cache, keys.devices, (list) => upsert(list, device, 'id'))
}

export function useRenameDevice() {
  return useMutation({ mutationFn: (input: Input<'renameDevice'>) => rpc.team.renameDevice(input), onSuccess: usePutDevice() })
}

export function useRemoveDevice() {
  return useMutation({ mutationFn: (input: Input<'removeDevice'>) => rpc.team.removeDevice(input), onSuccess: usePutDevice() })
}

/** Their devices are gone with them. */
export function useRemovePerson() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: Input<'removePerson'>) => rpc.team.removePerson(input),
    onSuccess: () => Promise.all([keys.devices, keys.people].map((queryKey) => cache.invalidateQueries({ queryKey }))),
  })
}

/** Two roles change with it. */
export function useHandOver() {
  const cache = useQueryClient()
  return useMutation({ mutationFn: (input: Input<'handOver'>) => rpc.team.handOver(input), onSuccess: () => cache.invalidateQueries({ queryKey: keys.people }) })
}

export function useSetVerified(username: string) {
  const cache = useQueryClient()
  return useMutation({
    /** The digits that were compared; null takes it back. */
    mutationFn: (digits: string | null) => rpc.team.setVerified(digits === null ? { username, verified: false } : { username, verified: true, digits }),
    onSuccess: (safety) => void cache.setQueryData<Safety>(keys.safety(username), safety),
    onError: () => cache.invalidateQueries({ queryKey: keys.safety(username) }),
  })
}
