/** Makes a whole copy of the data file once a day and reads it through, on a thread of its own: a damaged file is repaired from it. */
import { mkdir, statfs } from 'node:fs/promises'
import type { CopyState } from '#shared/contract/rpc/files.ts'
import type { Clock } from './clock.ts'
import type { Context } from './context.ts'
import { createFarReader } from './start-reader.ts'
import { copiesFolder, findCopiedAt, measureCopy } from './store/recovery/copies.ts'

export interface Copying {
  /** One copy now; resolves when it is there, was left out or failed. */
  run(): Promise<void>
  state(): CopyState
  stop(): Promise<void>
}

/** After a start others have the disk for themselves this long. */
const FIRST_MS = 60_000
const EVERY_MS = 24 * 3_600_000
/** A copy leaves at least twice its size free, so that nobody's posts are refused because of it. */
const ROOM = 3

/** @param onDamage called with what is wrong with the file, when the copy shows it */
export function startCopying(ctx: Context, { path, clock, onDamage }: { readonly path: string; readonly clock: Clock; readonly onDamage: (error: unknown) => void }): Copying {
  const reader = createFarReader(path)
  let callOff = (): void => undefined
  let isStopped = false
  let underWay: Promise<void> | undefined
  let trouble: CopyState['trouble'] = null

  /** Who asks meanwhile gets the same one: a second would take away what the first has begun. */
  const run = (): Promise<void> => (underWay ??= copy().finally(() => (underWay = undefined)))

  const neededBytes = (): number => measureCopy(ctx.reader) * ROOM

  async function copy(): Promise<void> {
    try {
      // It can be a link to another disk.
      await mkdir(copiesFolder(path), { recursive: true, mode: 0o700 })
      const { bavail, bsize } = await statfs(copiesFolder(path))
      if (bavail * bsize < neededBytes()) {
        trouble = 'no_room'
        return ctx.log.warn({ neededBytes: neededBytes() }, 'the data file was not copied: the disk has too little room')
      }
      const problem = await reader.run('copyWhole', { path, now: clock.now() })
      trouble = problem === undefined ? null : 'failed'
      if (problem !== undefined) onDamage(new Error(problem))
    } catch (error) {
      trouble = 'failed'
      if (!isStopped) ctx.log.warn({ err: error }, 'the data file could not be copied')
    } finally {
      // The thread is there for a copy alone.
      await reader.stop()
    }
  }

  function plan(at: number): void {
    callOff = clock.callAt(at, () => {
      plan(clock.now() + EVERY_MS)
      void run()
    })
  }
  plan(Math.max(clock.now() + FIRST_MS, Math.min(clock.now() + EVERY_MS, (findCopiedAt(path, clock.now()) ?? 0) + EVERY_MS)))
  return {
    run,
    state: () => ({ copiedAt: findCopiedAt(path, clock.now()) ?? null, trouble, neededBytes: neededBytes() }),
    stop: async () => {
      isStopped = true
      callOff()
      await reader.stop()
    },
  }
}
