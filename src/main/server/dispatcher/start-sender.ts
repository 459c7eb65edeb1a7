/** The server's side of the sending thread: starts it with the first delivery, and passes parcels and what came of them in batches. */
import { createAskedThread } from '../asked-thread.ts'
import type { Parcel, Sent } from './send-parcel.ts'

export interface Sender {
  /** @throws Error when the thread ended before it answered: whether it was sent is not known. */
  send(parcel: Parcel, run?: number): Promise<Sent>
  /** Leaves when its receiver accepted the one before it in its run. Undefined when it did not leave: that one was not accepted, or something was forgotten meanwhile. @throws as `send`. */
  sendBehind(parcel: Parcel, place: Place): Promise<Sent | undefined>
  stop(): Promise<void>
}

/** Behind the last of this run, while the count of what is forgotten is this. */
export interface Place {
  readonly run: number
  readonly asOf: number
}

/** One number for each parcel, chosen here. A run without a place begins with this one. */
export type SenderRequest = readonly (readonly [number: number, parcel: Parcel, run: number | undefined, place: Place | undefined])[]
/** Undefined for what did not leave. */
export type SenderReply = readonly (readonly [number: number, sent: Sent | undefined])[]
/** What the thread is started with. */
export interface SenderData {
  readonly forgetting: Int32Array<SharedArrayBuffer>
}

/** @param forgetting see hot-cache.ts; the thread reads it. */
export function createSender(forgetting = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))): Sender {
  let nextNumber = 1
  let queue: SenderRequest[number][] = []
  const pack = createPacking()
  const thread = createAskedThread<Sent | undefined, SenderReply>('sender', { forgetting } satisfies SenderData, (reply) => {
    for (const [number, sent] of reply) {
      thread.waiting.get(number)?.resolve(sent)
      thread.waiting.delete(number)
    }
  })

  function flush(): void {
    thread.post(queue satisfies SenderRequest)
    queue = []
  }

  const pass = (parcel: Parcel, run: number | undefined, place: Place | undefined): Promise<Sent | undefined> =>
    new Promise((resolve, reject) => {
      const number = nextNumber++
      thread.waiting.set(number, { resolve, reject })
      if (queue.push([number, pack(parcel), run, place]) === 1) queueMicrotask(flush)
    })

  return {
    // One without a place always leaves.
    send: (parcel, run) => pass(parcel, run, undefined) as Promise<Sent>,
    sendBehind: (parcel, place) => pass(parcel, undefined, place),
    stop: thread.stop,
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
