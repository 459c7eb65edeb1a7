/** The server's side of a thread that is asked and answers: started when first needed, and again after it ended. */
import { Worker } from 'node:worker_threads'
import { threadUrl } from './thread-url.ts'

interface Waiting<Answer> {
  resolve(answer: Answer): void
  reject(error: Error): void
}

export interface AskedThread<Answer> {
  /** By the number of what they asked. All of them are refused when the thread ends. */
  readonly waiting: Map<number, Waiting<Answer>>
  post(message: unknown): void
  stop(): Promise<void>
}

const ended = { reader: 'the reader thread ended', sender: 'the sending thread ended' } as const

/** @param take settles who waits for a message of the thread, and takes them out */
export function createAskedThread<Answer, Message>(name: keyof typeof ended, workerData: unknown, take: (message: Message) => void): AskedThread<Answer> {
  let worker: Worker | undefined
  const waiting = new Map<number, Waiting<Answer>>()

  function start(): Worker {
    const started = new Worker(threadUrl(name), { workerData })
    started.on('message', (message: Message) => {
      take(message)
      if (waiting.size === 0) started.unref()
    })
    const fail = (error: Error): void => {
      // A thread that failed ends a moment later; by then another may have been started.
      if (worker !== started) return
      worker = undefined
      for (const one of waiting.values()) one.reject(error)
      waiting.clear()
    }
    started.on('error', fail)
    started.on('exit', () => fail(new Error(ended[name])))
    return started
  }

  return {
    waiting,
    post(message) {
      worker ??= start()
      worker.ref()
      worker.postMessage(message)
    },
    stop: async () => void (await worker?.terminate()),
  }
}
