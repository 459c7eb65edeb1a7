/** The read-only thread's entry: search and far history on a connection of its own, so that it never stops the listener. */
import { parentPort, workerData } from 'node:worker_threads'
import { openConnection } from './store/connection.ts'
import { readerTasks, type ReaderRequest } from './reader-tasks.ts'

let damaged = false
const connection = openConnection({ path: (workerData as { path: string }).path, readOnly: true, onDamage: () => (damaged = true) })

async function answer({ id, task, input, stop }: ReaderRequest): Promise<void> {
  try {
    // What another thread wrote since is not known here.
    connection.cache.clear()
    parentPort?.postMessage({ id, value: await readerTasks[task](connection, input as never, () => Atomics.load(stop, 0) === 1) })
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error), damaged })
  }
}

parentPort?.on('message', (request: ReaderRequest) => void answer(request))
