/** When the store refuses, the dispatcher says so in the log and rests for a second, instead of trying without end. */
import type { Context } from '../context.ts'

export interface Rest {
  begin(error: unknown, what: string): void
  /** Runs `read`, but not while it rests; a rest begins when `read` throws. */
  unlessNow(what: string, read: () => void): void
  /** 0 or less when nothing is waited for. */
  leftMs(): number
  /** No rest begins after that: what was on its way when the program ends is sent again after the next start. */
  stop(): void
}

const REST_MS = 1000

/** @param onBegin has the dispatcher look again, when it will find that it rests. */
export function createRest({ log }: Pick<Context, 'log'>, onBegin: () => void): Rest {
  let [until, stopped] = [0, false]
  const leftMs = (): number => until - performance.now()
  const begin = (error: unknown, what: string): void => {
    if (stopped) return
    log.error({ err: error }, what)
    until = performance.now() + REST_MS
    onBegin()
  }
  return {
    begin,
    leftMs,
    unlessNow(what, read) {
      if (leftMs() > 0) return
      try {
        read()
      } catch (error) {
        begin(error, what)
      }
    },
    stop: () => void (stopped = true),
  }
}
