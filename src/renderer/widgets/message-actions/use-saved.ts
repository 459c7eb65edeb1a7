/** Whether I saved a message. */
import { useQuery } from '@tanstack/react-query'
import type { MessageId } from '#shared/contract/ids.ts'
import { savedIdsQuery } from '#renderer/lib/data/queries.ts'

const sets = new WeakMap<readonly MessageId[], ReadonlySet<MessageId>>()

/** One set per list, however many rows ask. */
function setOf(ids: readonly MessageId[]): ReadonlySet<MessageId> {
  let set = sets.get(ids)
  if (set === undefined) sets.set(ids, (set = new Set(ids)))
  return set
}

export function useIsSaved(id: MessageId): boolean {
  return useQuery({ ...savedIdsQuery, select: (ids) => setOf(ids).has(id), notifyOnChangeProps: ['data'] }).data ?? false
}
