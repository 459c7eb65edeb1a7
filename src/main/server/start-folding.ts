/** Folds the log of the data file into it on a thread of its own, so that no post waits while thousands of pages are written. */
import type { Context } from './context.ts'
import { createFarReader } from './start-reader.ts'
import type { Connection } from './store/connection.ts'
import { countUnfolded, foldLog } from './store/fold-log.ts'

export interface Folding {
  /** To be called after each commit. */
  heed(): void
  /** Resolves when nothing is being folded. */
  idle(): Promise<void>
  stop(): Promise<void>
}

export interface FoldingOptions {
  readonly connection: Connection
  readonly path: string
  readonly log: Context['log']
  /** Pages in the log from which on it is folded: 40 MiB when left out. SQLite does it by itself, in a commit, at 64. */
  readonly from?: number
  /** After how many commits it is looked again. */
  readonly lookEvery?: number
}

/** So few are folded by who writes: it takes a few milliseconds, and only when nothing is left does the log begin anew. */
const fewPages = 300
/** Who writes a lot adds to the log while it is folded, less each time. */
const mostRounds = 6
const restMs = 5000
/** A thread that had nothing to do for this long ends. */
const threadMs = 30_000

export function createFolding({ connection, path, log, from = 10_000, lookEvery = 64 }: FoldingOptions): Folding {
  const thread = createFarReader(path)
  let commits = 0
  let underWay: Promise<void> | undefined
  let restsUntil = 0
  let ending: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  async function fold(): Promise<void> {
    clearTimeout(ending)
    try {
      for (let round = 0; round < mostRounds && countUnfolded(connection) > fewPages; round += 1) await thread.run('foldLog', { path })
      if (!isStopped && countUnfolded(connection) <= fewPages) foldLog(connection)
    } catch (error) {
      // A full disk, for instance. SQLite tries by itself later on.
      restsUntil = performance.now() + restMs
      if (!isStopped) log.warn({ err: error }, 'the log of the data file could not be folded into it')
    } finally {
      underWay = undefined
      if (!isStopped) ending = setTimeout(() => void thread.stop(), threadMs).unref()
    }
  }

  return {
    heed() {
      commits += 1
      if (commits % lookEvery !== 0 || underWay !== undefined || isStopped || performance.now() < restsUntil) return
      if (countUnfolded(connection) >= from) underWay = fold()
    },
    idle: async () => underWay,
    stop: async () => {
      isStopped = true
      clearTimeout(ending)
      await thread.stop()
      await underWay
    },
  }
}
