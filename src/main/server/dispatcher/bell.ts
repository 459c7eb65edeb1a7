/** Wakes the dispatcher after a write that left something to send. */

export interface Bell {
  /** To be called inside a write: whoever listens is called after its commit. */
  ring(): void
  /** The latest listener is the only one. */
  listen(onRing: () => void): void
}

export function createBell(): Bell {
  let onRing: (() => void) | undefined
  let rung = false
  return {
    ring() {
      if (rung || !onRing) return
      rung = true
      // A batch of writes runs and commits in one go, so this is after the commit; after a rollback nothing is found.
      setImmediate(() => {
        rung = false
        onRing?.()
      })
    },
    listen: (listener) => void (onRing = listener),
  }
}
