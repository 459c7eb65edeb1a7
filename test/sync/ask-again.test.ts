/** What waited for a key and was lost with sync.db comes again, and nothing else. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, afterEach, expect, test } from 'vitest'
import type { ChannelId } from '#shared/contract/ids.ts'
import { askAgain } from '#server/sync/engine/ask-again.ts'
import { runTeam } from '#server/sync/engine/run-team.ts'
import { openSyncStore } from '#server/sync/engine/sync-store.ts'
import { openRelayStore } from '#server/sync/relay-store.ts'
import { random } from '#server/random.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import { atEnd, comeIn, endTeams, soon, startFounder } from './engine-team.ts'

const folder = makeDataFolder()
afterEach(endTeams)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every start asks for what waits for a key and is gone here, also when nothing was repaired since', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const bob = await comeIn(ann, 'bob')
  await bob.stop()
  const { channel } = ann
  const place = bob.home.arrivals.find((one) => one.log === channel && 'change' in one && one.change.kind === 'message.posted' && one.change.body.text === 'second')!.position
  // As if its key had come only now, after sync.db lost the record.
  const home = { ...bob.home, listWaiting: async () => [{ log: channel, position: place }] }
  const team = await runTeam({ dataFolder: bob.dataFolder, masterKey: bob.masterKey, isTeam: true, home, findAuthor: async () => undefined })
  atEnd(() => team.stop())
  await expect.poll(() => bob.home.texts(channel), soon).toEqual(['first', 'second', 'second'])
})

test('asks for the records that are missing here, one by one', async () => {
  const relay = await openRelayStore({ path: join(folder, 'relay.db'), now: Date.now })
  const store = openSyncStore(join(folder, 'sync.db'), random(32))
  const [log, device] = [v7() as ChannelId, v7()]
  const subject = `channel/${log}` as const
  for (let number = 0; number < 5; number += 1) await relay.append({ id: v7(), subject, kind: 'sealed', device, body: Uint8Array.of(number), signature: new Uint8Array(64) })
  store.keepWaiting((await relay.read(subject, 1, 1)).records[0]!)
  const asked: number[] = []
  await askAgain({
    store,
    home: { listWaiting: async () => [2, 4].map((position) => ({ log, position })) },
    relay: { read: (one, after, limit) => (asked.push(after + 1), relay.read(one, after, limit)) },
  })
  expect([asked, store.waiting({ subject: '', position: 0 }, 10).map(({ position, body }) => [position, body[0]])]).toEqual([[4], [[2, 1], [4, 3]]])
  store.close()
  await relay.close()
})
