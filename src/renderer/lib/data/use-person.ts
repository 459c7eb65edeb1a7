/** A person by username, out of the cached lists of people: one index for all rows, so that a thousand avatars cost a thousand look-ups. */
import { QueryClientContext, type QueryClient } from '@tanstack/react-query'
import { useContext, useSyncExternalStore } from 'react'
import type { Person } from '#shared/contract/person.ts'
import { keys } from './query-keys.ts'

interface Index {
  find(username: string): Person | undefined
  findFormer(username: string): Person | undefined
  subscribe(listener: () => void): () => void
}

const indexes = new WeakMap<QueryClient, Index>()
const noIndex: Index = { find: () => undefined, findFormer: () => undefined, subscribe: () => () => undefined }

/** Undefined while the list is not loaded, for nobody, and for who was removed. */
export function usePerson(username: string): Person | undefined {
  const index = useIndex()
  const find = (): Person | undefined => index.find(username)
  return useSyncExternalStore(index.subscribe, find, find)
}

/** What somebody is called who is here or was removed; undefined for nobody. */
export function usePersonName(username: string): string | undefined {
  const index = useIndex()
  const find = (): string | undefined => (index.find(username) ?? index.findFormer(username))?.displayName
  return useSyncExternalStore(index.subscribe, find, find)
}

function useIndex(): Index {
  const cache = useContext(QueryClientContext)
  return cache === undefined ? noIndex : indexOf(cache)
}

function indexOf(cache: QueryClient): Index {
  let index = indexes.get(cache)
  if (index === undefined) indexes.set(cache, (index = createIndex(cache)))
  return index
}

function createIndex(cache: QueryClient): Index {
  const [here, former] = [indexList(cache, keys.people), indexList(cache, keys.formerPeople)]
  const listeners = new Set<() => void>()
  cache.getQueryCache().subscribe(({ query }) => {
    const [name] = query.queryKey as readonly unknown[]
    if ([here, former].some((list) => list.name === name && list.refresh())) listeners.forEach((listener) => listener())
  })
  return {
    find: here.find,
    findFormer: former.find,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** The people under one key of the cache, by username. */
function indexList(cache: QueryClient, key: readonly [string]) {
  let list: readonly Person[] | undefined
  let byName = new Map<string, Person>()
  /** @returns whether it is another list now. */
  const refresh = (): boolean => {
    const current = cache.getQueryData<readonly Person[]>(key)
    if (current === list) return false
    list = current
    byName = new Map(current?.map((person) => [person.username, person]))
    return true
  }
  refresh()
  return { name: key[0], refresh, find: (username: string): Person | undefined => byName.get(username) }
}
