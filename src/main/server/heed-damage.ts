/** What is done when the data file itself proves wrong while it is in use: it is marked, and opened anew, which repairs it. */
import type { Context } from './context.ts'
import type { OpenOptions } from './store/connection.ts'
import { writeMark } from './store/damage.ts'
import { openOrRepair, type Opened } from './store/open-or-repair.ts'

export interface DamageWatch {
  /** Any number of times. */
  readonly heed: (error: unknown) => void
  /** From now on there is a log. @returns it */
  follow(log: Context['log']): Context['log']
}

/** A repaired file that is damaged again this soon is not opened over and over. */
const PATIENCE_MS = 10 * 60_000

/** Opens the data file, repaired when that is needed, with a watch on it. `now` is ms since epoch; `reopen` opens the folder anew. @throws what `openOrRepair` throws */
export function openWatched(options: Pick<OpenOptions, 'path' | 'trace'>, { now, reopen }: { readonly now: number; readonly reopen: (() => void) | undefined }): Opened & { readonly damage: DamageWatch } {
  let repairedAt: number | undefined
  const damage = watchDamage(options.path, { repairedAt: () => repairedAt, reopen })
  const opened = openOrRepair({ ...options, onDamage: damage.heed }, now)
  if (opened.repaired) repairedAt = performance.now()
  return { ...opened, damage }
}

/** `repairedAt`: by the clock of `performance.now`, when this very run repaired the file. */
function watchDamage(path: string, { repairedAt, reopen }: { repairedAt(): number | undefined; readonly reopen: (() => void) | undefined }): DamageWatch {
  let isHeeded = false
  let log: Context['log'] | undefined
  return {
    heed(error) {
      if (isHeeded) return
      isHeeded = true
      const reason = error instanceof Error ? error.message : String(error)
      try {
        writeMark(path, { state: 'damaged', reason })
      } catch (problem) {
        log?.error({ err: problem }, 'the damage of the data file could not be marked')
      }
      log?.error({ reason }, 'the data file is damaged: it is repaired when it is opened next')
      const at = repairedAt()
      if (at === undefined || performance.now() - at > PATIENCE_MS) setImmediate(() => reopen?.())
    },
    follow: (given) => (log = given),
  }
}
