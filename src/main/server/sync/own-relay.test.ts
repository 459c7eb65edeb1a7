/** The relay of a host made whole again: its clock goes forth, no position is given twice after a kill, and a start reads no history that is kept already. */
import { closeSync, copyFileSync, existsSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { Envelope, Subject } from '#shared/contract/envelope.ts'
import { makeFolder } from '../../../../test/helpers/note-store.ts'
import { random } from '../random.ts'
import { readMark, writeMark } from '../store/damage.ts'
import { readWal } from '../store/recovery/wal.ts'
import { openSyncStore, type SyncStore } from './engine/sync-store.ts'
import { mendRelayFile } from './mend-relay-file.ts'
import { openOwnRelay } from './own-relay.ts'
import { openRelayStore } from './relay-store.ts'
import type { Relay } from './relay.ts'
import { createDeviceIdentity } from './sealing/device-identity.ts'

const { device, signingKey } = createDeviceIdentity()
const masterKey = random(32)
const FRAME = 24 + 4096
const channel: Subject = `channel/${v7()}`
const group: Subject = `group/${v7()}`

const envelope = (subject: Subject, kind: Envelope['kind'], bytes = 3): Envelope => ({ id: v7(), subject, kind, device, body: new Uint8Array(bytes), signature: new Uint8Array(64) })

interface Host {
  readonly relay: Relay
  readonly store: SyncStore
}

/** A host that follows no channel. `watch` changes what the relay is given of sync.db. */
async function openHost(folder: string, watch: (store: SyncStore) => SyncStore = (store) => store): Promise<Host> {
  const store = openSyncStore(join(folder, 'sync.db'), masterKey)
  store.keepText('relay', '1')
  const home = { cursors: async () => ({}), listPast: async () => [], damaged: () => undefined, tellRepair: async () => undefined }
  return { store, relay: await openOwnRelay(join(folder, 'relay.db'), { store: watch(store), home, device, signingKey }) }
}

async function close({ relay, store }: Host): Promise<void> {
  await relay.close()
  store.close()
}

/** A folder as a host leaves it that was never there. */
async function newFolder(): Promise<string> {
  const folder = makeFolder()
  await (await openRelayStore({ path: join(folder, 'relay.db'), now: Date.now })).close()
  return folder
}

/** What a killed host leaves. */
function copyAlive(folder: string): string {
  const killed = makeFolder()
  for (const name of ['sync.db', 'sync.db-wal', 'relay.db', 'relay.db-wal']) if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(killed, name))
  return killed
}

function zero(path: string, at: number, sizeBytes: number): void {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(sizeBytes), 0, sizeBytes, at)
  closeSync(file)
}

test('killed, and its log damaged: no position that somebody got is given again', async () => {
  const folder = await newFolder()
  const host = await openHost(folder)
  let last = 0
  for (let number = 0; number < 100; number += 1) last = (await host.relay.append(envelope(channel, 'sealed'))).position
  const killed = copyAlive(folder)
  await close(host)
  const log = join(killed, 'relay.db-wal')
  // The pages of its last frames, not their heads.
  for (let back = 1; back <= 30; back += 1) zero(log, statSync(log).size - back * FRAME + 24, 4096)
  expect(readWal(log)!.lostCommits).toBeGreaterThan(0)
  const again = await openHost(killed)
  const next = await again.relay.append(envelope(channel, 'sealed'))
  expect(next.position).toBeGreaterThan(last)
  expect(next.position).toBeLessThan(last + 200)
  const { records } = await again.relay.read(channel, 0, 1000)
  expect(records.map(({ position }) => position)).toEqual(Array.from({ length: next.position }, (_, index) => index + 1))
  expect(readMark(join(killed, 'relay.db'))).toMatchObject({ state: 'repaired' })
  await close(again)
})

test('killed, and nothing damaged: it goes on without a gap', async () => {
  const folder = await newFolder()
  const host = await openHost(folder)
  for (let number = 0; number < 5; number += 1) await host.relay.append(envelope(channel, 'sealed'))
  const killed = copyAlive(folder)
  await close(host)
  const again = await openHost(killed)
  expect((await again.relay.append(envelope(channel, 'sealed'))).position).toBe(6)
  await close(again)
  expect(readMark(join(killed, 'relay.db'))).toBeUndefined()
})

test('a log that lost its end without a trace: what sync.db knows of tells', async () => {
  const folder = await newFolder()
  const host = await openHost(folder)
  for (let number = 0; number < 5; number += 1) await host.relay.append(envelope(channel, 'sealed'))
  await close(host)
  const inFile = new Database(join(folder, 'relay.db'))
  inFile.exec('DELETE FROM records WHERE position > 3')
  inFile.close()
  const again = await openHost(folder)
  expect((await again.relay.append(envelope(channel, 'sealed'))).position).toBe(6)
  expect(readMark(join(folder, 'relay.db'))).toMatchObject({ report: { lost: { changes: 2 } } })
  await close(again)
})

test('after a repair that put older records behind newer ones, its clock does not go back', async () => {
  const path = join(makeFolder(), 'relay.db')
  let now = 1000
  const relay = await openRelayStore({ path, now: () => now })
  await relay.append(envelope('workspace', 'fact'))
  const { records: facts } = await relay.read('workspace', 0, 10)
  now = 5000
  await relay.append(envelope(channel, 'sealed'))
  await relay.close()
  const inFile = new Database(path)
  inFile.exec('DELETE FROM records WHERE at = 1000')
  inFile.close()
  writeMark(path, { state: 'damaged', reason: 'noise' })
  await mendRelayFile({
    path,
    now,
    cursors: new Map(),
    store: { facts: (after) => facts.filter(({ position }) => position > after), relayed: () => [], heads: () => new Map(), reserved: () => new Map() },
    writeAgain: async (subject) => envelope(subject, 'plain'),
  })
  now = 2000
  const mended = await openRelayStore({ path, now: () => now })
  expect((await mended.append(envelope(channel, 'sealed'))).at).toBe(5000)
  await mended.close()
})

test('a start reads no keys that are kept already, and those that are not', async () => {
  const folder = await newFolder()
  const host = await openHost(folder)
  for (let number = 0; number < 30; number += 1) await host.relay.append(envelope(group, 'handshake'))
  await close(host)
  const start = async (): Promise<number> => {
    let read = 0
    const again = await openHost(folder, (store) => ({ ...store, relayed: (subject, after, limit) => ((read += 1), store.relayed(subject, after, limit)) }))
    expect(again.store.relayed(group, 0, 100)).toHaveLength(30)
    await close(again)
    return read
  }
  expect(await start()).toBe(0)
  const inFile = new Database(join(folder, 'sync.db'))
  inFile.exec('DELETE FROM relayed WHERE position = 7')
  inFile.close()
  expect(await start()).toBeGreaterThan(0)
  expect(await start()).toBe(0)
})
