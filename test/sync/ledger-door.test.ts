/** Who gets in at a gateway, and what they may do there: through real sockets, by the facts. */
import { afterEach, expect, test } from 'vitest'
import type { Envelope, Subject } from '#shared/contract/envelope.ts'
import { buildCredential } from '#server/sync/ledger/admission.ts'
import { createDoor } from '#server/sync/ledger/door.ts'
import { parseFact } from '#server/sync/ledger/parse-fact.ts'
import { signEnvelope } from '#server/sync/sealing/sign-envelope.ts'
import type { RelayRefused } from '#server/sync/relay.ts'
import type { RemoteRelay } from '#server/sync/transports/connect-relay.ts'
import { fact, makeWorkspace, newId, type Entry, type Peer, type Workspace } from './facts.ts'
import { hostRelay, type Hosted } from './hosted-relay.ts'
import { refusalOf } from './relay-conformance.ts'

const id = (text: string): never => text as never
let hosted: Hosted | undefined
afterEach(() => hosted?.close())

/** A relay with the workspace's facts behind the door; the door's ledger reads the relay. */
async function open(w: Workspace): Promise<{ reach(peer: Peer, credential?: Uint8Array): RemoteRelay; append(entry: Entry): Promise<void>; store: Hosted }> {
  const ledger = w.replay([])
  const catchUp = async (): Promise<void> => {
    const { records } = await host.store().read('workspace', ledger.position, 1000)
    for (const record of records) if (record.position === ledger.position + 1) ledger.take(record, parseFact(record))
  }
  const door = createDoor({ ledger, now: () => w.now, catchUp, isBehind: () => ledger.position < host.store().last('workspace'), findAuthor: async (subject, wanted) => (await host.store().read(subject, 0, 1000)).records.find((record) => record.id === wanted) })
  const host = (hosted = await hostRelay(door))
  const append = async ({ record: { position: _position, at: _at, redacted: _redacted, ...envelope } }: Entry): Promise<void> => void (await host.store().append(envelope))
  for (const entry of w.log) await append(entry)
  return {
    store: host,
    append,
    reach: ({ device, key }, credential) => host.connect({ device, publicKey: key.publicKey.bytes, sign: (bytes) => key.sign(bytes), credential: () => credential }),
  }
}

const envelope = (by: Peer, subject: Subject, kind: Envelope['kind'], redacts?: string): Envelope => signEnvelope({ id: newId(), subject, kind, device: by.device, body: new Uint8Array(300), ...(redacts === undefined ? {} : { redacts }) }, by.key)
const wire = ({ record: { position: _position, at: _at, redacted: _redacted, ...rest } }: Entry): Envelope => rest

const reasons = (calls: readonly Promise<unknown>[], what: 'reason' | 'message' = 'reason') => Promise.all(calls.map((call) => call.then(() => undefined, (error: RelayRefused) => error[what])))

test('a stranger is not let in, an invite lets its holder read the facts and come in, and nothing else', async () => {
  const w = makeWorkspace()
  const room = w.channel(w.founder, 'public')
  const { seed } = w.invite(w.founder, { uses: 2 })
  const [eve, bob] = [w.newcomer(seed, 'eve'), w.newcomer(seed, 'bob')]
  const { reach } = await open(w)
  const credential = (peer: Peer) => buildCredential(w.root.publicKey.bytes, seed, peer.device, peer.key.publicKey.bytes)
  expect(await refusalOf(reach(eve).read('workspace', 0, 10))).toMatchObject({ reason: 'not_allowed' })
  // What Bob shows is of no use to Eve.
  expect(await refusalOf(reach(eve, credential(bob)).read('workspace', 0, 10))).toMatchObject({ reason: 'not_allowed' })
  const relay = reach(bob, credential(bob))
  expect((await relay.read('workspace', 0, 10)).records.length).toBe(w.log.length)
  const refusals = [
    relay.read(`channel/${room}`, 0, 10),
    relay.read(`group/${w.workspaceId}`, 0, 10),
    relay.append(wire(fact(bob, 'member.joined', { personId: id(bob.person) }, room))),
    relay.append(envelope(bob, `channel/${room}`, 'sealed')),
    relay.append(wire(fact(bob, 'device.admitted', { ...bob.admission.body, role: 'admin' }))),
  ]
  expect(await reasons(refusals)).toEqual(refusals.map(() => 'not_allowed'))
  await relay.append(wire(fact(bob, 'device.admitted', bob.admission.body)))
  await relay.append(wire(fact(bob, 'member.joined', { personId: id(bob.person) }, room)))
  await relay.append(envelope(bob, `channel/${room}`, 'sealed'))
  expect((await relay.read(`channel/${room}`, 0, 10)).last).toBe(1)
  expect((await relay.read(`group/${w.workspaceId}`, 0, 10)).last).toBe(0)
})

