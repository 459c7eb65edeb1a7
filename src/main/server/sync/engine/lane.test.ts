/** A lane of changes on their way, where what is around it fails: nothing is lost, and what follows goes on. */
import { expect, test } from 'vitest'
import { v7 } from 'uuid'
import type { Envelope } from '#shared/contract/envelope.ts'
import type { Outgoing } from '../outbox.ts'
import { RelayRefused } from '../relay.ts'
import { runLane, type LaneOptions } from './lane.ts'

const log = v7() as Outgoing['log']
const outgoing = (count: number): Outgoing[] => Array.from({ length: count }, (_, seq) => ({ seq, log, change: { id: `${seq}` } as Outgoing['change'] }))

function makeLane(options: Partial<LaneOptions>): { readonly lane: LaneOptions; readonly sent: string[]; readonly refused: string[]; readonly pauses: number[] } {
  const [sent, refused, pauses]: [string[], string[], number[]] = [[], [], []]
  const lane: LaneOptions = {
    home: { refuse: async (id) => void refused.push(id), log: () => undefined },
    relay: { append: async ({ id }) => (sent.push(id), { position: sent.length, at: 1, duplicate: false }) },
    store: { outgoing: () => undefined, keepOutgoing: () => undefined, dropOutgoing: () => undefined },
    write: async ({ change }) => ({ id: change.id }) as unknown as Envelope,
    catchUp: async () => 1,
    pause: async (ms) => void pauses.push(ms),
    isOpen: () => true,
    isStopped: () => false,
    ...options,
  }
  return { lane, sent, refused, pauses }
}

test('a refusal that cannot be written down is written down later', async () => {
  let tries = 0
  const refused: string[] = []
  const refuse = async (id: string): Promise<void> => {
    tries += 1
    if (tries < 3) throw new Error('disk full')
    refused.push(id)
  }
  const { lane } = makeLane({ home: { refuse, log: () => undefined }, relay: { append: async ({ id }) => (id === '1' ? Promise.reject(new RelayRefused('not_allowed', 'No.')) : { position: 1, at: 1, duplicate: false }) } })
  await runLane(lane, log, outgoing(3))
  expect([refused, tries]).toEqual([['1'], 3])
})

test('what redacts waits until what it redacts is there', async () => {
  let answer: () => void = () => undefined
  const order: string[] = []
  const append = async ({ id }: Envelope) => {
    order.push(`sent ${id}`)
    if (id === '0') await new Promise<void>((resolve) => (answer = resolve))
    order.push(`there ${id}`)
    return { position: 1, at: 1, duplicate: false }
  }
  const { lane } = makeLane({ relay: { append }, write: async ({ change: { id } }) => ({ id, ...(id === '2' ? { redacts: '0' } : {}) }) as unknown as Envelope })
  const run = runLane(lane, log, outgoing(3))
  await expect.poll(() => order).toEqual(['sent 0', 'sent 1', 'there 1'])
  answer()
  await run
  expect(order).toEqual(['sent 0', 'sent 1', 'there 1', 'there 0', 'sent 2', 'there 2'])
})
