/** What a host can do that means ill, and a removed member whom it helps: it is seen, said in plain words, and holds nothing up. */
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import type { Envelope, RelayRecord, Subject } from '#shared/contract/envelope.ts'
import { RelayRefused, type Relay } from '#server/sync/relay.ts'
import { packChange } from '#server/sync/engine/change-bytes.ts'
import { startEngine } from '#server/sync/engine/start-engine.ts'
import { openSyncStore } from '#server/sync/engine/sync-store.ts'
import { createTeamFiles } from '#server/sync/engine/team-files.ts'
import { fromText, openIdentity, openOwn, requireFacts } from '#server/sync/engine/team-keys.ts'
import { sealEnvelope } from '#server/sync/sealing/sealed-envelope.ts'
import { syncPath } from '#server/sync/sync-file.ts'
import { connectRelay } from '#server/sync/transports/connect-relay.ts'
import { atEnd, change, comeIn, endTeams, knows, portOf, posted, say, soon, startFounder, type Founder, type Here } from './engine-team.ts'
import { memoryHome } from './engine-home.ts'
import { hideFacts, keysOf, signAs, takeOver } from './lying-host.ts'

afterEach(endTeams)

const MINUTE = 60_000
const town = ({ channel }: Founder): Subject => `channel/${channel}`
const whyNot = ({ home }: Here, id: string): string | undefined => home.arrivals.flatMap((one) => ('unopened' in one && one.id === id ? [`${one.unopened.state}: ${one.unopened.reason}`] : []))[0]
const isRemoved = (one: Here, { person }: Here): boolean => knows(one, ({ kind, body }) => kind === 'person.removed' && 'personId' in body && body.personId === person)
const isOpen = (one: Here, text: string): boolean => knows(one, ({ body }) => 'text' in body && body.text === text)

async function lastSealed(relay: Relay, subject: Subject): Promise<RelayRecord> {
  const { records } = await relay.read(subject, 0, 1000)
  return records.findLast(({ kind }) => kind === 'sealed')!
}

/** @returns the position of the fact. */
async function remove(ann: Founder, bob: Here, witness: Here): Promise<number> {
  say(ann, 'workspace', change(ann.device, 'workspace', 'person.removed', { personId: bob.person, removedBy: ann.person }))
  await expect.poll(() => isRemoved(witness, bob), soon).toBe(true)
  return witness.home.arrivals.find((one) => 'change' in one && one.change.kind === 'person.removed')!.position
}

test('what a host puts in, changes, moves or makes up is refused with a reason, and what comes behind it is read', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const [bob, carl] = [await comeIn(ann, 'bob'), await comeIn(ann, 'carl')]
  say(bob, ann.channel, posted(bob, ann.channel, 'as it was'))
  await expect.poll(() => isOpen(carl, 'as it was'), soon).toBe(true)
  const relay = await takeOver(ann)
  const good = await lastSealed(relay, town(ann))
  const next = (changes: Partial<Envelope> = {}): Envelope => ({ id: v7(), subject: good.subject, kind: good.kind, device: good.device, body: good.body, signature: good.signature, ...changes })
  const farEpoch = Uint8Array.from(good.body)
  new DataView(farEpoch.buffer).setBigUint64(17, 1_000_000n)
  const post = posted(bob, ann.channel, 'never said')
  const tries: [string, Envelope][] = [
    ['refused: It was not signed by the device that it names.', next()],
    ['refused: It was not signed by the device that it names.', next({ body: good.body.with(good.body.length - 1, (good.body.at(-1) ?? 0) ^ 1) })],
    ['refused: It is damaged, or was written by a newer Hookline.', next({ body: new Uint8Array(randomBytes(2000)).with(0, 7) })],
    ['refused: It is damaged, or was written by a newer Hookline.', next({ body: new Uint8Array(1024 * 1024) })],
    ['refused: It was not signed by the device that it names.', next({ id: post.id, kind: 'plain', body: packChange(post) })],
    ['refused: Its sender was not a member then.', next({ device: v7() })],
    ['refused: It was not signed by the device that it names.', next({ device: carl.device })],
    ['waiting: Its key comes when somebody who has it is online.', next({ body: farEpoch })],
  ]
  for (const [, envelope] of tries) await relay.append(envelope)
  for (const [why, { id }] of tries) await expect.poll(() => whyNot(carl, id), soon).toBe(why)
  const moved = next({ subject: `channel/${ann.secret}` })
  await relay.append(moved)
  // A handshake and a link of nobody, and a fact that carl's own key is said to have signed.
  for (const [subject, kind] of [[good.subject.replace('channel/', 'group/'), 'handshake'], [good.subject.replace('channel/', 'links/'), 'link'], ['workspace', 'fact']] as [Subject, Envelope['kind']][]) await relay.append(next({ subject, kind, device: carl.device }))
  say(bob, ann.channel, posted(bob, ann.channel, 'after all that'))
  await expect.poll(() => isOpen(carl, 'after all that'), soon).toBe(true)
  expect(carl.home.texts(ann.channel)).toEqual(['first', 'second', 'as it was', 'after all that'])
  expect(carl.home.arrivals.filter(({ log }) => log === ann.secret)).toEqual([])
})

