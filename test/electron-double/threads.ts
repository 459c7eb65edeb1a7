/** The threads that main starts, so that a test can break one as a fault or the system would. */
import { subscribe } from 'node:diagnostics_channel'
import type { Worker } from 'node:worker_threads'

/** Those that run, oldest first. */
const threads: Worker[] = []

subscribe('worker_threads', (message) => {
  const { worker } = message as { worker: Worker }
  threads.push(worker)
  worker.once('exit', () => threads.splice(threads.indexOf(worker), 1))
})

/** How many run. */
export const countThreads = (): number => threads.length

/** `end`: it is gone at once. `fault`: it gets a message that its code cannot bear. Resolves when it is gone. */
export async function breakThread(how: 'end' | 'fault'): Promise<void> {
  const [thread] = threads
  if (!thread) throw new Error('double: no thread runs')
  const gone = new Promise((resolve) => thread.once('exit', resolve))
  if (how === 'end') void thread.terminate()
  else thread.postMessage(null)
  await gone
}
