/** What a workspace's facts say, as of every place in the log. */
import { describe, expect, test } from 'vitest'
import type { Envelope } from '#shared/contract/envelope.ts'
import { createSigningKey } from '#server/sync/sealing/signing-keys.ts'
import { admitFurther } from '#server/sync/ledger/admission.ts'
import { belongsToGroup, rulesFor } from '#server/sync/ledger/rules-for.ts'
import { fact, makeWorkspace, newId, tell, type Peer } from './facts.ts'

const id = (text: string): never => text as never

describe('the founding', () => {
  test('nothing is decided before the founder’s device is admitted, and then all at once', () => {
    const { log, root, workspaceId, ledger } = makeWorkspace()
    expect(ledger.isFounded()).toBe(true)
    const other = makeWorkspace().replay([], workspaceId)
    expect(root.publicKey.bytes.length).toBe(32)
    expect(other.isFounded()).toBe(false)
    const again = makeWorkspace()
    const fresh = again.replay([])
    const counts = again.log.map(({ record, change }) => fresh.take(record, change).length)
    expect(counts).toEqual([0, 0, 3])
    expect(log).toHaveLength(3)
    expect(fresh.isFounded()).toBe(true)
  })

  test('the founder’s device tells of everybody who was there before, and speaks for who has no device', () => {
    const bob = newId<string>()
    const secret = newId<string>()
    const w = makeWorkspace((founder, workspaceId) => [
      fact(founder, 'workspace.defined', { workspaceId: id(workspaceId), name: 'Harbour' }),
      fact(founder, 'person.defined', { personId: id(founder.person), username: 'ada', displayName: 'Ada', role: 'owner' }),
      fact(founder, 'person.defined', { personId: id(bob), username: 'bob', displayName: 'Bob', role: 'member' }),
      fact(founder, 'channel.created', { name: '', displayName: '', purpose: '', type: 'private', createdBy: id(bob) }, secret),
      fact(founder, 'member.joined', { personId: id(bob) }, secret),
    ])
    const { ledger, founder } = w
    expect(ledger.channel(secret)).toEqual({ id: secret, type: 'private', creator: bob, isArchived: false })
    expect(ledger.membersOf(secret)).toEqual([bob])
    expect(ledger.peopleOf(founder.device)).toEqual([founder.person, bob])
    expect(belongsToGroup(ledger, secret, founder.device)).toBe(true)
    const before = ledger.position
    expect(w.say(founder, 'channel.created', { name: 'bobs', displayName: 'Bobs', purpose: '', type: 'public', createdBy: id(bob) }, newId())).toBeUndefined()
    const own = w.newcomer(w.invite(founder, { person: bob }).seed, 'ignored')
    expect(w.say(own, 'device.admitted', own.admission.body)).toBeUndefined()
    expect(own.admission.body).toMatchObject({ personId: bob, username: 'bob', role: 'member' })
    expect(ledger.peopleOf(founder.device)).toEqual([founder.person])
    expect(ledger.peopleOf(founder.device, before)).toEqual([founder.person, bob])
    expect([founder, own].map(({ device }) => belongsToGroup(ledger, secret, device))).toEqual([false, true])
    expect(belongsToGroup(ledger, secret, founder.device, before)).toBe(true)
    expect(w.say(founder, 'channel.created', { name: 'bobs2', displayName: 'Bobs', purpose: '', type: 'public', createdBy: id(bob) }, newId())).toMatch(/somebody else/)
  })
})

describe('as of a position', () => {
  test('roles, members, archives, devices and invites are what they were', () => {
    const w = makeWorkspace()
    const { ledger, founder } = w
    const bob = w.join('bob')
    const room = w.channel(founder, 'private', [bob])
    const joined = ledger.position
    expect(w.say(founder, 'person.defined', { personId: id(bob.person), username: 'bob', displayName: 'Bob', role: 'admin' })).toBeUndefined()
    expect(w.say(founder, 'member.left', { personId: id(bob.person) }, room)).toBeUndefined()
    expect(w.say(founder, 'channel.archived', { archivedBy: id(founder.person) }, room)).toBeUndefined()
    expect(w.say(founder, 'device.renamed', { deviceId: id(bob.device), name: 'bob-desk' })).toBeUndefined()
    expect(w.say(founder, 'device.removed', { deviceId: id(bob.device), removedBy: id(founder.person) })).toBeUndefined()
    const view = (position?: number) => [ledger.person(bob.person, position)?.role, ledger.isMember(room, bob.person, position), ledger.channel(room, position)?.isArchived, ledger.device(bob.device, position)?.name, ledger.device(bob.device, position)?.removed]
    expect(view(joined)).toEqual(['member', true, false, 'bob-laptop', undefined])
    expect(view()).toEqual(['admin', false, true, 'bob-desk', ledger.position])
    expect(ledger.invites(2)).toEqual([])
    expect(ledger.invites()).toMatchObject([{ used: 1, uses: 1, isRevoked: false }])
  })

  test('a removed person is in no channel and their devices are gone', () => {
    const w = makeWorkspace()
    const bob = w.join('bob')
    const room = w.channel(w.founder, 'private', [bob])
    const before = w.ledger.position
    expect(w.say(w.founder, 'person.removed', { personId: id(bob.person), removedBy: id(w.founder.person) })).toBeUndefined()
    expect([w.ledger.membersOf(room), w.ledger.membersOf(room, before)]).toEqual([[w.founder.person], [w.founder.person, bob.person]])
    expect(w.ledger.peopleOf(bob.device)).toEqual([])
    expect(w.say(bob, 'device.renamed', { deviceId: id(bob.device), name: 'again' })).toMatch(/removed before/)
  })
})

