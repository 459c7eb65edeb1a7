/** Modified clients and lying hosts: whatever they put into a group's log is passed over by everybody alike, and the group goes on. */
import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'

import { packLink, sealLink } from '../../src/main/server/sync/groups/link.ts'
import { certifyInvite, packCertificate } from '../../src/main/server/sync/groups/member.ts'
import { commitState } from '../../src/main/server/sync/groups/mls-group.ts'
import { createSigningKey } from '../../src/main/server/sync/sealing/signing-keys.ts'
import { signEnvelope } from '../../src/main/server/sync/sealing/sign-envelope.ts'
import { barricade, commitAnything, describe as describeState, joinFreely, joinOver, placeOf, plantBody, plantHandshake, poison } from './group-attack.ts'
import { certificateFor, hex, inviteCertificate, makeTeam, syncAll, type Team, type TestDevice } from './group-team.ts'

const none = new Uint8Array()
let team: Team
let founder: TestDevice
let ada: TestDevice
let mallory: TestDevice

beforeEach(async () => {
  team = makeTeam()
  founder = team.founder()
  ada = team.invited('ada')
  mallory = team.invited('mallory')
  await founder.keys.create()
  await ada.keys.join()
  await mallory.keys.join()
  await syncAll([founder, ada, mallory])
})

/** All honest devices have passed over the same records, and a commit after them reaches everybody. */
async function expectSkipped(reasons: readonly string[]): Promise<void> {
  const epoch = founder.keys.epoch() ?? 0n
  await syncAll([founder, ada])
  expect([founder, ada].map(({ skipped }) => skipped.map(({ reason }) => reason))).toEqual([reasons, reasons])
  expect(founder.keys.epoch()).toBe(epoch)
  await ada.keys.update()
  await founder.keys.sync()
  expect(founder.keys.epoch()).toBe(epoch + 1n)
  expect(hex(founder.keys.code())).toBe(hex(ada.keys.code()))
}

