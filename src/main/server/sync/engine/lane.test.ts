/** A lane of changes on their way, where what is around it fails: nothing is lost, and what follows goes on. */
import { expect, test } from 'vitest'
import { v7 } from 'uuid'
import type { Envelope } from '#shared/contract/envelope.ts'
import type { Outgoing } from '../outbox.ts'
import { RelayRefused } from '../relay.ts'
import { FileRefused } from '../transports/remote-files.ts'
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

test('a host without room for a file is asked ever less often, and that is said once', async () => {
  let refusals = 10
  const said: string[] = []
  const write: LaneOptions['write'] = async ({ change: { id } }) => {
    if (refusals-- > 0) throw new FileRefused('full', 'The host has no room for this file.')
    refusals = id === '0' ? 2 : 0
    return { id } as unknown as Envelope
  }
  const { lane, sent, pauses } = makeLane({ write, home: { refuse: async () => undefined, log: (level, message) => void said.push(`${level}: ${message}`) } })
  await runLane(lane, log, outgoing(2))
  expect(sent).toEqual(['0', '1'])
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000, 500, 1000])
  expect(said).toEqual([1, 2].map(() => `warn: the host has no room for a file of ${log}; it is asked again, at last once a minute`))
})
