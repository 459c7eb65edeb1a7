/** Server data that more than one feature shows: the session, people, channels, settings and the listener's state. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Person } from '#shared/contract/person.ts'
import { rpc } from './client.ts'
import { keys } from './query-keys.ts'

const sessionQuery = queryOptions({ queryKey: keys.session, queryFn: () => rpc.session.get() })
const peopleQuery = queryOptions({ queryKey: keys.people, queryFn: () => rpc.people.list() })
const formerPeopleQuery = queryOptions({ queryKey: keys.formerPeople, queryFn: () => rpc.team.listRemoved() })
const channelsQuery = queryOptions({ queryKey: keys.channels, queryFn: () => rpc.channels.list() })
export const archivedChannelsQuery = queryOptions({ queryKey: keys.archivedChannels, queryFn: () => rpc.channels.listArchived() })
/** One archived channel, by its id or handle: there may be more than the list holds. */
export const archivedChannelQuery = (ref: string) => queryOptions({ queryKey: [...keys.archivedChannels, ref], queryFn: () => rpc.channels.listArchived({ channel: ref }) })
const settingsQuery = queryOptions({ queryKey: keys.settings, queryFn: () => rpc.settings.list() })
const listenerQuery = queryOptions({ queryKey: keys.listener, queryFn: () => rpc.listener.status() })

const unreadsQuery = queryOptions({ queryKey: keys.unreads, queryFn: () => rpc.unreads.get() })
export const preferencesQuery = queryOptions({ queryKey: keys.preferences, queryFn: () => rpc.preferences.get() })
export const draftsQuery = queryOptions({ queryKey: keys.drafts, queryFn: () => rpc.drafts.list() })
export const savedIdsQuery = queryOptions({ queryKey: keys.savedIds, queryFn: () => rpc.messages.savedIds() })

export const useUnreads = () => useQuery(unreadsQuery)
export const usePreferences = () => useQuery(preferencesQuery)
export const useSession = () => useQuery(sessionQuery)
export const usePeople = () => useQuery(peopleQuery)
/** Who was removed from the workspace. */
export const useFormerPeople = () => useQuery(formerPeopleQuery)
export const useChannels = () => useQuery(channelsQuery)
export const useSettings = () => useQuery(settingsQuery)
export const useListener = () => useQuery(listenerQuery)

const nobody: readonly Person[] = []

/** Those who are here and those who were removed, for naming them: a conversation with somebody who is gone keeps their name. */
export function useEverybody(): readonly Person[] {
  const { data: people = nobody } = usePeople()
  const { data: former = nobody } = useFormerPeople()
  return useMemo(() => [...people, ...former], [people, former])
}
