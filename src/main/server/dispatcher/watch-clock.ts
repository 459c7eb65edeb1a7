/** Notices that the computer's clock was set back, and has what waits for a time wait by the clock as it is now. */
import type { Context } from '../context.ts'
import { hasDueAhead, setDueAgain } from '../store/due-again.ts'

/** Clocks are set right by less all the time. */
const NOTICED_MS = 1000

/** @returns to be called with the time whenever something is to be done; the first call looks at what waited before the start. @throws as the store when it cannot be read. */
export function watchClock({ reader, write, log }: Pick<Context, 'reader' | 'write' | 'log'>, onSet: () => void): (now: number) => void {
  let latest = Infinity
  return (now) => {
    const isBack = now < latest - NOTICED_MS
    if (isBack && hasDueAhead(reader, now)) {
      log.warn('the clock was set back: what is to be sent waits anew')
      void write((tx) => setDueAgain(tx, now)).then(onSet, (error: unknown) => log.error({ err: error }, 'what waits for a time could not be set to the clock'))
    }
    latest = isBack ? now : Math.max(latest, now)
  }
}
