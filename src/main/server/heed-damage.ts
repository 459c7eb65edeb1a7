/** What is done when a file of this device proves wrong while it is in use: it is marked, and its folder opened anew, which repairs it. */
import { basename } from 'node:path'
import type { Context } from './context.ts'
import type { OpenOptions } from './store/connection.ts'
import { readMark, writeMark } from './store/damage.ts'
import { openOrRepair, type Opened } from './store/open-or-repair.ts'

export interface DamageWatch {
  /** Any number of times. Never throws. */
  readonly heed: (error: unknown) => void
  /** From now on there is a log. @returns it */
  follow(log: Context['log']): Context['log']
}

/** A file that is damaged again this soon is not opened over and over, but once more when so long has passed. */
const PATIENCE_MS = 10 * 60_000

/** By path: when it was repaired last, or opened anew for it, by the clock of `performance.now`. Outlives the app that is opened anew. */
const treatedAt = new Map<string, number>()

/** By this run of the program. */
export const noteRepaired = (path: string): void => void treatedAt.set(path, performance.now())

/** Opens the data file, repaired when that is needed, with a watch on it. `now` is ms since epoch; `reopen` opens the folder anew. @throws what `openOrRepair` throws */
export function openWatched(options: Pick<OpenOptions, 'path' | 'trace'>, { now, reopen }: { readonly now: number; readonly reopen: (() => void) | undefined }): Opened & { readonly damage: DamageWatch } {
  const damage = watchDamage(options.path, reopen)
  const opened = openOrRepair({ ...options, onDamage: damage.heed }, now)
  if (opened.repaired) noteRepaired(options.path)
  return { ...opened, damage }
}

export function watchDamage(path: string, reopen: (() => void) | undefined, patienceMs = PATIENCE_MS): DamageWatch {
  let isHeeded = false
  let log: Context['log'] | undefined
  const name = basename(path)
  return {
    heed(error) {
      if (isHeeded) return
      isHeeded = true
      const reason = error instanceof Error ? error.message : String(error)
      try {
        writeMark(path, { state: 'damaged', reason })
      } catch (problem) {
        log?.error({ err: problem, name }, 'the damage of a file could not be marked')
      }
      log?.error({ reason, name }, 'a file is damaged: it is repaired when it is opened next')
      const now = performance.now()
      const waitMs = Math.max(0, (treatedAt.get(path) ?? -Infinity) + patienceMs - now)
      if (waitMs === 0) treatedAt.set(path, now)
      const open = (): void => {
        // Somebody else may have done it meanwhile.
        if (waitMs === 0 || readMark(path)?.state === 'damaged') reopen?.()
      }
      if (waitMs === 0) setImmediate(open)
      else setTimeout(open, waitMs).unref()
    },
    follow: (given) => (log = given),
  }
}
