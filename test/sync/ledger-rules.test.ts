/** The rules of facts one by one, where a small gap would give somebody more than they have. */
import { describe, expect, test } from 'vitest'
import type { ChangeOf } from '#shared/contract/change.ts'
import type { InviteTerms } from '#server/sync/groups/member.ts'
import { certifyDevice, certifyInvite, packCertificate } from '#server/sync/groups/member.ts'
import { admitFounder, admitFurther, buildCredential } from '#server/sync/ledger/admission.ts'
import { createInvite } from '#server/sync/ledger/create-invite.ts'
import { encodeBytes } from '#server/sync/ledger/decode-bytes.ts'
import { createDoor } from '#server/sync/ledger/door.ts'
import { createSigningKey, importSigningKey } from '#server/sync/sealing/signing-keys.ts'
import { directChannelId } from '#server/direct-channel-id.ts'
import { fact, makeWorkspace, newId, tell, type Entry, type Peer, type Workspace } from './facts.ts'

const id = (text: string): never => text as never
const define = (w: Workspace, by: Peer, body: Partial<ChangeOf<'person.defined'>['body']>) => w.say(by, 'person.defined', { personId: id(newId()), username: 'somebody', displayName: '', role: 'member', ...body })
const join = (w: Workspace, by: Peer, whom: Peer, channel: string) => w.say(by, 'member.joined', { personId: id(whom.person) }, channel)
const further = (w: Workspace, person: Peer, role: 'owner' | 'admin' | 'member', by = person.key) => {
  const key = createSigningKey()
  const made = admitFurther(w.root.publicKey.bytes, { device: newId(), deviceName: 'second', signingKey: key, username: '', displayName: '' }, { id: person.person, username: person.username, role }, by)
  return { device: made.body.deviceId as string, key, reason: w.say({ device: made.body.deviceId, key }, 'device.admitted', made.body) }
}

describe('an admission', () => {
  test('is signed by the very key that it brings', () => {
    const w = makeWorkspace()
    const eve = w.join('eve')
    const bob = w.newcomer(w.invite(w.founder).seed, 'bob')
    expect(w.say({ device: bob.device, key: eve.key }, 'device.admitted', bob.admission.body)).toMatch(/signature/)
    expect(w.say(bob, 'device.admitted', bob.admission.body)).toBeUndefined()
  })

  test('by the root key is the founder’s alone, once, and as the owner', () => {
    const w = makeWorkspace()
    const key = createSigningKey()
    const again = admitFounder(w.root, { device: newId(), deviceName: 'x', signingKey: key, username: 'second', displayName: '', person: newId() })
    expect(w.say({ device: again.body.deviceId, key }, 'device.admitted', again.body)).toMatch(/has its founder/)
    const fresh = w.replay([])
    const humble = fact({ device: again.body.deviceId, key }, 'device.admitted', { ...again.body, role: 'member' })
    expect(fresh.take({ ...humble.record, position: 1 }, humble.change)).toEqual([])
    expect(fresh.isFounded()).toBe(false)
  })

  test('by an older device is by one of the same person', () => {
    const w = makeWorkspace()
    const [bob, eve] = [w.join('bob'), w.join('eve')]
    expect(further(w, eve, 'member', bob.key).reason).toMatch(/vouches/)
    expect(further(w, eve, 'admin').reason).toMatch(/otherwise/)
    expect(further(w, eve, 'member').reason).toBeUndefined()
  })

  test('by an invite shows the terms of the fact, whoever signed others for the same key', () => {
    const w = makeWorkspace()
    const [bob, eve] = [w.join('bob', 'admin'), w.join('eve', 'admin')]
    const expiresAt = w.now + 1000
    const { seed } = w.invite(eve, { expiresAt, uses: 5 })
    const invite = importSigningKey(seed)
    const come = (terms: InviteTerms, by = eve) => {
      const peer = w.newcomer(seed, 'new')
      const issuer = { kind: 'invite' as const, key: invite.publicKey.bytes, terms }
      const root = w.root.publicKey.bytes
      const of = { person: peer.person, device: peer.device, key: peer.key.publicKey.bytes }
      const certificate = packCertificate({ person: of.person, device: of.device, issuer, signature: certifyDevice(root, of, issuer, invite), inviteSignature: certifyInvite(root, issuer.key, terms, by.key) })
      return w.say(peer, 'device.admitted', { ...peer.admission.body, certificate: encodeBytes(certificate) })
    }
    const terms = { by: eve.key.publicKey.bytes, role: 'member', expiresAt }
    expect(come({ ...terms, role: 'admin' })).toMatch(/no such invite/)
    expect(come({ ...terms, expiresAt: 0 })).toMatch(/no such invite/)
    expect(come({ ...terms, person: bob.person })).toMatch(/no such invite/)
    expect(come({ ...terms, by: bob.key.publicKey.bytes }, bob)).toMatch(/no such invite/)
    expect(come(terms)).toBeUndefined()
  })

  test('of an invite whose fact bears another’s signature never comes to pass', () => {
    const w = makeWorkspace()
    const [bob, eve] = [w.join('bob', 'admin'), w.join('eve', 'admin')]
    const { body } = createInvite(w.root.publicKey.bytes, eve.key, { inviteId: newId(), role: 'member', expiresAt: null, uses: 1, person: null, label: '', createdBy: bob.person })
    expect(w.say(bob, 'invite.created', body)).toMatch(/signature of the invite/)
    expect(w.say(bob, 'invite.created', { ...body, uses: 0 })).toMatch(/1 to 1000/)
    expect(w.invite(bob, { expiresAt: 1500 }).refused).toMatch(/whole second/)
  })
})

