/** How fast each hook may post: a bucket of turns per hook, in memory, by a clock that never goes back. */
import type { HookId } from '#shared/contract/ids.ts'

/** Posts a minute; null for any number. */
export type PerMinute = number | null

export interface Pace {
  /** Takes one turn. @returns 0, or how many ms it is until there is one; then none was taken. */
  take(hookId: HookId, perMinute: PerMinute): number
  /** Gives back a turn that nothing was posted with. */
  giveBack(hookId: HookId): void
  /** From now on turns come one by one: what waits since before a restart makes no burst. */
  empty(hookId: HookId, perMinute: PerMinute): void
  /** Of a hook that is gone. */
  forget(hookId: HookId): void
}

/** What sums of fractions may be off by. */
const DUST = 1e-9

interface Bucket {
  turns: number
  /** By the clock of `now`. */
  at: number
}

/** @param now ms, from any start, never going back */
export function createPace(now: () => number = () => performance.now()): Pace {
  const buckets = new Map<HookId, Bucket>()

  function fill(hookId: HookId, perMinute: number): Bucket {
    const most = burstOf(perMinute)
    const at = now()
    const bucket = buckets.get(hookId) ?? { turns: most, at }
    bucket.turns = Math.min(most, bucket.turns + ((at - bucket.at) * perMinute) / 60_000)
    bucket.at = at
    buckets.set(hookId, bucket)
    return bucket
  }

  return {
    take(hookId, perMinute) {
      if (perMinute === null) return 0
      const bucket = fill(hookId, perMinute)
      const missing = 1 - bucket.turns
      if (missing > DUST) return Math.max(1, Math.ceil(((missing - DUST) * 60_000) / perMinute))
      bucket.turns -= 1
      return 0
    },
    giveBack(hookId) {
      const bucket = buckets.get(hookId)
      // What is too much is dropped when it is next filled.
      if (bucket) bucket.turns += 1
    },
    empty(hookId, perMinute) {
      if (perMinute !== null) fill(hookId, perMinute).turns = 0
    },
    forget: (hookId) => void buckets.delete(hookId),
  }
}

/** How many pass at once: a third of a minute's, at least one. */
function burstOf(perMinute: number): number {
  return Math.max(1, Math.ceil(perMinute / 3))
}
