/** Starts the server thread, waits for it, and does what it asks of the desktop. */
import { Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { threadUrl } from '#server/thread-url.ts'
import type { SystemNotification } from '#server/platform.ts'
import type { WorkerMessage, WorkerReport, WorkerStart } from '#server/worker.ts'

export interface ServerThread {
  /** Gives the thread its end of a window's channel. */
  addWindow(port: MessagePort): void
  stop(): Promise<void>
}

/** What the thread can ask for at any time. */
export interface DesktopAbilities {
  notify(notification: SystemNotification): void
  setBadge(count: number): void
}

/** How long a stop may take before the thread is ended; commits take milliseconds. */
const stopMs = 5000

/** @throws Error with a sentence for people when the data cannot be opened. */
export async function startServer(start: WorkerStart, abilities: DesktopAbilities): Promise<ServerThread> {
  const worker = new Worker(threadUrl('worker'), { workerData: start })
  worker.on('message', (report: WorkerReport) => {
    if (report.type === 'notify') abilities.notify(report.notification)
    if (report.type === 'badge') abilities.setBadge(report.count)
  })
  const first = await next(worker, ['ready', 'failed'])
  if (first.type === 'failed') throw new Error(first.message)
  return {
    addWindow: (port) => worker.postMessage({ type: 'window', port } satisfies WorkerMessage, [port]),
    stop: async () => {
      const stopped = next(worker, ['stopped'])
      worker.postMessage({ type: 'stop' } satisfies WorkerMessage)
      await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, stopMs))])
      await worker.terminate()
    },
  }
}

/** The next report of one of these types. */
function next(worker: Worker, types: readonly WorkerReport['type'][]): Promise<WorkerReport> {
  return new Promise((resolve, reject) => {
    const handleReport = (report: WorkerReport): void => {
      if (!types.includes(report.type)) return
      worker.off('message', handleReport)
      resolve(report)
    }
    worker.on('message', handleReport)
    worker.once('error', reject)
  })
}
