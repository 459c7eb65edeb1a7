/** Facts that a modified client or a lying host puts into the log: all devices skip them alike, say why, and go on. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import { admitFurther, type Admission } from '#server/sync/ledger/admission.ts'
import { encodeBytes } from '#server/sync/ledger/decode-bytes.ts'
import { parseFact } from '#server/sync/ledger/parse-fact.ts'
import { certifyDevice, packCertificate } from '#server/sync/groups/member.ts'
import { createSigningKey } from '#server/sync/sealing/signing-keys.ts'
import { fact, makeWorkspace, newId, tell, type Entry, type Peer, type Workspace } from './facts.ts'

const id = (text: string): never => text as never
const name = (w: Workspace, by: Peer) => w.say(by, 'workspace.defined', { workspaceId: id(w.workspaceId), name: 'Mine' })
const removePerson = (w: Workspace, by: Peer, whom: Peer) => w.say(by, 'person.removed', { personId: id(whom.person), removedBy: id(by.person) })
const admit = (w: Workspace, peer: Peer, body: Partial<Admission['body']> = {}) => w.say(peer, 'device.admitted', { ...peer.admission.body, ...body })

describe('a host', () => {
  test('that shows a fact again does not bring it back', () => {
    const w = makeWorkspace()
    const bob = w.join('bob')
    const room = w.channel(w.founder, 'private', [bob])
    const joining = w.log.at(-1)!
    expect(w.say(w.founder, 'member.left', { personId: id(bob.person) }, room)).toBeUndefined()
    expect(w.put(joining)).toMatch(/said before/)
    expect(w.ledger.isMember(room, bob.person)).toBe(false)
  })

  test('that keeps a refused fact until it would count gets nothing for it', () => {
    const w = makeWorkspace()
    const bob = w.join('bob')
    const wish = fact(bob, 'workspace.defined', { workspaceId: id(w.workspaceId), name: 'Mine' })
    expect(w.put(wish)).toMatch(/Only owners and admins/)
    expect(w.say(w.founder, 'person.defined', { personId: id(bob.person), username: 'bob', displayName: 'Bob', role: 'admin' })).toBeUndefined()
    expect(w.put(wish)).toMatch(/said before/)
  })

  test('that inserts, drops, rewrites or reorders facts gives them another digest', () => {
    const w = makeWorkspace()
    const [bob, eve] = [w.join('bob'), w.join('eve')]
    w.channel(bob, 'public', [eve])
    const told = (log: readonly Entry[]) => Buffer.from(w.replay(log.map(({ record, change }, index) => ({ change, record: { ...record, position: index + 1 } }))).mark().digest).toString('hex')
    const planted = { ...w.log[5]!, record: { ...w.log[5]!.record, id: newId<string>(), signature: new Uint8Array(64) } }
    const rewritten = { ...w.log[5]!, record: { ...w.log[5]!.record, body: new Uint8Array([1]) }, change: undefined }
    const swapped = [...w.log.slice(0, 5), w.log[6]!, w.log[5]!, ...w.log.slice(7)]
    const others = [w.log.toSpliced(5, 0, planted), w.log.toSpliced(5, 1), w.log.toSpliced(5, 1, rewritten), swapped].map(told)
    expect(new Set([told(w.log), ...others]).size).toBe(5)
  })

  test('that founds the workspace itself, or speaks before the founder does, is not heard', () => {
    const real = makeWorkspace()
    const other = makeWorkspace()
    expect(real.replay(other.log).isFounded()).toBe(false)
    const host = { device: newId<string>(), key: createSigningKey(), person: newId<string>() }
    const planted = fact(host, 'person.defined', { personId: id(host.person), username: 'host', displayName: 'Host', role: 'owner' })
    const log = [planted, ...real.log].map(({ record, change }, index) => ({ change, record: { ...record, position: index + 1 } }))
    const ledger = real.replay(log)
    expect([ledger.isFounded(), ledger.person(host.person), ledger.findUsername('ada')]).toEqual([true, undefined, real.founder.person])
  })
})

describe('a device', () => {
  test('that was removed says nothing any more, with whatever client', () => {
    const w = makeWorkspace()
    const bob = w.join('bob', 'admin')
    expect(w.say(w.founder, 'device.removed', { deviceId: id(bob.device), removedBy: id(w.founder.person) })).toBeUndefined()
    expect(name(w, bob)).toMatch(/removed before/)
    expect(admit(w, bob)).toMatch(/came before/)
    const further = admitFurther(w.root.publicKey.bytes, { device: newId(), deviceName: 'new', signingKey: bob.key, username: '', displayName: '' }, { id: bob.person, username: 'bob', role: 'admin' }, bob.key)
    expect(w.say({ device: further.body.deviceId, key: bob.key }, 'device.admitted', further.body)).toMatch(/key of this device is that of another/)
    const key = createSigningKey()
    const vouched = admitFurther(w.root.publicKey.bytes, { device: newId(), deviceName: 'new', signingKey: key, username: '', displayName: '' }, { id: bob.person, username: 'bob', role: 'admin' }, bob.key)
    expect(w.say({ device: vouched.body.deviceId, key }, 'device.admitted', vouched.body)).toMatch(/vouches/)
  })

  test('does not speak with another’s id, nor in another’s name, nor unsigned', () => {
    const w = makeWorkspace()
    const [bob, eve] = [w.join('bob', 'admin'), w.join('eve')]
    expect(name(w, { ...eve, device: bob.device })).toMatch(/signature/)
    expect(w.say(eve, 'channel.created', { name: 'x', displayName: '', purpose: '', type: 'public', createdBy: id(bob.person) }, newId())).toMatch(/somebody else/)
    expect(w.say(eve, 'profile.changed', { personId: id(bob.person), displayName: 'B', title: '', status: null, timeZone: null, picture: null })).toMatch(/somebody else/)
    const wish = fact(bob, 'workspace.defined', { workspaceId: id(w.workspaceId), name: 'Mine' })
    expect(w.put({ ...wish, record: { ...wish.record, id: newId() } })).toMatch(/no fact/)
    expect(w.put({ ...wish, record: { ...wish.record, signature: new Uint8Array(64) } })).toMatch(/signature/)
    // The forgery has not used up the true one.
    expect(w.put(wish)).toBeUndefined()
  })

  test('with the keys of another one, as after a restored backup under a new id, is not admitted', () => {
    const w = makeWorkspace()
    const bob = w.join('bob')
    const { seed } = w.invite(w.founder, { uses: 5 })
    const twin = w.newcomer(seed, 'twin')
    const issuer = twin.admission.certificate.issuer
    const invite = { ...twin.admission.certificate, signature: certifyDevice(w.root.publicKey.bytes, { person: twin.person, device: twin.device, key: bob.key.publicKey.bytes }, issuer, bob.key) }
    expect(w.say({ ...twin, key: bob.key }, 'device.admitted', { ...twin.admission.body, publicKey: encodeBytes(bob.key.publicKey.bytes), certificate: encodeBytes(packCertificate(invite)) })).toMatch(/certificate/)
  })
})

describe('an invite', () => {
  test('lets in as many as it says, also when they come at once', () => {
    const w = makeWorkspace()
    const { seed } = w.invite(w.founder, { uses: 2 })
    const crowd = ['a', 'b', 'c'].map((username) => w.newcomer(seed, username))
    expect(crowd.map((peer) => admit(w, peer))).toEqual([undefined, undefined, 'This invite was used up. Ask for a new one.'])
    expect(w.ledger.invites()).toMatchObject([{ used: 2 }])
  })

  test('expires by the relay’s clock in the record, and a revoked one lets nobody in', () => {
    const w = makeWorkspace()
    const expiresAt = w.now + 60_000
    const timely = w.invite(w.founder, { uses: 9, expiresAt })
    const [early, late] = [w.newcomer(timely.seed, 'early'), w.newcomer(timely.seed, 'late')]
    w.now = expiresAt - 1
    expect(admit(w, early)).toBeUndefined()
    w.now = expiresAt
    expect(admit(w, late)).toMatch(/expired/)
    const other = w.invite(w.founder)
    const bob = w.newcomer(other.seed, 'bob')
    expect(w.say(w.founder, 'invite.revoked', { inviteId: id(other.id) })).toBeUndefined()
    expect(admit(w, bob)).toMatch(/revoked/)
  })

  test('made beforehand by somebody who was removed or is no admin any more is worth nothing', () => {
    const w = makeWorkspace()
    const [bob, eve] = [w.join('bob', 'admin'), w.join('eve', 'admin')]
    const [fromBob, fromEve] = [w.invite(bob, { role: 'admin' }), w.invite(eve, { role: 'admin' })]
    const [back, friend] = [w.newcomer(fromBob.seed, 'bob2'), w.newcomer(fromEve.seed, 'friend')]
    expect(removePerson(w, w.founder, bob)).toBeUndefined()
    expect(w.say(w.founder, 'person.defined', { personId: id(eve.person), username: 'eve', displayName: 'Eve', role: 'member' })).toBeUndefined()
    expect([admit(w, back), admit(w, friend)]).toEqual([expect.stringMatching(/may not invite any more/), expect.stringMatching(/may not invite any more/)])
  })

  test('that no fact tells of, or of other terms than the fact’s, lets nobody in', () => {
    const w = makeWorkspace()
    const eve = w.join('eve')
    const unsaid = w.invite(eve, { role: 'admin' })
    expect(unsaid.refused).toMatch(/Only owners and admins can invite/)
    expect(() => w.newcomer(unsaid.seed, 'friend')).toThrow(/does not know this invite/)
    const said = w.invite(w.founder)
    const friend = w.newcomer(said.seed, 'friend')
    expect(admit(w, friend, { role: 'admin' })).toMatch(/another role/)
    expect(admit(w, friend, { role: 'owner' })).toMatch(/another role/)
    expect(admit(w, friend, { deviceId: id(newId()) })).toMatch(/certificate/)
    expect(admit(w, friend, { personId: id(eve.person) })).toMatch(/certificate/)
    expect(admit(w, friend, { certificate: eve.admission.body.certificate })).toMatch(/certificate/)
    expect(admit(w, friend)).toBeUndefined()
  })

  test('makes nobody somebody who is there already: neither by name nor by id, and nobody the owner', () => {
    const w = makeWorkspace()
    const [bob, eve] = [w.join('bob'), w.join('eve', 'admin')]
    const { seed } = w.invite(w.founder, { uses: 9 })
    expect(() => w.newcomer(seed, 'bob')).toThrow(/taken/)
    expect(admit(w, w.newcomer(seed, 'bobby'), { username: 'bob' })).toMatch(/taken/)
    expect(admit(w, w.newcomer(seed, 'bobby'), { username: 'Bob' })).toMatch(/cannot be a username/)
    expect(w.invite(eve, { person: w.founder.person, role: 'admin' }).refused).toMatch(/device of the owner/)
    expect(w.invite(bob, { person: eve.person }).refused).toMatch(/Only owners and admins/)
    const forBob = w.newcomer(w.invite(eve, { person: bob.person }).seed, 'x')
    expect(admit(w, forBob, { role: 'admin' })).toMatch(/otherwise/)
    expect(removePerson(w, w.founder, bob)).toBeUndefined()
    expect(admit(w, forBob)).toMatch(/revoked/)
  })
})

describe('a member', () => {
  test('does none of what only admins do', () => {
    const w = makeWorkspace()
    const [bob, eve, guest] = [w.join('bob'), w.join('eve'), w.join('gast', 'guest')]
    const hook = { hookId: id(newId()), name: 'h', description: '', channelId: id(w.channel(bob, 'public')), ownerId: id(bob.person), locked: false, username: null, iconUrl: null, iconEmoji: null, enabled: true, homeDevice: id(bob.device) }
    const [room, third] = [w.channel(eve, 'public'), w.join('third')]
    const say = (by: Peer) => [
      name(w, by),
      w.say(by, 'person.defined', { personId: id(newId()), username: 'new', displayName: '', role: 'member' }),
      w.say(by, 'person.defined', { personId: id(by.person), username: by.username, displayName: '', role: 'admin' }),
      w.say(by, 'setting.changed', { key: 'integrations.managedBy', value: 'members' }),
      w.say(by, 'hook.defined', { ...hook, ownerId: id(by.person), homeDevice: id(by.device) }),
      w.invite(by).refused,
      w.say(by, 'device.removed', { deviceId: id(third.device), removedBy: id(by.person) }),
      w.say(by, 'device.renamed', { deviceId: id(eve.device), name: 'mine' }),
      w.say(by, 'channel.archived', { archivedBy: id(by.person) }, room),
      removePerson(w, by, eve),
    ]
    expect(say(bob).filter((reason) => reason === undefined)).toEqual([])
    expect(say(guest).filter((reason) => reason === undefined)).toEqual([])
    // All but to stop being the owner.
    expect(say(w.founder).map((reason) => reason === undefined)).toEqual([true, true, false, true, true, true, true, true, true, true])
  })

  test('makes no second owner, and nobody touches the owner', () => {
    const w = makeWorkspace()
    const bob = w.join('bob', 'admin')
    const define = (by: Peer, whom: Peer, role: 'owner' | 'admin' | 'member') => w.say(by, 'person.defined', { personId: id(whom.person), username: whom.username, displayName: '', role })
    expect([define(bob, bob, 'owner'), define(bob, w.founder, 'member'), define(w.founder, bob, 'owner'), removePerson(w, bob, w.founder)].filter((reason) => reason === undefined)).toEqual([])
    expect(w.say(bob, 'device.removed', { deviceId: id(w.founder.device), removedBy: id(bob.person) })).toBeDefined()
    expect([define(bob, bob, 'member'), w.ledger.person(bob.person)?.role]).toEqual([undefined, 'member'])
  })

  test('gets into no private channel by themselves, and adds nobody to a conversation later', () => {
    const w = makeWorkspace()
    const [bob, eve, guest] = [w.join('bob', 'admin'), w.join('eve'), w.join('gast', 'guest')]
    const join = (by: Peer, whom: Peer, channel: string) => w.say(by, 'member.joined', { personId: id(whom.person) }, channel)
    const [secret, direct, group, open] = [w.channel(w.founder, 'private'), w.channel(w.founder, 'direct', [bob]), w.channel(w.founder, 'group', [bob]), w.channel(w.founder, 'public')]
    for (const channel of [secret, direct, group]) expect([join(bob, bob, channel) !== undefined, join(eve, eve, channel) !== undefined]).toEqual([channel === secret || true, true])
    expect([join(bob, eve, direct), join(w.founder, eve, direct), join(w.founder, eve, group)].filter((reason) => reason === undefined)).toEqual([])
    expect([join(guest, guest, open) !== undefined, join(eve, guest, open) !== undefined, join(eve, eve, open), join(eve, guest, open)]).toEqual([true, true, undefined, undefined])
    expect(w.ledger.membersOf(direct)).toEqual([w.founder.person, bob.person])
    const three = newId<string>()
    w.say(bob, 'channel.created', { name: 'x', displayName: '', purpose: '', type: 'direct', createdBy: id(bob.person) }, three)
    expect([join(bob, bob, three), join(bob, eve, three), join(bob, w.founder, three)]).toEqual([undefined, undefined, 'A direct conversation is between two.'])
  })

  test('takes no id that is another’s: neither a channel’s nor the workspace’s', () => {
    const w = makeWorkspace()
    const eve = w.join('eve')
    const secret = w.channel(w.founder, 'private')
    const create = (scope: string) => w.say(eve, 'channel.created', { name: 'x', displayName: '', purpose: '', type: 'private', createdBy: id(eve.person) }, scope)
    expect([create(w.workspaceId), create(secret)]).toEqual(['This id is taken.', 'This id is taken.'])
  })

  test('makes no other device answer for a webhook, and none for a channel that its owner cannot read', () => {
    const w = makeWorkspace()
    const [bob, eve] = [w.join('bob', 'admin'), w.join('eve', 'admin')]
    const secret = w.channel(w.founder, 'private')
    const hook = { hookId: id(newId()), name: 'h', description: '', channelId: id(w.channel(bob, 'public')), ownerId: id(bob.person), locked: false, username: null, iconUrl: null, iconEmoji: null, enabled: true, homeDevice: id(bob.device) }
    expect(w.say(bob, 'hook.defined', { ...hook, channelId: id(secret) })).toMatch(/cannot read/)
    expect(w.say(bob, 'hook.defined', { ...hook, homeDevice: id(eve.device) })).toMatch(/lives on the device/)
    expect(w.say(bob, 'hook.defined', hook)).toBeUndefined()
    expect(w.say(eve, 'hook.defined', { ...hook, name: 'other', homeDevice: id(w.founder.device) })).toMatch(/lives on the device/)
    expect([w.say(eve, 'hook.defined', { ...hook, name: 'other' }), w.ledger.homeOf(hook.hookId)]).toEqual([undefined, bob.device])
    expect([w.say(eve, 'hook.defined', { ...hook, homeDevice: id(eve.device) }), w.ledger.homeOf(hook.hookId)]).toEqual([undefined, eve.device])
  })
})

describe('whatever comes', () => {
  const odd = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.uuid(), fc.boolean(), fc.constantFrom('owner', 'guest', 'direct', 'private', ''))

  test('that is garbage is judged without a throw, alike everywhere, and changes nothing', () => {
    const w = makeWorkspace()
    const bob = w.join('bob')
    const json = fc.oneof(fc.json(), fc.string()).map((text) => new TextEncoder().encode(text))
    const entry = fc.record({ bytes: fc.oneof(json, fc.uint8Array({ maxLength: 80 })), kind: fc.constantFrom('fact' as const, 'plain' as const, 'handshake' as const), signature: fc.uint8Array({ maxLength: 70 }), device: fc.constantFrom(bob.device, w.founder.device, newId<string>()) })
    const [one, other] = [w.replay(), w.replay()]
    const told = JSON.stringify([one.devices(), one.channels(), one.invites()])
    fc.assert(
      fc.property(entry, ({ bytes, kind, signature, device }) => {
        const record: RelayRecord = { id: newId(), subject: 'workspace', kind, device, body: bytes, signature, position: one.position + 1, at: 0, redacted: false }
        expect(parseFact(record)).toBeUndefined()
        expect(one.judge(record, undefined)).toBeDefined()
        expect(one.take(record, undefined)).toEqual(other.take(record, undefined))
        expect(one.mark()).toEqual(other.mark())
      }),
      { numRuns: 300 },
    )
    expect(JSON.stringify([one.devices(), one.channels(), one.invites()])).toBe(told)
  })

  test('a member signs, however odd, is judged without a throw and alike everywhere, and makes nobody more than they were', () => {
    const w = makeWorkspace()
    const [bob, eve] = [w.join('bob'), w.join('eve', 'admin')]
    const room = w.channel(eve, 'private')
    w.invite(eve, { uses: 3 })
    w.say(eve, 'hook.defined', { hookId: id(newId()), name: 'h', description: '', channelId: id(room), ownerId: id(eve.person), locked: false, username: null, iconUrl: null, iconEmoji: null, enabled: true, homeDevice: id(eve.device) })
    w.say(eve, 'member.left', { personId: id(eve.person) }, w.channel(eve, 'public'))
    const known = [bob.person, bob.device, eve.person, eve.device, w.founder.person, w.workspaceId, room]
    const entry = fc.record({ which: fc.nat(), changes: fc.dictionary(fc.constantFrom('personId', 'deviceId', 'publicKey', 'certificate', 'inviteKey', 'signature', 'uses', 'role', 'expiresAt', 'key', 'value', 'createdBy', 'removedBy', 'ownerId', 'homeDevice', 'type', 'username'), fc.oneof(odd, fc.constantFrom(...known))), scope: fc.option(fc.constantFrom(...known)) })
    const [one, other] = [w.replay(), w.replay()]
    let parsed = 0
    fc.assert(
      fc.property(entry, ({ which, changes, scope }) => {
        const source = w.log[which % w.log.length]!.change!
        const { record } = fact(bob, source.kind, { ...source.body, ...changes } as never, scope ?? source.scope)
        const placed = { ...record, position: one.position + 1 }
        const change = parseFact(placed)
        parsed += change ? 1 : 0
        const said = one.judge(placed, change)
        const verdicts = one.take(placed, change)
        expect(verdicts).toEqual(other.take(placed, change))
        expect(verdicts[0]?.reason).toBe(said)
        expect([one.person(bob.person)?.role, one.person(eve.person)?.role, one.person(w.founder.person)?.role]).toEqual(['member', 'admin', 'owner'])
        expect(one.isMember(room, bob.person)).toBe(false)
        expect(one.devices().filter(({ removed }) => removed === undefined)).toHaveLength(3)
      }),
      { numRuns: 250 },
    )
    expect(parsed).toBeGreaterThan(50)
  })

  test('facts about different things lead to the same, in whatever order they are placed', () => {
    const w = makeWorkspace()
    const peers = ['a', 'b', 'c', 'd'].map((username) => w.join(username))
    // Each writes a short story of its own channel; stories are interleaved, their own order kept.
    const stories = peers.map((by) => {
      const room = newId<string>()
      const others = peers.filter((peer) => peer !== by)
      return [
        fact(by, 'channel.created', { name: `of-${by.username}`, displayName: '', purpose: '', type: 'private', createdBy: id(by.person) }, room),
        fact(by, 'member.joined', { personId: id(by.person) }, room),
        ...others.map(({ person }) => fact(by, 'member.joined', { personId: id(person) }, room)),
        fact(by, 'member.left', { personId: id(others[0]!.person) }, room),
        fact(by, 'channel.archived', { archivedBy: id(by.person) }, room),
      ]
    })
    const outcome = (order: readonly number[]) => {
      const queues = stories.map((story) => [...story])
      const ledger = w.replay()
      for (const which of [...order, ...stories.flatMap((story, index) => story.map(() => index))]) {
        const next = queues[which]?.shift()
        if (next) expect(ledger.take({ ...next.record, position: ledger.position + 1 }, next.change)[0]?.reason).toBeUndefined()
      }
      return JSON.stringify(ledger.channels().map((channel) => [channel, [...ledger.membersOf(channel.id)].sort()]).sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other))))
    }
    const plain = outcome([])
    fc.assert(fc.property(fc.array(fc.nat(3), { maxLength: 28 }), (order) => void expect(outcome(order)).toBe(plain)), { numRuns: 40 })
  })

  test('judging says what taking will, and changes nothing', () => {
    const w = makeWorkspace()
    const [bob, guest] = [w.join('bob'), w.join('gast', 'guest')]
    w.channel(bob, 'group', [guest])
    const ledger = w.replay([])
    for (const { record, change } of w.log) {
      const before = tell(ledger)
      const said = ledger.judge(record, change)
      expect(tell(ledger)).toBe(before)
      expect(ledger.take(record, change).at(-1)?.reason).toBe(said)
    }
  })
})
