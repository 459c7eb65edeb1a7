/** What time it is, and a call when it will be so late: the computer's clock, or one that a test moves by hand. */

export interface Clock {
  /** ms since epoch. */
  now(): number
  /** Calls `run` once, when it is `at` or soon after; at once when that has passed. @returns what calls it off. */
  callAt(at: number, run: () => void): () => void
}

/** Timers of Node hold no more. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1

export const systemClock: Clock = {
  // Asked anew each time: pictures move it.
  now: () => Date.now(),
  callAt(at, run) {
    let timer: ReturnType<typeof setTimeout>
    const sleep = (): void => {
      const restMs = at - Date.now()
      timer = setTimeout(restMs > LONGEST_SLEEP_MS ? sleep : run, Math.min(LONGEST_SLEEP_MS, Math.max(0, restMs))).unref()
    }
    sleep()
    return () => clearTimeout(timer)
  },
}
