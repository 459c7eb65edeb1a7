/** The server's side of the reader thread: starts it when first needed and passes requests. */
import { Worker } from 'node:worker_threads'
import type { ReaderRequest, ReaderTask, ReaderTasks } from './reader-tasks.ts'
import { threadUrl } from './thread-url.ts'

export interface FarReader {
  /**
   * Runs a task on the reader thread. `signal` ends it, where the task looks: better-sqlite3 cannot interrupt a running statement.
   * @throws Error when the task failed, the thread died or `signal` aborted.
   */
  run<T extends ReaderTask>(task: T, input: Parameters<ReaderTasks[T]>[1], signal?: AbortSignal): Promise<Awaited<ReturnType<ReaderTasks[T]>>>
  stop(): Promise<void>
}

interface Waiting {
  resolve(value: never): void
  reject(error: Error): void
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
  let worker: Worker | undefined
  let nextId = 1
  const waiting = new Map<number, Waiting>()

  function start(): Worker {
    const started = new Worker(threadUrl('reader'), { workerData: { path } })
    started.on('message', ({ id, value, error, damaged }: Reply) => {
      const one = waiting.get(id)
      waiting.delete(id)
      if (damaged) onDamage(new Error(error))
      if (error === undefined) one?.resolve(value as never)
      else one?.reject(new Error(error))
    })
    const fail = (error: Error): void => {
      // A thread that failed ends a moment later; by then another may have been started.
      if (worker !== started) return
      worker = undefined
      for (const one of waiting.values()) one.reject(error)
      waiting.clear()
    }
    started.on('error', fail)
    started.on('exit', () => fail(new Error('the reader thread ended')))
    started.unref()
    return started
  }

  return {
    run: (task, input, signal) =>
      new Promise((resolve, reject) => {
        worker ??= start()
        const id = nextId++
        const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
        const giveUp = (): void => {
          Atomics.store(stop, 0, 1)
          waiting.delete(id)
          reject(new Error('nobody waits for this answer any more'))
        }
        if (signal?.aborted) return giveUp()
        signal?.addEventListener('abort', giveUp, { once: true })
        const end = <V>(settle: (value: V) => void) => (value: V): void => {
          signal?.removeEventListener('abort', giveUp)
          settle(value)
        }
        waiting.set(id, { resolve: end(resolve), reject: end(reject) })
        worker.ref()
        worker.postMessage({ id, task, input, stop } satisfies ReaderRequest)
      }),
    stop: async () => void (await worker?.terminate()),
  }
}
