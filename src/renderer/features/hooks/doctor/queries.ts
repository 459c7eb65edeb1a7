/** What the doctor says, and what it is asked to do; a sample that is sent. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Deed, DoctorReport } from '#shared/contract/doctor.ts'
import type { AddressId, HookId } from '#shared/contract/ids.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { useListener } from '#renderer/lib/data/queries.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'

/** Asked anew each time that the page is opened and the listener changes; and once the server says that the webhook changed (`lib/data/collect-events.ts`), not when its switch shows it before. */
export function useDoctor(hookId: HookId) {
  const status = useListener().data
  const listener = status && [status.state, status.lan.state, status.lan.port, status.lan.problem, status.lan.certificate?.fingerprint, status.publicUrl]
  return useQuery({ queryKey: [...keys.doctor(hookId), listener], queryFn: () => rpc.hooks.doctor({ id: hookId }), staleTime: 0, gcTime: 0, placeholderData: keepPreviousData })
}

/** The answer is a new examination, so what is shown as mended was looked at again. */
export function useFix(hookId: HookId) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (deed: Deed) => rpc.hooks.fix({ id: hookId, deed }),
    onSuccess: (report) => cache.setQueriesData<DoctorReport>({ queryKey: keys.doctor(hookId) }, report),
  })
}

export function useTrial(hookId: HookId) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ addressId, sample }: { addressId: AddressId; sample: string }) => rpc.hooks.test({ id: hookId, addressId, sample }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.doctor(hookId) }),
  })
}
