/** Changes my own profile and shows it at once in every place that shows people. */
import type { Person } from '#shared/contract/person.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { rpc } from './client.ts'
import { patchData } from './patch-data.ts'
import { upsert } from './upsert.ts'
import { queryClient } from './query-client.ts'
import { keys } from './query-keys.ts'

/** @throws what the call threw. */
export async function updateProfile(change: Parameters<typeof rpc.people.updateProfile>[0]): Promise<Person> {
  const me = await rpc.people.updateProfile(change)
  patchData<readonly Person[]>(queryClient, keys.people, (list) => upsert(list, me, 'id'))
  patchData<Session>(queryClient, keys.session, (session) => ({ ...session, me }))
  return me
}
