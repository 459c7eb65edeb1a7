/** When the dispatcher works: at once while it is calm, in few and larger rounds while posts come, because both share a thread and posts go first. */

export interface Rounds {
  /** There is something new to send. */
  news(): void
  /** Something came back, or there is room again: can wait a moment for others. */
  more(): void
  /** No round begins after that. */
  stop(): void
}

/** What comes back within this time is recorded together. */
const GATHER_MS = 2
/** News closer together than this are a stream of posts. */
const STREAM_MS = 10
/** Between two rounds while posts stream: half of the posts meet none. */
const APART_MS = 25

/** @param run one round; answers at once. */
export function createRounds(run: () => void): Rounds {
  let [newsAt, streamsUntil, ranAt] = [-Infinity, -Infinity, -Infinity]
  let [armed, stopped] = [false, false]

  function round(): void {
    armed = false
    ranAt = performance.now()
    if (!stopped) run()
  }

  function arm(calmMs: number): void {
    if (armed || stopped) return
    armed = true
    const now = performance.now()
    const waitMs = now < streamsUntil ? Math.max(ranAt + APART_MS - now, calmMs) : calmMs
    if (waitMs === 0) setImmediate(round)
    else setTimeout(round, waitMs)
  }

  return {
    news() {
      const now = performance.now()
      if (now - newsAt < STREAM_MS) streamsUntil = now + APART_MS
      newsAt = now
      arm(0)
    },
    more: () => arm(GATHER_MS),
    stop: () => void (stopped = true),
  }
}
