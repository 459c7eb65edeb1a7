/** When the dispatcher works: at once while it is calm, in few and larger rounds while posts come, because both share a thread and posts go first. */

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

/** @param run one round; answers at once. */
export function createRounds(run: () => void): Rounds {
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
    const waitMs = now < streamsUntil ? ranAt + APART_MS - now : 0
    // What comes within one turn of the loop is dealt with together.
    if (waitMs > 0) setTimeout(round, waitMs)
    else setImmediate(round)
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
