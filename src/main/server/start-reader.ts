/** The server's side of the reader thread: starts it when first needed and passes requests. */
import { createAskedThread } from './asked-thread.ts'
import type { ReaderRequest, ReaderTask, ReaderTasks } from './reader-tasks.ts'

export interface FarReader {
  /**
   * Runs a task on the reader thread. `signal` ends it, where the task looks: better-sqlite3 cannot interrupt a running statement.
   * @throws Error when the task failed, the thread died or `signal` aborted.
   */
  run<T extends ReaderTask>(task: T, input: Parameters<ReaderTasks[T]>[1], signal?: AbortSignal): Promise<Awaited<ReturnType<ReaderTasks[T]>>>
  stop(): Promise<void>
}

interface Reply {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
  /** The file itself is wrong. */
  readonly damaged?: boolean
}

/** @param onDamage called when the file itself proves wrong */
export function createFarReader(path: string, onDamage: (error: unknown) => void = () => undefined): FarReader {
  let nextId = 1
  const thread = createAskedThread<never, Reply>('reader', { path }, ({ id, value, error, damaged }) => {
    const one = thread.waiting.get(id)
    thread.waiting.delete(id)
    if (damaged) onDamage(new Error(error))
    if (error === undefined) one?.resolve(value as never)
    else one?.reject(new Error(error))
  })

  return {
    run: (task, input, signal) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
        const giveUp = (): void => {
          Atomics.store(stop, 0, 1)
          thread.waiting.delete(id)
          reject(new Error('nobody waits for this answer any more'))
        }
        if (signal?.aborted) return giveUp()
        signal?.addEventListener('abort', giveUp, { once: true })
        const end = <V>(settle: (value: V) => void) => (value: V): void => {
          signal?.removeEventListener('abort', giveUp)
          settle(value)
        }
        thread.waiting.set(id, { resolve: end(resolve), reject: end(reject) })
        thread.post({ id, task, input, stop } satisfies ReaderRequest)
      }),
    stop: thread.stop,
  }
}
