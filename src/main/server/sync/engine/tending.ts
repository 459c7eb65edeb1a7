/** Has the groups tended when something came for them: one run at a time for each, and one more when more came meanwhile. */
import type { Groups } from './groups.ts'
import type { Home } from './home.ts'

export interface Tending {
  tend(group: string): void
  has(group: string): boolean
  groups(): readonly string[]
  /** Tends it until somebody who was there before has answered this newcomer, or until `until` (ms since epoch). */
  arrive(group: string, until: number): Promise<void>
  /** Resolves when no run is under way. */
  ended(): Promise<unknown>
}

export interface TendingOptions {
  readonly groups: Groups
  /** Whether nothing is to be done any more. */
  readonly isOver: () => boolean
  /** After each run: there may be new keys. */
  readonly onTended: () => Promise<void>
  readonly pause: (ms: number) => Promise<void>
  readonly log: Home['log']
}

const LOOK_MS = 50
/** A disk may be well again by then. */
const AGAIN_MS = 2000

export function createTending({ groups, isOver, onTended, pause, log }: TendingOptions): Tending {
  const seen = new Set<string>()
  /** Groups with a run, and whether there is to be another. */
  const running = new Map<string, boolean>()
  const runs = new Set<Promise<void>>()

  async function again(group: string): Promise<void> {
    await pause(AGAIN_MS)
    running.set(group, true)
  }

  async function run(group: string): Promise<void> {
    try {
      const isAgain = await groups.tend(group)
      await onTended()
      if (isAgain) await again(group)
    } catch (error) {
      log('warn', `what waited for keys of the group ${group} could not be opened`, error)
      await again(group)
    }
    const more = running.get(group) === true
    running.delete(group)
    if (more) tend(group)
  }

  function tend(group: string): void {
    if (isOver()) return
    seen.add(group)
    if (running.has(group)) return void running.set(group, true)
    running.set(group, false)
    const one = run(group).finally(() => runs.delete(one))
    runs.add(one)
  }

  return {
    tend,
    has: (group) => seen.has(group),
    groups: () => [...seen],
    async arrive(group, until) {
      seen.add(group)
      await groups.tend(group)
      const keys = groups.keys(group)
      while (keys.standing() === 'in' && !keys.confirmed() && Date.now() < until && !isOver()) {
        await pause(LOOK_MS)
        await groups.tend(group)
      }
    },
    ended: () => Promise.allSettled(runs),
  }
}
