/** A person by username, out of the cached list of people: one index for all rows, so that a thousand avatars cost a thousand look-ups. */
import { QueryClientContext, type QueryClient } from '@tanstack/react-query'
import { useContext, useSyncExternalStore } from 'react'
import type { Person } from '#shared/contract/person.ts'
import { keys } from './query-keys.ts'

interface Index {
  find(username: string): Person | undefined
  subscribe(listener: () => void): () => void
}

const indexes = new WeakMap<QueryClient, Index>()
const noIndex: Index = { find: () => undefined, subscribe: () => () => undefined }

/** Undefined while the list is not loaded and for nobody. */
export function usePerson(username: string): Person | undefined {
  const cache = useContext(QueryClientContext)
  const index = cache === undefined ? noIndex : indexOf(cache)
  return useSyncExternalStore(index.subscribe, () => index.find(username), () => index.find(username))
}

function indexOf(cache: QueryClient): Index {
  let index = indexes.get(cache)
  if (index === undefined) indexes.set(cache, (index = createIndex(cache)))
  return index
}

function createIndex(cache: QueryClient): Index {
  let list: readonly Person[] | undefined
  let byName = new Map<string, Person>()
  const listeners = new Set<() => void>()
  const refresh = (): boolean => {
    const current = cache.getQueryData<readonly Person[]>(keys.people)
    if (current === list) return false
    list = current
    byName = new Map(current?.map((person) => [person.username, person]))
    return true
  }
  refresh()
  cache.getQueryCache().subscribe(({ query }) => {
    if ((query.queryKey as readonly unknown[])[0] === keys.people[0] && refresh()) listeners.forEach((listener) => listener())
  })
  return {
    find: (username) => byName.get(username),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
