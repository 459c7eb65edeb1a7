/** What time it is, and a call when it will be so late: the computer's clock, or one that a test moves by hand. */

export interface Clock {
  /** ms since epoch. */
  now(): number
  /** Calls `run` once, when it is `at` or soon after; at once when that has passed. @returns what calls it off. */
  callAt(at: number, run: () => void): () => void
}

/** A computer that was asleep is this late at most. */
const LOOK_MS = 60_000

/** @param lookMs how often it is looked what time it is */
export function createSystemClock(lookMs = LOOK_MS): Clock {
  return {
    // Asked anew each time: pictures move it.
    now: () => Date.now(),
    callAt(at, run) {
      // A timer stands still while the computer sleeps, and the clock can be set back: whichever is first.
      const until = performance.now() + at - Date.now()
      const restMs = (): number => Math.max(0, Math.min(until - performance.now(), at - Date.now()))
      let timer: ReturnType<typeof setTimeout>
      const sleep = (): void => {
        const ms = restMs()
        timer = setTimeout(ms > lookMs ? sleep : run, Math.min(lookMs, ms)).unref()
      }
      sleep()
      return () => clearTimeout(timer)
    },
  }
}

export const systemClock = createSystemClock()
