/** The sidebar's sections out of the cache: for drawing them, and for keys that walk them. */
import type { QueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Preferences } from '#shared/contract/preference.ts'
import { preferenceDefaults } from '#shared/contract/preference.ts'
import type { Unreads } from '#shared/contract/unread.ts'
import { useChannels, useEverybody, useFormerPeople, usePeople, usePreferences, useUnreads } from '#renderer/lib/data/queries.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { arrangeSidebar, type SideRow, type SideSection } from './arrange-sidebar.ts'

/** Null until all is there that decides the order, so that rows do not jump. What cannot be loaded besides the channels is done without. */
export function useSections(me: Person, path: string): readonly SideSection[] | null {
  const channels = useChannels()
  const [present, former] = [usePeople(), useFormerPeople()]
  const people = useEverybody()
  const unreads = useUnreads()
  const preferences = usePreferences()
  const isWaiting = present.isPending || former.isPending || unreads.isPending || preferences.isPending
  return useMemo(() => {
    if (channels.data === undefined || isWaiting) return null
    return arrange({ channels: channels.data, people, unreads: unreads.data, preferences: preferences.data, me, path })
  }, [channels.data, people, unreads.data, preferences.data, isWaiting, me, path])
}

/** The rows as they are shown, from the top. */
export function readRows(cache: QueryClient, me: Person, path: string): readonly SideRow[] {
  const sections = arrange({
    channels: cache.getQueryData<readonly Channel[]>(keys.channels) ?? [],
    people: [keys.people, keys.formerPeople].flatMap((key) => cache.getQueryData<readonly Person[]>(key) ?? []),
    unreads: cache.getQueryData<Unreads>(keys.unreads),
    preferences: cache.getQueryData<Preferences>(keys.preferences),
    me,
    path,
  })
  return sections.flatMap(({ rows }) => rows)
}

interface Cached {
  readonly channels: readonly Channel[]
  readonly people: readonly Person[]
  readonly unreads: Unreads | undefined
  readonly preferences: Preferences | undefined
  readonly me: Person
  readonly path: string
}

function arrange({ channels, people, unreads, preferences = preferenceDefaults, me, path }: Cached): readonly SideSection[] {
  return arrangeSidebar({ channels, people, me, path, states: unreads?.channels ?? [], folded: preferences['sidebar.folded'], unreadOnly: preferences['sidebar.unreadOnly'] })
}