describe('people', () => {
  test('the owner’s devices are removed by nobody else, also while there are two', () => {
    const w = makeWorkspace()
    const bob = w.join('bob', 'admin')
    const second = further(w, w.founder, 'owner')
    expect(w.say(bob, 'device.removed', { deviceId: id(second.device), removedBy: id(bob.person) })).toMatch(/device of the owner/)
    expect(w.say(w.founder, 'device.removed', { deviceId: id(second.device), removedBy: id(w.founder.person) })).toBeUndefined()
  })

  test('who was removed is not defined anew, the owner is renamed by nobody, and there is one', () => {
    const w = makeWorkspace()
    const [bob, eve] = [w.join('bob', 'admin'), w.join('eve')]
    expect(w.say(bob, 'person.removed', { personId: id(eve.person), removedBy: id(bob.person) })).toBeUndefined()
    expect(define(w, bob, { personId: id(eve.person), username: 'eve' })).toMatch(/was removed/)
    expect(define(w, bob, { username: 'eve' })).toMatch(/taken/)
    expect(define(w, bob, { personId: id(w.founder.person), username: 'boss', role: 'owner' })).toMatch(/Nobody changes the owner/)
    expect(define(w, w.founder, { username: 'second', role: 'owner' })).toMatch(/second owner/)
    expect([define(w, w.founder, { personId: id(w.founder.person), username: 'boss', role: 'owner' }), define(w, bob, { username: 'ada' })]).toEqual([undefined, undefined])
  })
})

