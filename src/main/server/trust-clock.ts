/** Whether what is old by the computer's clock may be thrown away: one that is years ahead, after an empty battery or in a restored machine, would cost everything, and is right again in a moment. */
import type { Context } from './context.ts'
import { deleteLocal, findLocal, setLocal } from './store/local-state.ts'

const dayMs = 24 * 3_600_000
/** So long may nobody have started the program until the clock is looked at for a day before it is believed. */
const LEAP_MS = 30 * dayMs
const WAIT_MS = dayMs
/** Written no more often than that. */
const NOTED_MS = dayMs

/** To be asked every hour. */
export function trustClock({ reader, write, now: ask }: Pick<Context, 'reader' | 'write' | 'now'>): Promise<boolean> {
  const now = ask()
  const [trusted, doubted] = [findLocal(reader, 'clockTrustedAt'), findLocal(reader, 'clockDoubtedAt')].map((at) => (at === undefined ? undefined : Number(at)))
  const goesOn = trusted === undefined || now - trusted <= LEAP_MS
  const hasWaited = doubted !== undefined && now - doubted >= WAIT_MS && now - doubted <= LEAP_MS
  if (goesOn && doubted === undefined && trusted !== undefined && Math.abs(now - trusted) < NOTED_MS) return Promise.resolve(true)
  const isDoubtedAnew = !goesOn && !hasWaited && (doubted === undefined || now < doubted || now - doubted > LEAP_MS)
  return write((tx) => {
    if (goesOn || hasWaited) {
      setLocal(tx, 'clockTrustedAt', String(now))
      deleteLocal(tx, 'clockDoubtedAt')
    } else if (isDoubtedAnew) setLocal(tx, 'clockDoubtedAt', String(now))
    return goesOn || hasWaited
  })
}