describe('a member with a modified client', () => {
  test('sends garbage', async () => {
    for (const size of [0, 1, 7, 100, 5000]) plantBody(team, mallory.own, randomBytes(size))
    plantHandshake(team, mallory.own, { commit: randomBytes(300), groupInfo: randomBytes(300), link: none })
    plantHandshake(team, mallory.own, { commit: none, groupInfo: none, link: none })
    await expectSkipped(Array.from({ length: 7 }, () => 'garbled'))
  })

  test('begins the group a second time', async () => {
    const place = placeOf(team, mallory)
    plantHandshake(team, mallory.own, { commit: none, groupInfo: await describeState(place), link: none })
    const other = makeTeam()
    const alone = other.device('alone', mallory.own.certificate, mallory.own.signingKey, { group: team.group, root: team.root.publicKey.bytes, rules: team.rules })
    await alone.keys.create()
    plantBody(team, mallory.own, other.relay.logs.get(`group/${team.group}`)?.[0]?.body ?? none)
    await expectSkipped(['stale', 'stale'])
  })

  test('commits on an epoch that is over, and on one that nobody has', async () => {
    const place = placeOf(team, mallory)
    const { to } = await commitAnything(place, [])
    const future = await commitAnything({ ...place, state: to }, [])
    const past = await commitAnything(place, [])
    await founder.keys.update()
    await ada.keys.sync()
    plantHandshake(team, mallory.own, past.handshake)
    const beyond = await commitAnything({ ...place, state: future.to }, [])
    plantHandshake(team, mallory.own, beyond.handshake)
    await expectSkipped(['stale', 'ahead'])
  })

  test('commits well and describes another state, so that newcomers would end up alone', async () => {
    const place = placeOf(team, mallory)
    const { handshake } = await commitAnything(place, [])
    const other = await commitAnything(place, [])
    plantHandshake(team, mallory.own, { ...handshake, groupInfo: other.handshake.groupInfo })
    await expectSkipped(['mismatch'])
  })

  test('names facts that are not the workspace’s, or older ones than the group goes by', async () => {
    team.facts.push({ admin: randomBytes(32) })
    await founder.keys.update()
    await syncAll([founder, ada, mallory])
    const place = placeOf(team, mallory)
    const { state, message } = await commitState(place.state, [])
    for (const mark of [{ position: 1, digest: randomBytes(32) }, { position: 99, digest: place.mark.digest }, { position: 0, digest: new Uint8Array(32) }]) {
      plantHandshake(team, mallory.own, { commit: message, groupInfo: await describeState({ state, mark }), link: none })
    }
    await expectSkipped(['facts', 'facts', 'facts'])
  })

  test('removes somebody who belongs', async () => {
    const place = placeOf(team, mallory)
    const { handshake } = await commitAnything(place, [{ proposalType: 'remove', remove: { removed: 1 } }])
    plantHandshake(team, mallory.own, handshake)
    await expectSkipped(['not_allowed'])
  })

  test('ends the group, changes its settings or slips in a stranger', async () => {
    const place = placeOf(team, mallory)
    const reinit = { proposalType: 'reinit' as const, reinit: { groupId: randomBytes(16), version: 'mls10' as const, cipherSuite: place.state.groupContext.cipherSuite, extensions: [] } }
    const settings = { proposalType: 'group_context_extensions' as const, groupContextExtensions: { extensions: [] } }
    for (const proposal of [reinit, settings]) plantHandshake(team, mallory.own, (await commitAnything(place, [proposal])).handshake)
    const { handshake } = await commitAnything(place, [], true)
    plantHandshake(team, mallory.own, { ...handshake, commit: handshake.commit.slice(0, -1) })
    await expectSkipped(['refused', 'refused', 'garbled'])
  })

  test('takes on another identity in the course of a commit', async () => {
    const place = placeOf(team, mallory)
    const leaf = place.state.privatePath.leafIndex * 2
    const node = place.state.ratchetTree[leaf]
    if (node?.nodeType !== 'leaf') throw new Error('Mallory has no leaf.')
    // The certificate is a good one: another invite that came into the same hands.
    const identity = packCertificate(inviteCertificate(team.root.publicKey.bytes, mallory.own.signingKey, team.root))
    const ratchetTree = place.state.ratchetTree.with(leaf, { ...node, leaf: { ...node.leaf, credential: { credentialType: 'basic', identity } } })
    const { handshake } = await commitAnything({ ...place, state: { ...place.state, ratchetTree } }, [])
    plantHandshake(team, mallory.own, handshake)
    await expectSkipped(['unsigned'])
  })

  test('sends a good commit in somebody else’s name', async () => {
    const { handshake } = await commitAnything(placeOf(team, mallory), [])
    plantHandshake(team, ada.own, handshake)
    plantHandshake(team, { ...ada.own, signingKey: mallory.own.signingKey }, handshake)
    await expectSkipped(['unsigned', 'unsigned'])
  })

  test('seals a wrong key into a link: newcomers still read everything', async () => {
    const late = team.invited('late')
    const { device } = mallory.own.certificate
    await late.keys.join()
    await mallory.keys.sync()
    const links = team.relay.logs.get(`links/${team.group}`) ?? []
    links.pop()
    const key = mallory.keys.key(3n)
    const sealed = sealLink({ group: team.group, newer: 3n, older: 2n }, key as Uint8Array, randomBytes(32))
    team.relay.plant(signEnvelope({ id: randomUUID(), subject: `links/${team.group}`, kind: 'link', device, body: packLink({ newer: 3n, older: 2n, sealed }) }, mallory.own.signingKey))
    await syncAll([founder, ada, late])
    expect(await late.keys.recover()).toEqual([])
    expect(hex(late.keys.key(0n))).toBe(hex(founder.keys.key(0n)))
  })

  test('prepares a group of its own for newcomers: they join where the log leads', async () => {
    const place = placeOf(team, mallory)
    const { to } = await commitAnything(place, [])
    plantHandshake(team, mallory.own, (await commitAnything({ ...place, state: to }, [])).handshake)
    const late = team.invited('late')
    await late.keys.join()
    expect([late.keys.standing(), late.keys.confirmed()]).toEqual(['in', false])
    await syncAll([founder, ada, late])
    expect(late.keys.confirmed()).toBe(true)
    expect(hex(late.keys.code())).toBe(hex(founder.keys.code()))
    expect(await late.keys.recover()).toEqual([])
  })

  test.each([
    ['anybody', () => true],
    ['some, and well for others', (count: number) => count === 0],
    ['others, and well for some', (count: number) => count > 0],
  ])('encrypts badly for %s: whoever cannot follow joins again, nobody is split off', async (_, isSpoilt) => {
    await founder.keys.update()
    await ada.keys.update()
    await syncAll([founder, ada, mallory])
    const before = { epoch: founder.keys.epoch() ?? 0n, key: hex(founder.keys.key(4n)) }
    plantHandshake(team, mallory.own, (await poison(placeOf(team, mallory), isSpoilt)).handshake)
    await syncAll([founder, ada])
    await syncAll([founder, ada])
    expect([founder, ada].map(({ keys }) => keys.standing())).toEqual(['in', 'in'])
    expect(hex(founder.keys.code())).toBe(hex(ada.keys.code()))
    expect(founder.keys.epoch()).toBeGreaterThan(before.epoch)
    expect([founder, ada].flatMap(({ skipped }) => skipped)).toEqual([])
    // Who comes later reads what was written before, past an epoch whose key perhaps nobody has.
    const late = team.invited('late')
    await late.keys.join()
    await syncAll([founder, ada, late])
    const missing = await late.keys.recover()
    expect(missing.filter((epoch) => epoch !== before.epoch + 1n && epoch !== before.epoch + 2n)).toEqual([])
    expect(hex(late.keys.key(4n))).toBe(before.key)
  })

  test('leaves a wrong key for those who join next: a member notices and repairs it', async () => {
    plantHandshake(team, mallory.own, await barricade(placeOf(team, mallory)))
    await founder.keys.sync()
    await ada.keys.sync()
    const late = team.invited('late')
    await late.keys.join()
    await syncAll([founder, ada, late])
    expect(hex(late.keys.code())).toBe(hex(founder.keys.code()))
    expect(hex(late.keys.code())).toBe(hex(ada.keys.code()))
    expect(founder.keys.roster(founder.keys.epoch() ?? 0n)).toHaveLength(4)
  })
})

