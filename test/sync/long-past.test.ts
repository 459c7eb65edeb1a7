/** A workspace that had a long past before it had a team: its facts are decided all at once, and reach the tables without a gap whatever comes between. */
import { expect, test } from 'vitest'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { Arrival } from '#server/sync/arrival.ts'
import { createFacts, type Facts } from '#server/sync/engine/facts.ts'
import { createIntake } from '#server/sync/engine/intake.ts'
import { fact, makeWorkspace, newId, type Workspace } from './facts.ts'

const PAST = 2000

function makeLongPast(): { readonly workspace: Workspace; readonly records: readonly RelayRecord[]; readonly founding: number } {
  const workspace = makeWorkspace((founder, workspaceId) => [
    fact(founder, 'workspace.defined', { workspaceId: workspaceId as never, name: 'Harbour' }),
    fact(founder, 'person.defined', { personId: founder.person as never, username: 'ada', displayName: 'Ada', role: 'owner' }),
    ...Array.from({ length: PAST }, (_, number) => fact(founder, 'channel.created', { name: `room-${number}`, displayName: 'Room', purpose: '', type: 'public', createdBy: founder.person as never }, newId())),
  ])
  const founding = workspace.ledger.position
  workspace.channel(workspace.founder, 'public')
  return { workspace, records: workspace.log.map(({ record }) => record), founding }
}

interface Reading {
  readonly facts: Facts
  readonly arrivals: Arrival[]
}

/** @param dropOutgoing what the disk says to it. */
function read({ workspace, records }: ReturnType<typeof makeLongPast>, kept: number, dropOutgoing: () => void): Reading {
  const arrivals: Arrival[] = []
  const apply = async (batch: readonly Arrival[]): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    arrivals.push(...batch)
  }
  const facts = createFacts({
    root: workspace.root.publicKey.bytes,
    workspace: workspace.workspaceId,
    device: workspace.founder.device,
    relay: { read: async (_, after, limit) => ({ records: records.slice(after, after + limit), last: records.length }) },
    store: { facts: (after, limit) => records.slice(after, Math.min(kept, after + limit)), keepFact: () => undefined, dropOutgoing },
    intake: createIntake({ apply }, async () => undefined, () => undefined),
    applied: 0,
    onOwn: () => undefined,
    onFact: () => undefined,
  })
  return { facts, arrivals }
}

const positionsOf = ({ arrivals }: Reading): number[] => arrivals.map(({ position }) => position)
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1)

test('facts that are read while the past is still handed on come behind it', { timeout: 60_000 }, async () => {
  const past = makeLongPast()
  const reading = read(past, past.founding, () => undefined)
  const replayed = reading.facts.replay()
  await expect.poll(() => reading.facts.ledger.position).toBe(past.founding)
  await reading.facts.read()
  await replayed
  await expect.poll(() => reading.arrivals.length).toBe(past.records.length)
  expect(positionsOf(reading)).toEqual(upTo(past.records.length))
})

test('a disk that refuses something else meanwhile leaves none of it out', { timeout: 60_000 }, async () => {
  const past = makeLongPast()
  let count = 0
  const reading = read(past, 0, () => {
    count += 1
    if (count === 300) throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' })
  })
  await expect(reading.facts.read()).rejects.toThrow('disk')
  await reading.facts.read()
  await expect.poll(() => reading.arrivals.length).toBe(past.records.length)
  expect(positionsOf(reading)).toEqual(upTo(past.records.length))
})