describe('the owner', () => {
  const hand = (w: Workspace, by: Peer, to: Peer, handedBy = by) => w.say(by, 'ownership.handedOver', { personId: id(to.person), handedBy: id(handedBy.person) })

  test('hands the workspace over to somebody who is here, and nobody else does', () => {
    const w = makeWorkspace()
    const [bob, eve, guest] = [w.join('bob', 'admin'), w.join('eve'), w.join('gast', 'guest')]
    expect([hand(w, bob, bob), hand(w, bob, eve, w.founder), hand(w, eve, eve)]).toEqual(['Only the owner can hand the workspace over.', 'This names somebody else as its author.', 'Only the owner can hand the workspace over.'])
    expect([hand(w, w.founder, guest), hand(w, w.founder, w.founder)]).toEqual(['A guest cannot become the owner.', 'The workspace is handed over to somebody else who is in it.'])
    const deviceless = newId<string>()
    expect(define(w, w.founder, { personId: id(deviceless), username: 'paper' })).toBeUndefined()
    expect(w.say(w.founder, 'ownership.handedOver', { personId: id(deviceless), handedBy: id(w.founder.person) })).toMatch(/no device/)
    const before = w.ledger.position
    expect(hand(w, w.founder, eve)).toBeUndefined()
    const roles = (position?: number) => [w.founder, bob, eve].map(({ person }) => w.ledger.person(person, position)?.role)
    expect([roles(before), roles()]).toEqual([['owner', 'admin', 'member'], ['admin', 'admin', 'owner']])
    expect(hand(w, w.founder, bob)).toMatch(/Only the owner/)
    expect(w.say(bob, 'person.removed', { personId: id(eve.person), removedBy: id(bob.person) })).toMatch(/owner/)
    expect(w.say(bob, 'person.removed', { personId: id(w.founder.person), removedBy: id(bob.person) })).toBeUndefined()
    expect(tell(w.replay())).toBe(tell(w.ledger))
  })
})

describe('who was removed', () => {
  test('comes back by an invite made for them since, as who they were, with the role that it says', () => {
    const w = makeWorkspace()
    const [bob, eve] = [w.join('bob', 'admin'), w.join('eve')]
    const early = w.invite(bob, { person: eve.person })
    const [room, talk] = [w.channel(bob, 'private', [eve]), w.channel(bob, 'direct', [eve])]
    expect(w.say(bob, 'person.removed', { personId: id(eve.person), removedBy: id(bob.person) })).toBeUndefined()
    expect([room, talk].map((channel) => w.ledger.isMember(channel, eve.person))).toEqual([false, false])
    expect(() => w.newcomer(early.seed, 'eve')).toThrow(/revoked/)
    expect(() => w.newcomer(w.invite(bob).seed, 'eve')).toThrow(/taken/)
    const { seed, refused } = w.invite(bob, { person: eve.person, role: 'guest' })
    const back = w.newcomer(seed, 'whatever')
    expect([refused, back.person, back.admission.body.username]).toEqual([undefined, eve.person, 'eve'])
    expect(w.say(back, 'device.admitted', { ...back.admission.body, role: 'admin' })).toMatch(/otherwise/)
    expect(w.say(back, 'device.admitted', back.admission.body)).toBeUndefined()
    expect([w.ledger.person(eve.person), [room, talk].map((channel) => w.ledger.isMember(channel, eve.person))]).toEqual([{ id: eve.person, username: 'eve', role: 'guest', isRemoved: false }, [false, true]])
    expect(w.say(eve, 'device.renamed', { deviceId: id(eve.device), name: 'x' })).toMatch(/removed before/)
    expect(tell(w.replay())).toBe(tell(w.ledger))
  })
})