test('a removed member who keeps keys and connection hears nothing more, and can neither say nor repeat anything', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const [bob, carl] = [await comeIn(ann, 'bob'), await comeIn(ann, 'carl')]
  const facts = requireFactsOf(bob)
  const keys = keysOf(bob)
  const own = (): ReturnType<typeof connectRelay> => {
    const relay = connectRelay({ device: keys.device, publicKey: keys.signingKey.publicKey.bytes, sign: (bytes) => keys.signingKey.sign(bytes), addresses: [{ host: '127.0.0.1', port: portOf(ann) }], pin: fromText(facts.pin), timings: { firstDelayMs: 10, longestDelayMs: 10 } })
    atEnd(() => relay.close())
    return relay
  }
  const kept = own()
  const heard: RelayRecord[] = []
  const ended: unknown[] = []
  kept.subscribe({ [town(ann)]: 0 }, (record) => void heard.push(record), (error) => void ended.push(error?.message))
  say(carl, ann.channel, posted(carl, ann.channel, 'while bob is here'))
  await expect.poll(() => heard.length, soon).toBeGreaterThan(2)
  const repeated = { ...heard.at(-1)! }
  await remove(ann, bob, carl)
  await expect.poll(() => ended, soon).toEqual([expect.stringContaining('removed from the workspace')])
  const before = heard.length
  say(carl, ann.channel, posted(carl, ann.channel, 'without bob'))
  await expect.poll(() => isOpen(ann, 'without bob'), soon).toBe(true)
  const again = own()
  for (const relay of [kept, again]) {
    const mine = signAs(keys, { id: v7(), subject: town(ann), kind: 'sealed', body: repeated.body })
    const { id, subject, kind, device, body, signature } = repeated
    for (const one of [mine, { id, subject, kind, device, body, signature }]) await expect(relay.append(one)).rejects.toMatchObject({ reason: 'not_allowed', message: expect.stringContaining('removed') as string })
    await expect(relay.read(town(ann), 0, 10)).rejects.toMatchObject({ reason: 'not_allowed' })
  }
  expect([heard.length, isOpen(bob, 'without bob')]).toEqual([before, false])
})

test('a removed member whom the host helps reads nothing that was said since, and nobody believes what they add', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const [bob, carl] = [await comeIn(ann, 'bob'), await comeIn(ann, 'carl')]
  say(carl, ann.channel, posted(carl, ann.channel, 'while bob is here'))
  await expect.poll(() => isOpen(bob, 'while bob is here'), soon).toBe(true)
  const removal = await remove(ann, bob, carl)
  const relay = await takeOver(ann, () => Date.now() + 5 * MINUTE)
  await bob.stop()
  say(carl, ann.channel, posted(carl, ann.channel, 'without bob'))
  await expect.poll(() => isOpen(carl, 'without bob'), soon).toBe(true)
  const since = await lastSealed(relay, town(ann))

  const traitor = await startAnew(bob, hideFacts(relay, removal))
  await expect.poll(() => traitor.home.arrivals.some(({ log, position }) => log === ann.channel && position === since.position), soon).toBe(true)
  expect(whyNot({ ...bob, home: traitor.home }, since.id)).toMatch(/^(waiting|refused)/)
  expect(isOpen({ ...bob, home: traitor.home }, 'without bob')).toBe(false)

  const keys = traitor.engine.groups.keys(traitor.workspace)
  const epoch = [...Array(50).keys()].map(BigInt).findLast((number) => keys.key(number) instanceof Uint8Array)!
  const content = posted(bob, ann.channel, 'let me in again')
  const said = sealEnvelope({ id: content.id, subject: town(ann), device: bob.device, group: traitor.workspace, epoch, epochKey: keys.key(epoch) as Uint8Array, signingKey: traitor.own.signingKey, content: packChange(content) })
  const repeated = signAs(keysOf(bob), { id: v7(), subject: town(ann), kind: 'sealed', body: since.body })
  for (const one of [said, repeated]) await relay.append(one)
  for (const { id } of [said, repeated]) await expect.poll(() => whyNot(carl, id), soon).toBe('refused: Its sender had been removed from the workspace before.')
  say(carl, ann.channel, posted(carl, ann.channel, 'still without bob'))
  await expect.poll(() => isOpen(carl, 'still without bob'), soon).toBe(true)
})

