/** The sending thread's entry: encodes, signs and sends what outgoing webhooks tell, away from the listener and the store. */
import { parentPort } from 'node:worker_threads'
import { sendParcel } from './dispatcher/send-parcel.ts'
import type { SenderReply, SenderRequest } from './dispatcher/start-sender.ts'

let done: SenderReply[number][] = []

function flush(): void {
  parentPort?.postMessage(done satisfies SenderReply)
  done = []
}

parentPort?.on('message', (request: SenderRequest) => {
  for (const [number, parcel] of request) {
    void sendParcel(parcel).then((sent) => {
      // Those that end in one turn go back together.
      if (done.push([number, sent]) === 1) setImmediate(flush)
    })
  }
})
