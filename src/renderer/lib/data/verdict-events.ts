/** What the requests to webhooks do to the cache: each is put in front of the lists that show it; in a flood the lists are asked for again. */
import { create } from 'zustand'
import type { AppEvent } from '#shared/contract/events.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import type { Patches } from './patches.ts'
import { pushTo } from './push-to.ts'
import { keys } from './query-keys.ts'

const KEPT_VERDICTS = 200

/** Grows whenever requests came: what counts them is old then. The cache says so once only, until that is fetched. */
export const useRequestsHeard = create<{ readonly times: number }>(() => ({ times: 0 }))

export function collectVerdicts(patches: Patches, event: AppEvent): void {
  // Counts, last uses and health.
  if (event.name === 'verdict.recorded' || event.name === 'verdicts.changed') patches.markOld(keys.hooks)
  if (event.name === 'verdict.recorded') {
    if (event.data.hookId !== null) pushTo(patches.recorded, event.data.hookId, event.data)
    pushTo(patches.recorded, 'all', event.data)
  } else if (event.name === 'verdicts.changed') {
    // Their pages follow the lists by themselves.
    if (event.data.hookId !== null) patches.invalidateCalmly(keys.verdicts(event.data.hookId), true)
    patches.invalidateCalmly(keys.verdicts('all'), true)
  }
}

/** `recorded` is oldest first as it arrived; the list is newest first. A verdict that only counts up replaces its row. */
export function prependVerdicts(list: readonly Verdict[], recorded: readonly Verdict[]): readonly Verdict[] {
  const fresh = new Map<Verdict['id'], Verdict>()
  for (const verdict of recorded.toReversed()) if (!fresh.has(verdict.id)) fresh.set(verdict.id, verdict)
  return [...fresh.values(), ...list.filter((verdict) => !fresh.has(verdict.id))].slice(0, KEPT_VERDICTS)
}
