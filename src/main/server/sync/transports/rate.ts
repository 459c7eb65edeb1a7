/** How much a device may send: what is over it waits, nothing is refused. */

export interface Rate {
  /** Calls per second, and how many at once after a pause. */
  readonly perSecond: number
  readonly burst: number
  readonly bytesPerSecond: number
  readonly burstBytes: number
}

export interface Bucket {
  /** ms to wait before a call of so many bytes; the call counts from now on. */
  spend(sizeBytes: number, now: number): number
  /** Nothing is owed and all is there again: it may be forgotten. */
  isFull(now: number): boolean
}

export function createBucket({ perSecond, burst, bytesPerSecond, burstBytes }: Rate): Bucket {
  const calls = createMeasure(perSecond, burst)
  const bytes = createMeasure(bytesPerSecond, burstBytes)
  return {
    spend: (sizeBytes, now) => Math.max(calls.spend(1, now), bytes.spend(sizeBytes, now)),
    isFull: (now) => calls.isFull(now) && bytes.isFull(now),
  }
}

/** A token bucket that may go into debt, so that one large call is never stuck for good. */
function createMeasure(perSecond: number, burst: number) {
  let left = burst
  let filledAt = 0
  const fill = (now: number): void => {
    left = Math.min(burst, left + (Math.max(0, now - filledAt) * perSecond) / 1000)
    filledAt = now
  }
  return {
    spend(amount: number, now: number): number {
      fill(now)
      left -= amount
      return left >= 0 ? 0 : (-left * 1000) / perSecond
    },
    isFull(now: number): boolean {
      fill(now)
      return left >= burst
    },
  }
}