describe('a newcomer with a modified client', () => {
  let key = createSigningKey()
  beforeEach(() => void (key = createSigningKey()))

  test('pushes a member out while joining', async () => {
    const pusher = team.invited('pusher')
    plantHandshake(team, pusher.own, await joinOver(team, pusher.own, ada))
    await expectSkipped(['not_allowed'])
  })

  test('takes the place of a device, with its id and another key', async () => {
    const { person, device } = ada.own.certificate
    const invite = createSigningKey()
    const copy = inviteCertificate(team.root.publicKey.bytes, key, team.root)
    if (copy.issuer.kind !== 'invite') throw new Error('Not an invite.')
    const terms = { ...copy.issuer, key: invite.publicKey.bytes }
    const certificate = { ...certificateFor(team.root.publicKey.bytes, key, terms, invite, { person, device }), inviteSignature: certifyInvite(team.root.publicKey.bytes, invite.publicKey.bytes, terms.terms, team.root) }
    const copycat = team.device('copycat', certificate, key)
    team.admit(copycat)
    await expect(copycat.keys.join()).rejects.toMatchObject({ reason: 'not_allowed' })
    plantHandshake(team, copycat.own, await joinFreely(team, copycat.own))
    await expectSkipped(['not_allowed'])
  })

  test('comes with an invite that it wrote itself, that a member wrote, or that has expired', async () => {
    const impostor = team.invited('impostor', { by: createSigningKey() })
    const guest = team.invited('guest', { by: ada.own.signingKey })
    const late = team.invited('late', { expiresAt: team.relay.now })
    for (const device of [impostor, guest, late]) {
      await expect(device.keys.join()).rejects.toMatchObject({ reason: 'not_allowed' })
      plantHandshake(team, device.own, await joinFreely(team, device.own))
    }
    await expectSkipped(['not_allowed', 'not_allowed', 'not_allowed'])
    // The same with an admin's word, in time.
    team.facts.push({ admin: ada.own.signingKey.publicKey.bytes })
    const welcome = team.invited('welcome', { by: ada.own.signingKey, expiresAt: team.relay.now + 1 })
    await welcome.keys.join()
    await syncAll([founder, ada, welcome])
    expect(hex(welcome.keys.code())).toBe(hex(founder.keys.code()))
    // Its invite expires; it is in already, and may come back when it got out of step.
    team.relay.now += 10
    const backup = welcome.keys.save()
    await welcome.keys.update()
    const restored = welcome.restart(backup)
    await restored.keys.sync()
    await syncAll([founder, ada, restored])
    expect(hex(restored.keys.code())).toBe(hex(founder.keys.code()))
  })

  test('comes with a certificate of another workspace', async () => {
    const elsewhere = makeTeam()
    const foreign = inviteCertificate(elsewhere.root.publicKey.bytes, key, elsewhere.root)
    const device = team.device('foreign', foreign, key)
    await expect(device.keys.join()).rejects.toMatchObject({ reason: 'not_allowed' })
    plantHandshake(team, device.own, await joinFreely(team, device.own))
    await expectSkipped(['refused'])
  })
})

