/** When the dispatcher works: at once while it is calm, in few and larger rounds while posts come or much is under way, because posts share the thread and records a commit. */

export interface Rounds {
  /** There is something new to send. */
  news(): void
  /** Something came back, or there is room again. */
  more(): void
  /** No round begins after that. */
  stop(): void
}

/** News closer together than this are a stream of posts. */
const STREAM_MS = 10
/** Between two rounds while posts stream: half of the posts meet none. */
const APART_MS = 25
/** Between two rounds while much is under way: what comes back meanwhile is written together, and lanes do not wait for it. */
const BUSY_APART_MS = 12

/** @param run one round; answers at once. @param isBusy whether much is under way. */
export function createRounds(run: () => void, isBusy: () => boolean): Rounds {
  let [newsAt, streamsUntil, ranAt] = [-Infinity, -Infinity, -Infinity]
  let [armed, stopped] = [false, false]

  function round(): void {
    armed = false
    ranAt = performance.now()
    if (!stopped) run()
  }

  function arm(): void {
    if (armed || stopped) return
    armed = true
    const now = performance.now()
    const waitMs = now < streamsUntil ? ranAt + APART_MS - now : calmWaitMs(now)
    // What comes within one turn of the loop is dealt with together.
    if (waitMs > 0) setTimeout(round, waitMs)
    else setImmediate(round)
  }

  function calmWaitMs(now: number): number {
    return isBusy() ? ranAt + BUSY_APART_MS - now : 0
  }

  return {
    news() {
      const now = performance.now()
      if (now - newsAt < STREAM_MS) streamsUntil = now + APART_MS
      newsAt = now
      arm()
    },
    more: arm,
    stop: () => void (stopped = true),
  }
}
