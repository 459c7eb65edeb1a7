/** Announces what was committed, in commit order, to whoever may see it. Events announce; nothing depends on them being heard. */
import type { AppEvent } from '#shared/contract/events.ts'
import type { PersonId } from '#shared/contract/ids.ts'
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
  return drain()

  async function* drain(): AsyncGenerator<AppEvent, void> {
    try {
      while (!signal?.aborted) {
        const ready = backlog
        backlog = []
        yield* ready
        if (problem) throw problem
        if (backlog.length === 0 && !signal?.aborted) await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      end()
    }
  }
}
