/** Tells the log how often messages were repeated, once a second while that grows; also what was not told when the program ended. */
import { TELL_EVERY_MS, tellRepeats } from './actions/posts/tell-repeats.ts'
import type { Context } from './context.ts'
import { listUntold } from './store/repeats.ts'

/** @returns what ends it: everything is told then. */
export function startTellingRepeats(ctx: Context): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let underWay: Promise<void> | undefined
  let stopped = false

  /** Never fails: what could not be told is told later, at the latest after the next start. */
  const tell = (when: 'now' | 'in time'): Promise<boolean> =>
    tellRepeats(ctx, when).catch((error: unknown) => {
      ctx.log.warn({ err: error }, 'how often messages were repeated could not be told')
      return when === 'in time'
    })
  const begin = (): void => {
    timer = undefined
    underWay = tell('in time').then((isLeft) => {
      underWay = undefined
      if (isLeft) arm()
    })
  }
  const arm = (): void => {
    if (!stopped) timer ??= setTimeout(begin, TELL_EVERY_MS).unref()
  }
  ctx.repeats.listen(arm)
  if (listUntold(ctx.reader, 1).length > 0) arm()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await underWay
    while (listUntold(ctx.reader, 1).length > 0 && (await tell('now')));
  }
}
