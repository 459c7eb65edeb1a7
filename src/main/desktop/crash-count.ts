/** How often something may break before people are asked: at once, then after a pause, then a longer one, then not without them. */

const WINDOW_MS = 60_000

export interface CrashCount {
  /** To be called at each crash. @returns ms to wait before the next start; null when it broke too often within a minute. */
  next(now: number): number | null
  /** Somebody decided to go on: counting begins anew. */
  forgive(): void
}

/** @param waits before the first, second … start within a minute, in ms. */
export function countCrashes(waits: readonly number[]): CrashCount {
  let crashes: number[] = []
  return {
    next: (now) => {
      crashes = [...crashes.filter((at) => now - at < WINDOW_MS), now]
      return waits[crashes.length - 1] ?? null
    },
    forgive: () => void (crashes = []),
  }
}
