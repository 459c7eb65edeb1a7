/** A clock that a test moves: hours pass in milliseconds, and each timer runs at its own time. */
import type { Clock } from '#server/clock.ts'

export interface TestClock extends Clock {
  /** Lets `ms` pass: stops at each timer on the way, runs it and waits for `settled`. */
  pass(ms: number, settled: () => Promise<unknown>): Promise<void>
  /** The computer sleeps for `ms`: nothing runs meanwhile, and what was due is overdue. */
  sleep(ms: number): void
}

export function createClock(start = Date.now()): TestClock {
  let now = start
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  const nextUntil = (end: number) => [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
  return {
    now: () => now,
    callAt(at, run) {
      const timer = { at, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async pass(ms, settled) {
      const end = now + ms
      await settled()
      for (let timer = nextUntil(end); timer; timer = nextUntil(end)) {
        timers.delete(timer)
        now = Math.max(now, timer.at)
        timer.run()
        await settled()
      }
      now = end
    },
    sleep(ms) {
      now += ms
    },
  }
}