test('a copy of a device with the same keys: one of the two goes on, the other stops and says so; who is shown another past has another code', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const bob = await comeIn(ann, 'bob')
  await expect.poll(() => bob.home.status['code'], soon).toMatch(/^(\d{5} ){5}\d{5}$/)
  await expect.poll(() => ann.home.status['code'] === bob.home.status['code'], soon).toBe(true)
  const code = bob.home.status['code']
  const carl = await comeIn(ann, 'carl')
  const codes = (): unknown[] => [ann, bob, carl].map(({ home }) => home.status['code'])
  await expect.poll(() => new Set(codes()).size, soon).toBe(1)
  expect(codes()[0]).not.toBe(code)

  await bob.stop()
  const relay = await takeOver(ann)
  const copy = { ...bob, dataFolder: copyOf(bob.dataFolder) }
  const both = [await startAnew(bob, relay), await startAnew(copy, relay)]
  for (const { engine } of both) await engine.caughtUp()
  const twins = (): unknown[] => both.map(({ home }) => home.status['twin'] ?? false)
  for (let round = 0; round < 8 && twins().every((one) => one === false); round += 1) {
    for (const { engine, workspace } of both) {
      if (engine.groups.keys(workspace).standing() === 'in') await engine.groups.keys(workspace).update()
      for (const other of both) await other.engine.groups.tend(workspace)
    }
  }
  await expect.poll(() => twins().filter((one) => one === true), soon).toEqual([true])
})

test('a host that was set back to an older copy is not followed, and that is said', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const bob = await comeIn(ann, 'bob')
  for (const text of ['one', 'two', 'three']) say(bob, ann.channel, posted(bob, ann.channel, text))
  await expect.poll(() => isOpen(bob, 'three'), soon).toBe(true)
  await bob.stop()
  const relay = await takeOver(ann)
  const { last } = await relay.read(town(ann), 0, 1)
  const cursors = { [ann.channel]: last, workspace: (await relay.read('workspace', 0, 1)).last }
  const older: Relay = { ...relay, subscribe: (from, onRecord, onEnd) => ((from[town(ann)] ?? 0) > last - 2 ? (setImmediate(() => onEnd(new RelayRefused('conflict', 'It knows less.', last - 2))), () => undefined) : relay.subscribe(from, onRecord, onEnd)) }
  const { home } = await startAnew(bob, older, cursors)
  await expect.poll(() => home.status['problem'], soon).toMatch(/^The host was set back to an older copy: it lacks what this device has\./)
})

function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'hookline-copy-'))
  atEnd(() => rmSync(copy, { recursive: true, force: true }))
  cpSync(folder, copy, { recursive: true })
  return copy
}

function requireFactsOf({ dataFolder, masterKey }: Here): ReturnType<typeof requireFacts> {
  const store = openSyncStore(syncPath(dataFolder), masterKey)
  const facts = requireFacts(store)
  store.close()
  return facts
}

/** The engine of a device on a relay of one's choice. */
async function startAnew({ dataFolder, masterKey }: Pick<Here, 'dataFolder' | 'masterKey'>, relay: Relay, cursors: object = {}) {
  const store = openSyncStore(syncPath(dataFolder), masterKey)
  const team = requireFacts(store)
  const own = openOwn(store, openIdentity(store, masterKey))
  const made = memoryHome()
  const home = { ...made, cursors: async () => ({ ...cursors, ...(await made.cursors()) }) }
  const nowhere = { upload: async () => undefined, download: async () => undefined }
  const engine = await startEngine({ own, workspace: team.workspaceId, root: fromText(team.root), relay, store, home, files: createTeamFiles(dataFolder, nowhere), newId: v7, publishes: false })
  atEnd(async () => {
    engine.stop()
    await engine.ended()
    store.close()
  })
  return { engine, home, own, workspace: team.workspaceId }
}