describe('channels', () => {
  test('guests write to people of a channel that both are in', () => {
    const w = makeWorkspace()
    const [bob, eve, guest] = [w.join('bob'), w.join('eve'), w.join('gast', 'guest')]
    w.channel(bob, 'private', [guest])
    const talk = newId<string>()
    expect(w.say(guest, 'channel.created', { name: 'x', displayName: '', purpose: '', type: 'group', createdBy: id(guest.person) }, talk)).toBeUndefined()
    expect([join(w, guest, guest, talk), join(w, guest, bob, talk), join(w, guest, eve, talk)]).toEqual([undefined, undefined, 'Guests can write to people of a channel that both are in.'])
    expect(w.say(guest, 'channel.created', { name: 'y', displayName: '', purpose: '', type: 'private', createdBy: id(guest.person) }, newId())).toMatch(/Guests/)
  })

  test('who made a private channel and left it does not come back by themselves, and its name stands in no fact', () => {
    const w = makeWorkspace()
    const [bob, eve] = [w.join('bob'), w.join('eve')]
    const room = w.channel(bob, 'private', [eve])
    expect(w.say(bob, 'channel.edited', { name: 'told', displayName: '', purpose: '', hooksAllowed: true }, room)).toMatch(/members only/)
    expect(w.say(bob, 'member.left', { personId: id(bob.person) }, room)).toBeUndefined()
    expect(join(w, bob, bob, room)).toMatch(/Only members/)
    expect(join(w, eve, bob, room)).toBeUndefined()
  })

  test('the id of a conversation of two is theirs, whoever knows it', () => {
    const w = makeWorkspace()
    const [bob, eve, carl] = [w.join('bob'), w.join('eve'), w.join('carl')]
    const talk = directChannelId(w.workspaceId, bob.person, carl.person)
    const begin = (by: Peer, type: 'direct' | 'group' | 'public') => w.say(by, 'channel.created', { name: 'x', displayName: '', purpose: '', type, createdBy: id(by.person) }, talk)
    expect([begin(eve, 'direct'), begin(eve, 'public'), begin(bob, 'group')]).toEqual(Array.from({ length: 3 }, () => 'This id is that of a conversation of two others.'))
    expect([begin(bob, 'direct'), join(w, bob, bob, talk), join(w, bob, eve, talk), join(w, bob, carl, talk)]).toEqual([undefined, undefined, 'This conversation is with somebody else.', undefined])
    expect(begin(carl, 'direct')).toMatch(/taken/)
  })

  test('nobody comes into an archived one', () => {
    const w = makeWorkspace()
    const [bob, eve] = [w.join('bob'), w.join('eve')]
    const room = w.channel(bob, 'public')
    expect(w.say(bob, 'channel.archived', { archivedBy: id(bob.person) }, room)).toBeUndefined()
    expect(join(w, eve, eve, room)).toMatch(/archived/)
    expect(w.say(eve, 'channel.restored', { restoredBy: id(eve.person) }, room)).toMatch(/Only admins/)
    expect([w.say(bob, 'channel.restored', { restoredBy: id(bob.person) }, room), join(w, eve, eve, room)]).toEqual([undefined, undefined])
  })
})

test('webhooks: a member takes over nobody’s, a deleted one stays deleted, and none listens where its owner is not', () => {
  const w = makeWorkspace()
  const [bob, eve] = [w.join('bob'), w.join('eve')]
  expect(w.say(w.founder, 'setting.changed', { key: 'integrations.managedBy', value: 'members' })).toBeUndefined()
  const [room, other] = [w.channel(bob, 'public', [eve]), w.channel(bob, 'public')]
  const hook = { hookId: id(newId()), name: 'h', description: '', channelId: id(room), ownerId: id(bob.person), locked: false, username: null, iconUrl: null, iconEmoji: null, enabled: true, homeDevice: id(bob.device) }
  expect(w.say(bob, 'hook.defined', hook)).toBeUndefined()
  expect(w.say(eve, 'hook.defined', { ...hook, ownerId: id(eve.person), homeDevice: id(eve.device) })).toMatch(/Only admins/)
  expect(w.say(bob, 'hook.deleted', { hookId: hook.hookId })).toBeUndefined()
  expect(w.say(bob, 'hook.defined', hook)).toMatch(/was deleted/)
  const listener = { subscriptionId: id(newId()), name: 's', description: '', ownerId: id(eve.person), channelIds: [id(room)], trigger: { when: 'every' as const, words: [] }, events: [], from: 'people' as const, hosts: [], format: 'mattermost-json' as const, signature: 'none' as const, enabled: true, homeDevice: id(eve.device) } as ChangeOf<'subscription.defined'>['body']
  expect(w.say(eve, 'subscription.defined', { ...listener, channelIds: [id(room), id(other)] })).toMatch(/channels of its owner/)
  expect(w.say(eve, 'subscription.defined', listener)).toBeUndefined()
  expect(w.say(eve, 'hook.defined', { ...hook, hookId: id(listener.subscriptionId), ownerId: id(eve.person), homeDevice: id(eve.device) })).toMatch(/taken/)
  const { subscriptionId } = listener
  const off = { subscriptionId, enabled: false }
  expect(w.say(bob, 'subscription.switched', off)).toMatch(/Only admins/)
  expect([w.say(eve, 'subscription.switched', off), w.say(w.founder, 'subscription.switched', { ...off, enabled: true })]).toEqual([undefined, undefined])
  expect(w.say(eve, 'subscription.switched', { ...off, subscriptionId: id(newId()) })).toMatch(/no such webhook/)
  expect(w.say(eve, 'subscription.deleted', { subscriptionId })).toBeUndefined()
  expect(w.say(eve, 'subscription.switched', off)).toMatch(/no such webhook/)
})

