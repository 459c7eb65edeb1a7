/** What the server knows about hooks and tokens; live events keep it fresh. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { AddressId, HookId, MessageId } from '#shared/contract/ids.ts'
import type { SettingKey } from '#shared/contract/settings.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { useEverybody, usePeople, useSession, useSettings } from '#renderer/lib/data/queries.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import type { Mentions } from '#shared/core/mentions.ts'
import { followCounts } from './follow-counts.ts'

/** How many requests one page of the list holds; live ones are added on top. */
const VERDICTS_SHOWN = 200

export const useHooks = () => useQuery({ queryKey: keys.hooks, queryFn: () => rpc.hooks.list() })

/** Requests make it old at once; this is for the time that passes. */
const HEALTH_EVERY_MS = 60_000

/** How each does, for the list. */
export const useStandings = () => useQuery({ queryKey: keys.hookStandings, queryFn: () => rpc.hooks.standings(), refetchInterval: HEALTH_EVERY_MS })

export const useHookHealth = (id: HookId) => useQuery({ queryKey: keys.hookHealth(id), queryFn: () => rpc.hooks.health({ id }), refetchInterval: HEALTH_EVERY_MS })

export const useAddresses = (hookId: HookId) => useQuery({ queryKey: keys.addresses(hookId), queryFn: () => rpc.addresses.list({ hookId }) })

/** Asked anew each time that it is opened. */
export const useAddressUsers = (hookId: HookId, id: AddressId) => useQuery({ queryKey: [...keys.addresses(hookId), id, 'users'], queryFn: () => rpc.addresses.users({ id }), staleTime: 0 })

export const useBacklog = (hookId: HookId) => useQuery({ queryKey: keys.backlog(hookId), queryFn: () => rpc.hooks.backlog({ id: hookId }) })

export const useVerdicts = (hookId: HookId | 'all') =>
  useQuery({
    queryKey: keys.verdicts(hookId),
    queryFn: () => rpc.verdicts.list({ hookId: hookId === 'all' ? undefined : hookId, limit: VERDICTS_SHOWN }),
  })

/** While this stands somewhere, counts, last uses and health are kept fresh. */
export function useLiveCounts(): void {
  const cache = useQueryClient()
  useEffect(() => followCounts(cache), [cache])
}

/** The message that a request posted. */
export const usePostedMessage = (hookId: HookId, id: MessageId) =>
  useQuery({ queryKey: [...keys.verdicts(hookId), 'message', id], queryFn: () => rpc.messages.show({ id }) })

/** Who a message can name, for drawing it. */
export function useMentions(): Mentions {
  const people = usePeople()
  const session = useSession()
  return useMemo(() => ({ known: new Set(people.data?.map((person) => person.username)), me: session.data?.me.username ?? '' }), [people.data, session.data])
}

/** The display name of a username; the username itself for who is not known. */
export function useOwnerName(): (username: string) => string {
  const people = useEverybody()
  return (username) => people.find((person) => person.username === username)?.displayName ?? username
}

/** How many webhooks there are in the whole workspace, and how many there may be. */
export const useHookRoom = () => useQuery({ queryKey: keys.hookRoom, queryFn: () => rpc.hooks.room() })

export const useTokens = () => useQuery({ queryKey: keys.tokens, queryFn: () => rpc.tokens.list() })

export interface Overrides {
  readonly username: boolean
  readonly icon: boolean
}

/** Whether a webhook may show a name and a picture of its own; both while that is not known yet. */
export function useOverrides(): Overrides {
  const { data } = useSettings()
  const isOn = (name: SettingKey): boolean => data?.find(({ key }) => key === name)?.value !== false
  return { username: isOn('integrations.allowUsernameOverride'), icon: isOn('integrations.allowIconOverride') }
}
