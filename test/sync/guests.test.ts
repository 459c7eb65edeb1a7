/** The keys that guests get: those of the public channels that they are in, and of nothing else, whoever hands them what. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import type { Subject } from '#shared/contract/envelope.ts'
import { random } from '#server/random.ts'
import { createGroups, type Groups } from '#server/sync/engine/groups.ts'
import { hasGuest, listGroups, listMine, listShared } from '#server/sync/engine/list-mine.ts'
import { createOpener, type Read } from '#server/sync/engine/open-record.ts'
import { openSyncStore } from '#server/sync/engine/sync-store.ts'
import { packFields, packNumber } from '#server/sync/groups/fields.ts'
import { rulesFor } from '#server/sync/ledger/rules-for.ts'
import { canonicalBytes } from '#server/sync/sealing/canonical-bytes.ts'
import { sealBytes } from '#server/sync/sealing/seal-bytes.ts'
import { sealEnvelope } from '#server/sync/sealing/sealed-envelope.ts'
import { signEnvelope } from '#server/sync/sealing/sign-envelope.ts'
import { makeWorkspace, newId, type Peer, type Workspace } from './facts.ts'
import { memoryRelay, type MemoryRelay } from './memory-relay.ts'

const ends: (() => void)[] = []
afterEach(() => ends.splice(0).forEach((end) => end()))

interface Member {
  readonly peer: Peer
  readonly groups: Groups
  read(subject: Subject): Read[]
  /** Seals a message under a group's newest key and puts it into a channel. */
  write(channel: string, group: string, text: string): Promise<void>
}

function enter(w: Workspace, relay: MemoryRelay, peer: Peer): Member {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-guests-'))
  const store = openSyncStore(join(folder, 'sync.db'), random(32))
  ends.push(() => (store.close(), rmSync(folder, { recursive: true, force: true })))
  const { ledger, workspaceId: workspace } = w
  const own = { certificate: peer.admission.certificate, signingKey: peer.key }
  const groups = createGroups({
    root: w.root.publicKey.bytes,
    own,
    workspace,
    relay,
    store,
    listShared: () => listShared(ledger, peer.device),
    hasGuest: (channel) => hasGuest(ledger, channel),
    rulesFor: (group) => rulesFor(ledger, group, async () => undefined),
    newId: v7,
    pause: async () => undefined,
    log: () => undefined,
  })
  const open = createOpener({
    keys: groups.keys,
    groupsOf: (subject) => listGroups(ledger, subject),
    handedKeys: (group, epoch, subject) => (group === workspace ? groups.handedKeys(subject.slice('channel/'.length), epoch) : []),
    deviceKey: (id) => ledger.device(id)?.key,
    removedAt: (id) => ledger.timeOf(ledger.device(id)?.removed ?? -1),
  })
  return {
    peer,
    groups,
    read: (subject) => (relay.logs.get(subject) ?? []).map(open),
    async write(channel, group, text) {
      const { epoch, key } = await groups.sealingKey(group)
      const id = newId<string>()
      const change = { id, scope: channel, kind: 'message.posted', authorDevice: peer.device, at: 0, body: { messageId: newId(), type: 'message', authorId: peer.person, text, username: null, hookId: null, iconUrl: null, iconEmoji: null, attachments: [], props: {} } }
      await relay.append(sealEnvelope({ id, subject: `channel/${channel}`, device: peer.device, group, epoch, epochKey: key, signingKey: peer.key, content: Buffer.from(JSON.stringify(change)) }))
    },
  }
}

/** All that concerns each, again and again, until nobody writes any more. */
async function settle(w: Workspace, relay: MemoryRelay, members: readonly Member[]): Promise<void> {
  for (let before = -1, now = 0; before !== now; ) {
    before = now
    for (const { peer, groups } of members) {
      const mine = listMine(w.ledger, peer.device)
      for (const group of [...mine.watched, ...mine.groups]) await groups.tend(group)
    }
    now = [...relay.logs.values()].reduce((sum, log) => sum + log.length, 0)
  }
}

const textOf = (read: Read): string => ('change' in read && read.change.kind === 'message.posted' ? read.change.body.text : 'unopened' in read ? read.unopened.state : 'nothing')

async function prepare() {
  const w = makeWorkspace()
  const relay = memoryRelay()
  const [bob, gina] = [w.join('bob'), w.join('gina', 'guest')]
  const [town, other] = [w.channel(bob, 'public'), w.channel(bob, 'public')]
  const members = [w.founder, bob, gina].map((peer) => enter(w, relay, peer)) as [Member, Member, Member]
  await settle(w, relay, members)
  await members[1].write(town, w.workspaceId, 'in town')
  await members[1].write(other, w.workspaceId, 'elsewhere')
  return { w, relay, members, bob: members[1], gina: members[2], town, other }
}
const join2 = (w: Workspace, by: Peer, whom: Peer, channel: string) => w.say(by, 'member.joined', { personId: whom.person as never }, channel)