describe('groups of keys', () => {
  test('guests have no key of everybody’s channels; a private channel’s are its members’', async () => {
    const w = makeWorkspace()
    const [bob, guest] = [w.join('bob'), w.join('gast', 'guest')]
    const room = w.channel(bob, 'private', [guest])
    const open = w.channel(bob, 'public')
    const asked: number[] = []
    const rules = (group: string) => rulesFor(w.ledger, group, async (position) => void asked.push(position))
    const member = (peer: Peer) => ({ person: peer.person, device: peer.device, key: peer.key.publicKey.bytes, issuer: peer.admission.certificate.issuer })
    const who = (group: string) => [w.founder, bob, guest].map((peer) => rules(group).belongs(member(peer), w.ledger.position))
    expect(who(w.workspaceId)).toEqual([true, true, false])
    expect(who(room)).toEqual([false, true, true])
    expect(who(open)).toEqual([false, false, false])
    expect(rules(room).belongs({ ...member(bob), key: guest.key.publicKey.bytes }, w.ledger.position)).toBe(false)
    expect(rules(room).belongs({ ...member(bob), person: guest.person }, w.ledger.position)).toBe(false)
    expect(rules(room).mayCreate(member(bob), w.ledger.position)).toBe(true)
    const mark = await rules(room).newest()
    expect(await rules(room).knows(mark)).toBe(true)
    expect(await rules(room).knows({ ...mark, digest: new Uint8Array(32) })).toBe(false)
    expect(await rules(room).knows({ ...mark, position: mark.position + 5 })).toBe(false)
    expect(asked).toEqual([mark.position + 5])
  })
})

describe('a further device of the same person', () => {
  test('comes with a link that oneself made, also a guest’s, or with the older device’s own word', () => {
    const w = makeWorkspace()
    const guest = w.join('gast', 'guest')
    const invite = w.invite(guest, { person: guest.person, role: 'guest' })
    expect(invite.refused).toBeUndefined()
    const second = w.newcomer(invite.seed, 'whatever')
    expect(w.say(second, 'device.admitted', second.admission.body)).toBeUndefined()
    const key = createSigningKey()
    const third = admitFurther(w.root.publicKey.bytes, { device: newId(), deviceName: 'phone', signingKey: key, username: '', displayName: '' }, { id: guest.person, username: 'gast', role: 'guest' }, second.key)
    expect(w.say({ device: third.body.deviceId, key }, 'device.admitted', third.body)).toBeUndefined()
    expect(w.ledger.devices().filter(({ person }) => person === guest.person).map(({ issuer }) => issuer)).toEqual(['invite', 'invite', 'device'])
  })

  test('a lost one is removed by its person', () => {
    const w = makeWorkspace()
    const bob = w.join('bob')
    const second = w.newcomer(w.invite(bob, { person: bob.person }).seed, '')
    expect(w.say(second, 'device.admitted', second.admission.body)).toBeUndefined()
    expect(w.say(second, 'device.removed', { deviceId: id(bob.device), removedBy: id(bob.person) })).toBeUndefined()
    expect(w.say(bob, 'device.removed', { deviceId: id(second.device), removedBy: id(bob.person) })).toMatch(/removed before/)
  })

  test('the owner keeps the last one', () => {
    const w = makeWorkspace()
    expect(w.say(w.founder, 'device.removed', { deviceId: id(w.founder.device), removedBy: id(w.founder.person) })).toMatch(/last device/)
  })
})

test('another run on the same log says the same, also when it need not check signatures again', () => {
  const w = makeWorkspace()
  const bob = w.join('bob', 'admin')
  w.channel(bob, 'private', [w.founder])
  w.channel(bob, 'direct', [w.founder])
  const forged = fact(bob, 'workspace.defined', { workspaceId: id(w.workspaceId), name: 'Mine' })
  expect(w.put({ ...forged, record: { ...forged.record, signature: new Uint8Array(64) } })).toMatch(/signature/)
  expect(tell(w.replay())).toBe(tell(w.ledger))
  const quick = w.replay([])
  for (const { record, change } of w.log.slice(0, -1)) quick.take(record, change, true)
  expect(tell(quick)).toBe(tell(w.replay(w.log.slice(0, -1))))
})

test('the digest names every record, whether it counts or not, and no body that may be dropped', () => {
  const w = makeWorkspace()
  const bob = w.join('bob')
  const sealed: Envelope = { id: newId(), subject: 'workspace', kind: 'sealed', device: bob.device, body: new Uint8Array(300), signature: new Uint8Array(64).fill(7) }
  expect(w.put({ record: { ...sealed, position: 0, at: 0, redacted: false }, change: undefined })).toBeUndefined()
  const dropped = w.log.map((entry) => (entry.record.kind === 'sealed' ? { ...entry, record: { ...entry.record, body: new Uint8Array(), redacted: true } } : entry))
  expect(w.replay(dropped).mark()).toEqual(w.ledger.mark())
  const digests = new Set<string>()
  for (let cut = 0; cut <= w.log.length; cut += 1) digests.add(Buffer.from(w.replay(w.log.slice(0, cut)).mark().digest).toString('hex'))
  expect(digests.size).toBe(w.log.length + 1)
  const later = w.log.map((entry, index) => (index === 4 ? { ...entry, record: { ...entry.record, at: entry.record.at + 1 } } : entry))
  expect(w.replay(later).mark().digest).not.toEqual(w.ledger.mark().digest)
})

test('a record that does not follow the last one is refused, and nothing changes', () => {
  const w = makeWorkspace()
  const { record, change } = w.log[0]!
  const before = tell(w.ledger)
  expect(() => w.ledger.take(record, change)).toThrow(RangeError)
  expect(tell(w.ledger)).toBe(before)
})
