/** The sending thread's entry: encodes, signs and sends what outgoing webhooks tell, away from the listener and the store. */
import { parentPort, workerData } from 'node:worker_threads'
import { createRuns } from './dispatcher/runs.ts'
import { sendParcel } from './dispatcher/send-parcel.ts'
import type { SenderData, SenderReply, SenderRequest } from './dispatcher/start-sender.ts'

const { forgetting } = workerData as SenderData
const runs = createRuns(sendParcel, (asOf) => Atomics.load(forgetting, 0) === asOf)
let done: SenderReply[number][] = []

function flush(): void {
  parentPort?.postMessage(done satisfies SenderReply)
  done = []
}

parentPort?.on('message', (request: SenderRequest) => {
  for (const [number, parcel, run, place] of request) {
    runs.add({ parcel, run, place }, (sent) => {
      // Those that end in one turn go back together.
      if (done.push([number, sent]) === 1) setImmediate(flush)
    })
  }
})
