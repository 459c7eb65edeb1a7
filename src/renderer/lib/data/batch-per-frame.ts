/** Collects events until the window draws next, so that many at once cost one write of the cache. */
import type { AppEvent } from '#shared/contract/events.ts'

const HIDDEN_FRAME_MS = 250
/** More messages than this within a second are a flood: then the window is drawn four times a second, not sixty. */
const CALM_PER_SECOND = 10
const FLOOD_MS = 250

export interface Batches {
  push: (event: AppEvent) => void
  /** Applies what waits at once. */
  catchUp: () => void
}

export function batchPerFrame(flush: (events: readonly AppEvent[]) => void): Batches {
  let queue: AppEvent[] = []
  const run = (): void => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    const events = queue
    queue = []
    flush(events)
  }
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const isFlood = measureFlood()
  const push = (event: AppEvent): void => {
    queue.push(event)
    const flood = isFlood(event)
    if (queue.length > 1) return
    if (!flood) frame = requestAnimationFrame(run)
    // A hidden page gets no frames.
    timer = setTimeout(run, flood ? FLOOD_MS : HIDDEN_FRAME_MS)
  }
  return { push, catchUp: () => void (queue.length > 0 && run()) }
}

/** To be called at each event; true when more messages than a reader can follow came within the last second. What one message brings with it does not count. */
function measureFlood(): (event: AppEvent) => boolean {
  const times: number[] = []
  return (event) => {
    const now = performance.now()
    if (event.name === 'message.posted') times.push(now)
    if (times.length > CALM_PER_SECOND + 1) times.shift()
    return times.length > CALM_PER_SECOND && now - times[0]! < 1000
  }
}
