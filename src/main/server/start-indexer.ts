/** Keeps the full-text index up to date in the background: soon after each post, a little at a time, and less while others write a lot. */
import type { Context } from './context.ts'
import { indexMessages, mergeIndex } from './store/search-index.ts'

export interface Indexer {
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/** Posts of this long are gathered: nobody notices, and pieces get larger. */
const gatherMs = 150
/** After a failure, for instance of a full disk. */
const retryMs = 5000
/** A piece is made to take about this long, because whoever writes meanwhile waits for it. */
const pieceMs = 6
const mostRows = 500
const fewestRows = 10
/** How long others have the store for themselves between two pieces, by the posts per second from which on. */
const pauses = [
  { perSecond: 2000, pauseMs: 600 },
  { perSecond: 400, pauseMs: 200 },
  { perSecond: 0, pauseMs: 8 },
] as const

/** Begins at once with what an earlier run has left. */
export function startIndexer(ctx: Context): Indexer {
  const load = createLoad()
  const idlers: (() => void)[] = []
  let rows = 100
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let isWoken = false
  let isStopped = false

  const endListening = ctx.events.subscribe(({ event: { name } }) => {
    if (name === 'message.posted') load.count()
    if (name === 'message.posted' || name === 'message.changed' || name === 'saved.changed') wake()
  })

  function wake(): void {
    isWoken = true
    if (running === undefined) plan(gatherMs)
  }

  function plan(inMs: number): void {
    if (!isStopped) timer ??= setTimeout(run, inMs).unref()
  }

  function run(): void {
    timer = undefined
    isWoken = false
    running = indexPiece().then(goOn, (error: unknown) => {
      running = undefined
      if (!isStopped) ctx.log.warn({ err: error }, 'messages could not be indexed for the search')
      plan(retryMs)
    })
  }

  function goOn(hasMore: boolean): void {
    running = undefined
    if (hasMore) plan(load.pauseMs())
    else if (isWoken) plan(gatherMs)
    else idlers.splice(0).forEach((resolve) => resolve())
  }

  async function indexPiece(): Promise<boolean> {
    const { indexed, ms } = await ctx.write((tx) => {
      const startedAt = performance.now()
      return { indexed: indexMessages(tx, rows), ms: performance.now() - startedAt }
    })
    if (indexed === rows) rows = Math.round(Math.min(mostRows, Math.max(fewestRows, (rows * pieceMs) / Math.max(ms, 0.1))))
    const merged = await ctx.write(mergeIndex)
    return indexed > 0 || merged
  }

  run()
  return {
    idle: () => (running === undefined && timer === undefined ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
    stop: async () => {
      isStopped = true
      endListening()
      clearTimeout(timer)
      await running
      idlers.splice(0).forEach((resolve) => resolve())
    },
  }
}

/** How fast posts come in. */
function createLoad(): { count(): void; pauseMs(): number } {
  let posts = 0
  let since = performance.now()
  let perSecond = 0
  return {
    count: () => void (posts += 1),
    pauseMs: () => {
      const seconds = (performance.now() - since) / 1000
      if (seconds >= gatherMs / 1000) {
        perSecond = posts / seconds
        posts = 0
        since = performance.now()
      }
      return pauses.find((one) => perSecond >= one.perSecond)?.pauseMs ?? 0
    },
  }
}