test('members read and write where they are; a removed device nothing any more, on the same connection', async () => {
  const w = makeWorkspace()
  const [bob, eve, guest] = [w.join('bob'), w.join('eve'), w.join('gast', 'guest')]
  const [room, direct] = [w.channel(bob, 'public'), w.channel(bob, 'direct', [eve])]
  const { reach, append } = await open(w)
  const [bobs, eves, guests] = [bob, eve, guest].map((peer) => reach(peer)) as [RemoteRelay, RemoteRelay, RemoteRelay]
  const mine = envelope(bob, `channel/${direct}`, 'sealed')
  await bobs.append(mine)
  expect((await eves.read(`channel/${direct}`, 0, 10)).last).toBe(1)
  const [hers, edit] = [envelope(eve, `channel/${direct}`, 'sealed'), envelope(bob, `channel/${direct}`, 'sealed')]
  await eves.append(hers)
  await bobs.append(edit)
  const refusals = [
    guests.read(`channel/${direct}`, 0, 10),
    guests.read(`channel/${room}`, 0, 10),
    guests.read(`group/${w.workspaceId}`, 0, 10),
    guests.read(`links/${direct}`, 0, 10),
    eves.append(envelope(eve, `channel/${room}`, 'sealed')),
    eves.append(envelope(eve, `channel/${direct}`, 'plain')),
    eves.append(envelope(eve, `group/${direct}`, 'sealed')),
    eves.append(envelope(eve, `channel/${direct}`, 'sealed', mine.id)),
    eves.append(envelope(eve, `channel/${direct}`, 'sealed', `${hers.id},${mine.id}`)),
    eves.append(wire(fact(eve, 'workspace.defined', { workspaceId: id(w.workspaceId), name: 'Mine' }))),
  ]
  expect(await reasons(refusals)).toEqual(refusals.map(() => 'not_allowed'))
  expect((await eves.read(`channel/${room}`, 0, 10)).last).toBe(0)
  await bobs.append(envelope(bob, `channel/${direct}`, 'sealed', `${mine.id},${edit.id}`))
  expect((await eves.read(`channel/${direct}`, 0, 10)).records.map(({ redacted }) => redacted)).toEqual([true, false, true, false])
  await append(fact(w.founder, 'device.removed', { deviceId: id(bob.device), removedBy: id(w.founder.person) }))
  const late = [bobs.read('workspace', 0, 1), bobs.append(envelope(bob, `channel/${direct}`, 'sealed'))]
  expect(await reasons(late, 'message')).toEqual([expect.stringMatching(/removed from the workspace/), expect.stringMatching(/removed from the workspace/)])
})

test('what is stored behind a removal does not go out to the removed device, also before the host has judged that', async () => {
  const w = makeWorkspace()
  const [bob, eve] = [w.join('bob'), w.join('eve')]
  const room = w.channel(bob, 'direct', [eve])
  const { reach, append, store } = await open(w)
  const relay = reach(bob)
  const [seen, ended]: [string[], unknown[]] = [[], []]
  relay.subscribe({ [`channel/${room}`]: 0 }, ({ id: one }) => void seen.push(one), (error) => ended.push(error?.reason))
  const before = envelope(eve, `channel/${room}`, 'sealed')
  await store.store().append(before)
  await expect.poll(() => seen).toEqual([before.id])
  const removal = append(fact(w.founder, 'device.removed', { deviceId: id(bob.device), removedBy: id(w.founder.person) }))
  await Promise.all([removal, store.store().append(envelope(eve, `channel/${room}`, 'sealed'))])
  await expect.poll(() => ended).toEqual(['not_allowed'])
  expect(seen).toEqual([before.id])
})

test('facts that follow from one another pass without waiting for each', async () => {
  const w = makeWorkspace()
  const [bob, eve] = [w.join('bob'), w.join('eve')]
  const { reach } = await open(w)
  const relay = reach(bob)
  const room = newId<string>()
  const story = [fact(bob, 'channel.created', { name: '', displayName: '', purpose: '', type: 'private', createdBy: id(bob.person) }, room), fact(bob, 'member.joined', { personId: id(bob.person) }, room), fact(bob, 'member.joined', { personId: id(eve.person) }, room)]
  const placed = await Promise.all([...story.map((entry) => relay.append(wire(entry))), relay.append(envelope(bob, `channel/${room}`, 'sealed'))])
  expect(placed.map(({ position }) => position)).toEqual([1, 2, 3].map((step) => w.log.length + step).concat(1))
})

test('a webhook’s home posts for it, and nobody else does', async () => {
  const w = makeWorkspace()
  const [bob, eve] = [w.join('bob', 'admin'), w.join('eve')]
  const room = w.channel(bob, 'public', [eve])
  const hook = { hookId: id(newId()), name: 'h', description: '', channelId: id(room), ownerId: id(eve.person), locked: false, username: null, iconUrl: null, iconEmoji: null, enabled: true, homeDevice: id(bob.device) }
  expect(w.say(bob, 'hook.defined', hook)).toBeUndefined()
  const secret = w.channel(w.founder, 'private')
  const { reach } = await open(w)
  const [bobs, eves] = [reach(bob), reach(eve)]
  await bobs.append(envelope(bob, `channel/${room}`, 'plain'))
  expect(await refusalOf(bobs.append(envelope(bob, `channel/${secret}`, 'plain')))).toMatchObject({ reason: 'not_allowed' })
  expect(await refusalOf(eves.append(envelope(eve, `channel/${room}`, 'plain')))).toMatchObject({ reason: 'not_allowed' })
})
