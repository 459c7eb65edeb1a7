/** Wakes whoever sends after a write that left something to send; for deliveries it says of which subscriptions something is new on record. */
import type { SubscriptionId } from '#shared/contract/ids.ts'

export interface Bell {
  /** To be called inside a write: whoever listens is called after its commit, once for many calls. */
  ring(about?: SubscriptionId): void
  /** The latest listener is the only one. */
  listen(onRing: (about: ReadonlySet<SubscriptionId>) => void): void
}

export function createBell(): Bell {
  let onRing: ((about: ReadonlySet<SubscriptionId>) => void) | undefined
  let about: Set<SubscriptionId> | undefined
  return {
    ring(id) {
      if (!onRing) return
      // A batch of writes runs and commits in one go, so this is after the commit; after a rollback nothing is found.
      if (!about) setImmediate(call)
      about ??= new Set()
      if (id !== undefined) about.add(id)
    },
    listen: (listener) => void (onRing = listener),
  }

  function call(): void {
    const rung = about ?? new Set()
    about = undefined
    onRing?.(rung)
  }
}
