/** Who has which picture, for every avatar below it: read from the cached people once, so that a row does not look for its person. */
import { createContext, useContext, useMemo, type ReactNode } from 'react'
import type { FileId } from '#shared/contract/ids.ts'
import { useEverybody } from '#renderer/lib/data/queries.ts'

const Pictures = createContext<ReadonlyMap<string, FileId>>(new Map())

export function PersonPictures({ children }: { children: ReactNode }) {
  const people = useEverybody()
  const pictures = useMemo(() => new Map(people.flatMap(({ username, pictureId }) => (pictureId === null ? [] : [[username, pictureId] as const]))), [people])
  return <Pictures value={pictures}>{children}</Pictures>
}

/** Null for who has none. */
export const usePersonPicture = (username: string): FileId | null => useContext(Pictures).get(username) ?? null