test('of the time before the founding nothing counts that the founder’s device did not sign', () => {
  const real = makeWorkspace()
  const forged = fact({ device: real.founder.device, key: createSigningKey() }, 'person.defined', { personId: id(newId()), username: 'eve', displayName: '', role: 'admin' })
  const sealed: Entry = { change: undefined, record: { ...forged.record, id: newId(), kind: 'sealed', device: newId() } }
  const invited = fact(real.founder, 'invite.created', createInvite(real.root.publicKey.bytes, real.founder.key, { inviteId: newId(), role: 'admin', expiresAt: null, uses: 1, person: null, label: '', createdBy: real.founder.person }).body)
  const ledger = real.replay([])
  const verdicts = [forged, sealed, invited, ...real.log].flatMap(({ record, change }, index) => ledger.take({ ...record, position: index + 1 }, change))
  expect(verdicts.map(({ reason }) => reason === undefined)).toEqual([false, false, false, true, true, true])
  expect([ledger.findUsername('eve'), ledger.invites()]).toEqual([undefined, []])
})

describe('the door', () => {
  const open = (w: Workspace) => createDoor({ ledger: w.ledger, now: () => w.now, catchUp: async () => undefined, isBehind: () => false, findAuthor: () => undefined })
  const claim = (peer: Peer, more: object = {}) => ({ device: peer.device, publicKey: peer.key.publicKey.bytes, credential: undefined, from: '', ...more })

  test('knows a device by its key', async () => {
    const w = makeWorkspace()
    const [bob, eve] = [w.join('bob'), w.join('eve')]
    expect(await open(w).admit(claim(bob))).toBeTypeOf('object')
    expect(await open(w).admit(claim(bob, { publicKey: eve.key.publicKey.bytes }))).toMatch(/another key/)
  })

  test('gives a newcomer no files, and nobody a fact to drop', async () => {
    const w = makeWorkspace()
    const { seed } = w.invite(w.founder)
    const bob = w.newcomer(seed, 'bob')
    const credential = buildCredential(w.root.publicKey.bytes, seed, bob.device, bob.key.publicKey.bytes)
    const access = await open(w).admit(claim(bob, { credential }))
    if (typeof access === 'string') throw new Error(access)
    expect(await access.refuseFiles?.()).toMatch(/not in the workspace/)
    expect(w.say(bob, 'device.admitted', bob.admission.body)).toBeUndefined()
    expect(await access.refuseFiles?.()).toBeUndefined()
    const { record } = fact(bob, 'workspace.defined', { workspaceId: id(w.workspaceId), name: '' })
    expect(await access.refuseAppend?.({ ...record, kind: 'sealed', redacts: w.log[0]!.record.id })).toBe('Facts stay.')
  })
})
