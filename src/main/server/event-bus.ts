/** Announces what was committed, in commit order, to whoever may see it. Events announce; nothing depends on them being heard. */
import type { AppEvent } from '#shared/contract/events.ts'
import type { HookId, PersonId } from '#shared/contract/ids.ts'
import type { Announced } from './store/write.ts'

export interface EventBus {
  publish(announced: Announced): void
  /** @returns the function that ends the subscription. */
  subscribe(listener: (announced: Announced) => void, watcher?: PersonId): () => void
  /** Who has a window open, with how many. */
  readonly watching: ReadonlyMap<PersonId, number>
}

export function createEventBus(): EventBus {
  const listeners = new Set<(announced: Announced) => void>()
  const watching = new Map<PersonId, number>()
  const watch = (personId: PersonId | undefined, by: number): void => {
    if (personId === undefined) return
    const count = (watching.get(personId) ?? 0) + by
    if (count > 0) watching.set(personId, count)
    else watching.delete(personId)
  }
  return {
    publish: (announced) => listeners.forEach((listener) => listener(announced)),
    subscribe: (listener, watcher) => {
      listeners.add(listener)
      watch(watcher, 1)
      return () => {
        if (listeners.delete(listener)) watch(watcher, -1)
      }
    },
    watching,
  }
}

/** In a flood events leave in bursts, this far apart: a window that is woken a thousand times a second takes the processor from whoever posts, and draws four times a second. */
const burstMs = 50
/** As many in a row leave at once; one more comes with each `burstMs`. */
const burstsAtOnce = 20
/** Verdicts of one hook that are told one by one in a burst of a flood. */
const verdictsTold = 3

/** More than this many events that nobody fetched: the face is stuck, and the stream ends instead of growing. */
const backlogLimit = 10_000

export interface StreamOptions {
  maySee(announced: Announced): boolean
  /** Whose window it is. */
  readonly personId: PersonId
  readonly signal: AbortSignal | undefined
}

/**
 * The stream of events that `maySee` lets through, from this call on, also before anybody asks for the first. Ends when `signal` aborts.
 * @throws Error when the reader is too slow or `maySee` failed; the face then subscribes again and refetches.
 */
export function streamEvents(bus: EventBus, { maySee, personId, signal }: StreamOptions): AsyncGenerator<AppEvent, void> {
  let backlog: AppEvent[] = []
  let wake: () => void = () => {}
  let problem: Error | undefined
  const end = bus.subscribe((announced) => {
    if (problem) return
    try {
      if (!maySee(announced)) return
      if (backlog.length >= backlogLimit) problem = new Error('too many events were waiting')
      else backlog.push(announced.event)
    } catch (error) {
      // Whoever cannot be judged hears nothing more; the commit that is announced must not suffer.
      problem = error instanceof Error ? error : new Error(String(error))
    }
    wake()
  }, personId)
  const stop = (): void => {
    end()
    wake()
  }
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop, { once: true })
  const nextBurst = createPacing(signal)
  return drain()

  async function* drain(): AsyncGenerator<AppEvent, void> {
    try {
      while (!signal?.aborted) {
        if (backlog.length === 0 && problem) throw problem
        if (backlog.length === 0) {
          await new Promise<void>((resolve) => (wake = resolve))
          continue
        }
        const isCalm = await nextBurst()
        const ready = isCalm ? backlog : summarise(backlog)
        backlog = []
        yield* ready
      }
    } finally {
      end()
    }
  }
}

/** The same without what comes by the hundred: whoever looks at the requests of such a hook asks for them again. */
function summarise(events: readonly AppEvent[]): AppEvent[] {
  const counts = new Map<HookId | null, number>()
  for (const event of events) if (event.name === 'verdict.recorded') counts.set(event.data.hookId, (counts.get(event.data.hookId) ?? 0) + 1)
  const many = [...counts].filter(([, count]) => count > verdictsTold).map(([hookId]) => hookId)
  const told = events.filter((event) => event.name !== 'verdict.recorded' || !many.includes(event.data.hookId))
  return [...told, ...many.map((hookId): AppEvent => ({ name: 'verdicts.changed', data: { hookId } }))]
}

/** @returns what resolves when the next burst may leave: true, at once, or false in a flood. */
function createPacing(signal: AbortSignal | undefined): () => Promise<boolean> {
  let left = burstsAtOnce
  let at = performance.now()
  return async () => {
    left = Math.min(burstsAtOnce, left + (performance.now() - at) / burstMs)
    const isCalm = left >= 1
    if (!isCalm) await pause(burstMs, signal)
    left = isCalm ? left - 1 : 0
    at = performance.now()
    return isCalm
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end, { once: true })
  })
}
