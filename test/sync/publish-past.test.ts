/** A workspace with a past gets a team while its disk fails now and then: each change is in the relay at the very position that it had. */
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { Change } from '#shared/contract/change.ts'
import type { Log } from '#server/sync/arrival.ts'
import { publishPast } from '#server/sync/engine/publish-past.ts'
import { RelayRefused } from '#server/sync/relay.ts'
import { createDeviceIdentity } from '#server/sync/sealing/device-identity.ts'
import { memoryHome } from './engine-home.ts'
import { change } from './engine-team.ts'
import { memoryRelay } from './memory-relay.ts'

test('what the disk refused once is published at its place, and so is what follows', async () => {
  const { device, signingKey } = createDeviceIdentity()
  const past: Change[] = Array.from({ length: 600 }, (_, number) => change(device, 'workspace', 'setting.changed', { key: `test.${number}`, value: number }))
  const home = memoryHome(past.map((one, index) => ({ log: 'workspace' as Log, position: index + 1, change: one })))
  const relay = memoryRelay()
  let [number, refusals] = [0, 0]
  relay.beforeAppend = () => {
    number += 1
    if (number % 100 !== 7 || refusals >= 3) return
    refusals += 1
    throw new RelayRefused('gone', 'The data file could not be written.')
  }
  const writing = { device, signingKey, groups: { sealingKey: () => Promise.reject(new Error('nothing is sealed here')) }, groupOf: () => undefined, files: { bring: async (one: Change) => one } }
  const publish = (): Promise<void> => publishPast({ relay, home, writing, newId: v7, onProgress: () => undefined }, () => true)
  let tries = 1
  for (; await publish().then(() => false, () => true); tries += 1) expect(tries).toBeLessThan(20)
  expect(tries).toBeGreaterThan(1)
  expect(relay.logs.get('workspace')?.map(({ id }) => id)).toEqual(past.map(({ id }) => id))
})