describe('a host', () => {
  const log = () => team.relay.logs.get(`group/${team.group}`) ?? []

  test('replays what was said before', async () => {
    for (const record of [...log()]) team.relay.plant({ ...record, id: randomUUID() })
    // With another id they are signed by nobody, but their epoch speaks first.
    await expectSkipped(['stale', 'stale', 'stale'])
  })

  test('changes single bits of a commit', async () => {
    await mallory.keys.update()
    const honest = log().pop()
    if (!honest) throw new Error('There is no update.')
    const flips = 60
    for (let flip = 0; flip < flips; flip += 1) {
      const body = Uint8Array.from(honest.body)
      const at = Math.floor((flip / flips) * body.length)
      body[at] = (body[at] ?? 0) ^ (1 << (flip % 8))
      team.relay.plant({ ...honest, id: randomUUID(), body })
    }
    const signature = Uint8Array.from(honest.signature)
    signature[3] = (signature[3] ?? 0) ^ 1
    team.relay.plant({ ...honest, id: randomUUID(), signature })
    const epoch = founder.keys.epoch()
    await syncAll([founder, ada])
    expect(founder.keys.epoch()).toBe(epoch)
    expect(founder.skipped.map(({ reason }) => reason)).toEqual(ada.skipped.map(({ reason }) => reason))
    expect(founder.skipped).toHaveLength(flips + 1)
    await ada.keys.update()
    await founder.keys.sync()
    expect(hex(founder.keys.code())).toBe(hex(ada.keys.code()))
  })

  test('leaves out, reorders or takes back records', async () => {
    const backup = founder.keys.save()
    await ada.keys.update()
    await ada.keys.update()
    const whole = [...log()]
    const behind = () => founder.restart(backup)
    log().splice(3, 1)
    await expect(behind().keys.sync()).rejects.toMatchObject({ reason: 'gap' })
    log().splice(3, 2, whole[4] as never, whole[3] as never)
    await expect(behind().keys.sync()).rejects.toMatchObject({ reason: 'gap' })
    log().splice(2, 9)
    await expect(behind().keys.sync()).rejects.toMatchObject({ reason: 'gap' })
    log().splice(0, 9, ...whole)
    const caughtUp = behind()
    await caughtUp.keys.sync()
    expect(hex(caughtUp.keys.code())).toBe(hex(ada.keys.code()))
  })

  test('shows two devices different pasts: their codes differ, and neither reads the other', async () => {
    const before = [...log()]
    await ada.keys.update()
    log().splice(0, 99, ...before)
    await founder.keys.update()
    expect(hex(founder.keys.code())).not.toBe(hex(ada.keys.code()))
    expect(founder.keys.epoch()).toBe(ada.keys.epoch())
    expect(hex(founder.keys.key(3n))).not.toBe(hex(ada.keys.key(3n)))
    // The backup of its log leads ada back to the others.
    await founder.keys.update()
    await ada.keys.sync()
    await mallory.keys.sync()
    await mallory.keys.update()
    await syncAll([founder, ada, mallory])
    expect(hex(founder.keys.code())).toBe(hex(ada.keys.code()))
    // What she had of the other past is replaced by what was said in this one.
    expect(ada.keys.key(3n)).toBe('waiting')
    expect(await ada.keys.recover()).toEqual([])
    for (const epoch of [0n, 1n, 2n, 3n, 4n]) expect(hex(ada.keys.key(epoch))).toBe(hex(founder.keys.key(epoch)))
  })

  test('drops the bodies of handshakes', async () => {
    await founder.keys.update()
    const newest = log().pop()
    if (newest) log().push({ ...newest, body: none, redacted: true })
    await ada.keys.update()
    await mallory.keys.update()
    expect(ada.skipped.map(({ reason }) => reason)).toEqual(['garbled'])
    // Now most of the others went on without the founder, who joins them.
    await syncAll([founder, ada, mallory])
    expect(new Set([founder, ada, mallory].map(({ keys }) => hex(keys.code()))).size).toBe(1)
    for (const { keys } of [founder, ada]) expect(await keys.recover()).toEqual([])
    for (const epoch of [0n, 1n, 2n, 3n, 4n]) expect(hex(ada.keys.key(epoch))).toBe(hex(founder.keys.key(epoch)))
  })
})
