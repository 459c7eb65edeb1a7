/** The server's side of the sending thread: starts it with the first delivery, and passes parcels and what came of them in batches. */
import { Worker } from 'node:worker_threads'
import { threadUrl } from '../thread-url.ts'
import type { Parcel, Sent } from './send-parcel.ts'

export interface Sender {
  /** @throws Error when the thread ended before it answered: whether it was sent is not known. */
  send(parcel: Parcel): Promise<Sent>
  stop(): Promise<void>
}

/** One number for each parcel, chosen here. */
export type SenderRequest = readonly (readonly [number: number, parcel: Parcel])[]
export type SenderReply = readonly (readonly [number: number, sent: Sent])[]

interface Waiting {
  resolve(sent: Sent): void
  reject(error: Error): void
}

export function createSender(): Sender {
  let worker: Worker | undefined
  let nextNumber = 1
  let queue: [number, Parcel][] = []
  const waiting = new Map<number, Waiting>()
  const pack = createPacking()

  function start(): Worker {
    const started = new Worker(threadUrl('sender'))
    started.on('message', (reply: SenderReply) => {
      for (const [number, sent] of reply) {
        waiting.get(number)?.resolve(sent)
        waiting.delete(number)
      }
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
    started.on('exit', () => fail(new Error('the sending thread ended')))
    return started
  }

  function flush(): void {
    worker ??= start()
    worker.ref()
    worker.postMessage(queue satisfies SenderRequest)
    queue = []
  }

  return {
    send: (parcel) =>
      new Promise((resolve, reject) => {
        const number = nextNumber++
        waiting.set(number, { resolve, reject })
        if (queue.push([number, pack(parcel)]) === 1) queueMicrotask(flush)
      }),
    stop: async () => void (await worker?.terminate()),
  }
}

/** Takes out of a parcel what the thread does not need; and parcels that cross together share what they have in common, which then crosses once. */
function createPacking(): (parcel: Parcel) => Parcel {
  const packed = new WeakMap<object, Parcel['subscription']>()
  const subscriptionOf = ({ subscription }: Parcel): Parcel['subscription'] => {
    const known = packed.get(subscription)
    if (known) return known
    const { format, signature, headers, allow } = subscription
    const slim = { format, signature, headers, allow }
    packed.set(subscription, slim)
    return slim
  }
  return (parcel) => {
    const { id, url, attempts, position, hops, event, redeliveryOf } = parcel.delivery
    return { ...parcel, delivery: { id, url, attempts, position, hops, event, redeliveryOf }, subscription: subscriptionOf(parcel) }
  }
}