test('a guest gets the keys of the channel that they come into, with its past, and no other’s', async () => {
  const { w, relay, members, bob, gina, town, other } = await prepare()
  expect([gina.read(`channel/${town}`).map(textOf), listMine(w.ledger, gina.peer.device).channels]).toEqual([['waiting'], []])
  expect(join2(w, bob.peer, gina.peer, town)).toBeUndefined()
  await settle(w, relay, members)
  await bob.write(town, town, 'welcome')
  await gina.write(town, town, 'thanks')
  for (const one of members) expect(one.read(`channel/${town}`).map(textOf)).toEqual(['in town', 'welcome', 'thanks'])
  expect(gina.read(`channel/${other}`).map(textOf)).toEqual(['waiting'])
  const newest = bob.groups.keys(w.workspaceId).epoch()!
  const epochs = Array.from({ length: Number(newest) + 1 }, (_, epoch) => BigInt(epoch))
  expect(epochs.map((epoch) => gina.groups.keys(w.workspaceId).key(epoch))).toEqual(epochs.map(() => 'outside'))
  expect(epochs.map((epoch) => gina.groups.handedKeys(other, epoch))).toEqual(epochs.map(() => []))
})

test('what a member wrote before hearing of the guest is read by the guest, too', async () => {
  const { w, relay, members, bob, gina, town } = await prepare()
  expect(join2(w, bob.peer, gina.peer, town)).toBeUndefined()
  await bob.write(town, w.workspaceId, 'too early')
  const dora = enter(w, relay, w.join('dora'))
  await settle(w, relay, [...members, dora])
  await dora.write(town, w.workspaceId, 'of a newer epoch')
  for (const one of [...members, dora]) expect(one.read(`channel/${town}`).map(textOf)).toEqual(['in town', 'too early', 'of a newer epoch'])
})

test('a guest who left reads nothing that comes after, and comes back to all of it', async () => {
  const { w, relay, members, bob, gina, town } = await prepare()
  join2(w, bob.peer, gina.peer, town)
  await settle(w, relay, members)
  expect(w.say(gina.peer, 'member.left', { personId: gina.peer.person as never }, town)).toBeUndefined()
  await settle(w, relay, members)
  await bob.write(town, town, 'without her')
  expect([listMine(w.ledger, gina.peer.device).groups.size, gina.read(`channel/${town}`).map(textOf)]).toEqual([0, ['in town', 'waiting']])
  join2(w, bob.peer, gina.peer, town)
  await settle(w, relay, members)
  expect(gina.read(`channel/${town}`).map(textOf)).toEqual(['in town', 'without her'])
})

test('wrong keys from somebody within do not hide the right ones, also when they come first', async () => {
  const { w, relay, members, bob, gina, town } = await prepare()
  const eve = enter(w, relay, w.join('eve', 'guest'))
  join2(w, bob.peer, eve.peer, town)
  await eve.groups.tend(town)
  const { epoch, key } = await eve.groups.sealingKey(town)
  const entries = [0n, 1n, 2n, 3n].flatMap((about) => [packNumber(about), random(32)])
  const sealed = sealBytes({ key, keyPurpose: 'hookline/handover-key/1', keyParts: [], aad: canonicalBytes('hookline/handover/1', [town, epoch]) }, Buffer.concat(entries))
  await relay.append(signEnvelope({ id: v7(), subject: `links/${town}`, kind: 'link', device: eve.peer.device, body: packFields(Uint8Array.of(2), packNumber(epoch), sealed) }, eve.peer.key))
  join2(w, bob.peer, gina.peer, town)
  await settle(w, relay, [eve, ...members])
  expect(gina.read(`channel/${town}`).map(textOf)).toEqual(['in town'])
})

test('a member who becomes a guest keeps the channels that they are in, and loses the group of all public ones', async () => {
  const { w, relay, members, bob, town, other } = await prepare()
  const [founder] = members
  const before = bob.groups.keys(w.workspaceId).epoch()!
  expect(w.say(founder.peer, 'person.defined', { personId: bob.peer.person as never, username: 'bob', displayName: '', role: 'guest' })).toBeUndefined()
  expect(w.say(bob.peer, 'member.left', { personId: bob.peer.person as never }, other)).toBeUndefined()
  await settle(w, relay, members)
  await founder.write(other, other, 'without bob')
  expect([founder.groups.keys(w.workspaceId).epoch()! > before, bob.groups.keys(w.workspaceId).standing()]).toEqual([true, 'removed'])
  expect([bob.read(`channel/${town}`).map(textOf), bob.read(`channel/${other}`).map(textOf)]).toEqual([['in town'], ['elsewhere', 'waiting']])
})
