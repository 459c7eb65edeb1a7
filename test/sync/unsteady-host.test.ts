/** One log’s changes on their way while a host ends its connections: in their order, each once, and sealed by what the newest connection told. */
import { expect, test } from 'vitest'
import type { Envelope } from '#shared/contract/envelope.ts'
import { runLane, type LaneOptions } from '#server/sync/engine/lane.ts'
import { createCatchUp } from '#server/sync/engine/catch-up.ts'
import type { Outgoing } from '#server/sync/outbox.ts'
import { RelayRefused, type Relay } from '#server/sync/relay.ts'

/** A host that ends the connection before it answered `unanswered` of what it was sent, and knows of a newer epoch afterwards. */
function unsteadyHost(unanswered: number, stored: number): { relay: Pick<Relay, 'append' | 'link'>; readFacts: () => Promise<void>; epoch: () => number; log: string[] } {
  const log: string[] = []
  const ids = new Map<string, Envelope>()
  const open: ((error: RelayRefused) => void)[] = []
  let [link, epoch] = [1, 1]
  function place(envelope: Envelope): void {
    ids.set(envelope.id, envelope)
    log.push(`${envelope.id} ${Buffer.from(envelope.body).toString()}`)
  }
  function end(): void {
    link = 3
    for (const refuse of open.splice(0)) refuse(new RelayRefused('gone', 'cut'))
  }
  return {
    log,
    epoch: () => epoch,
    readFacts: async () => void (epoch = link === 1 ? 1 : 2),
    relay: {
      link: () => link,
      async append(envelope, { link: only } = {}) {
        if (only !== link) throw new RelayRefused('gone', 'cut')
        if (link === 1) {
          if (open.length < stored) place(envelope)
          return new Promise((_resolve, reject) => (open.push(reject) === unanswered ? end() : undefined))
        }
        const known = ids.get(envelope.id)
        if (known && Buffer.compare(known.body, envelope.body) !== 0) throw new RelayRefused('changed', 'another')
        if (!known) place(envelope)
        return { position: log.length, at: 0, duplicate: known !== undefined }
      },
    },
  }
}

const outgoing = (seq: number): Outgoing => ({ seq, log: 'c' as Outgoing['log'], change: { id: `m${seq}` } as Outgoing['change'] })

test('what was not answered goes again, anew and before what came after it', async () => {
  const host = unsteadyHost(6, 2)
  const kept = new Map<string, Envelope>()
  const options: LaneOptions = {
    relay: host.relay,
    catchUp: createCatchUp(host),
    home: { refuse: () => Promise.reject(new Error('nothing is refused here')), log: () => undefined },
    store: { outgoing: (id) => kept.get(id), keepOutgoing: (envelope) => void kept.set(envelope.id, envelope), dropOutgoing: (id) => void kept.delete(id) },
    write: async ({ change }) => ({ id: change.id, body: Buffer.from(`under ${host.epoch()}`) }) as unknown as Envelope,
    pause: () => Promise.resolve(),
    isOpen: () => true,
    isStopped: () => false,
  }
  await runLane(options, 'c' as Outgoing['log'], [1, 2, 3, 4, 5, 6, 7, 8].map(outgoing))
  expect(host.log).toEqual(['m1 under 1', 'm2 under 1', 'm3 under 2', 'm4 under 2', 'm5 under 2', 'm6 under 2', 'm7 under 2', 'm8 under 2'])
})
