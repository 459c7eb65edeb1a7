/** Starts the server thread and waits for it. */
import { Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { threadUrl } from '#server/thread-url.ts'
import type { WorkerMessage, WorkerReport, WorkerStart } from '#server/worker.ts'

export interface ServerThread {
  /** Gives the thread its end of a window's channel. */
  addWindow(port: MessagePort): void
  stop(): Promise<void>
}

/** How long a stop may take before the thread is ended; commits take milliseconds. */
const stopMs = 5000

/** @throws Error with a sentence for people when the data cannot be opened. */
export async function startServer(start: WorkerStart): Promise<ServerThread> {
  const worker = new Worker(threadUrl('worker'), { workerData: start })
  const first = await next(worker)
  if (first.type === 'failed') throw new Error(first.message)
  return {
    addWindow: (port) => worker.postMessage({ type: 'window', port } satisfies WorkerMessage, [port]),
    stop: async () => {
      const stopped = next(worker)
      worker.postMessage({ type: 'stop' } satisfies WorkerMessage)
      await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, stopMs))])
      await worker.terminate()
    },
  }
}

function next(worker: Worker): Promise<WorkerReport> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
