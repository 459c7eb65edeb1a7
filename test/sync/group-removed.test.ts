/** A removed member whose client was changed to ignore that: with all that it ever held, it gets no later key, and nobody follows it. */
import { expect, test } from 'vitest'
import { encodeGroupContext } from 'ts-mls/groupContext.js'
import { decryptWithLabel } from 'ts-mls/crypto/hpke.js'
import { emptyPskIndex, processMessage, acceptAll, type UpdatePath } from 'ts-mls'
import { readGroupInfo } from '../../src/main/server/sync/groups/group-info.ts'
import { decodeWhole, readHandshake } from '../../src/main/server/sync/groups/handshake.ts'
import { commitState, exportKey } from '../../src/main/server/sync/groups/mls-group.ts'
import { suite } from '../../src/main/server/sync/groups/suite.ts'
import { describe as describeState, joinFreely, placeOf, plantHandshake, type Place } from './group-attack.ts'
import { hex, inviteCertificate, makeTeam, syncAll, type Team, type TestDevice } from './group-team.ts'

async function removeMallory(): Promise<{ team: Team; founder: TestDevice; ada: TestDevice; mallory: TestDevice; before: { mallory: Place; ada: Place } }> {
  const team = makeTeam()
  const [founder, ada, ben, mallory] = [team.founder(), team.invited('ada'), team.invited('ben'), team.invited('mallory')]
  await founder.keys.create()
  for (const { keys } of [ada, ben, mallory]) await keys.join()
  await syncAll([founder, ada, ben, mallory])
  // Every device has a leaf and a path of its own, so that the tree holds all the keys that it can.
  for (const { keys } of [founder, ada, ben, mallory]) await keys.update()
  await syncAll([founder, ada, ben, mallory])
  const before = { mallory: placeOf(team, mallory), ada: placeOf(team, ada) }
  team.remove(mallory)
  await founder.keys.removeUnwanted()
  return { team, founder, ada, mallory, before }
}

function lastHandshake(team: Team) {
  const record = team.relay.logs.get(`group/${team.group}`)?.at(-1)
  const handshake = record && readHandshake(record)
  const info = handshake && readGroupInfo(team.group, handshake.groupInfo)?.info
  const commit = handshake && decodeWhole(handshake.commit)
  if (!info || commit?.wireformat !== 'mls_public_message') throw new Error('The last record is no commit of a member.')
  return { info, commit }
}

/** How many of the path's secrets open with any private key of this state: what a client without scruples would try. */
async function openPath(team: Team, { state }: Place): Promise<number> {
  const { info, commit } = lastHandshake(team)
  const cs = await suite()
  const { content } = commit.publicMessage
  if (content.contentType !== 'commit') throw new Error('This is no commit.')
  const path: UpdatePath | undefined = content.commit.path
  if (!path) throw new Error('A commit that removes comes with a path: without one, the removed device could follow.')
  const context = encodeGroupContext({ ...state.groupContext, treeHash: info.groupContext.treeHash, epoch: state.groupContext.epoch + 1n })
  let opened = 0
  for (const { kemOutput, ciphertext } of path.nodes.flatMap(({ encryptedPathSecret }) => encryptedPathSecret)) {
    for (const privateKey of Object.values(state.privatePath.privateKeys)) {
      const key = await cs.hpke.importPrivateKey(privateKey)
      const secret = await decryptWithLabel(key, 'UpdatePathNode', context, kemOutput, ciphertext, cs.hpke).catch(() => undefined)
      if (secret) opened += 1
    }
  }
  return opened
}

test('no private key that it held opens a secret of the commit that removes it; those of who stays do', async () => {
  const { team, before } = await removeMallory()
  expect(await openPath(team, before.ada)).toBeGreaterThan(0)
  expect(await openPath(team, before.mallory)).toBe(0)
})

test('what the library makes of the commit, taken as if nothing had happened, gives another key than the group’s', async () => {
  const { team, founder, mallory, before } = await removeMallory()
  const { commit } = lastHandshake(team)
  const result = await processMessage(commit, before.mallory.state, emptyPskIndex, acceptAll, await suite())
  const evil = { ...result.newState, groupActiveState: { kind: 'active' as const } }
  const next = await commitState({ ...evil, ratchetTree: before.mallory.state.ratchetTree }, [])
  const keys = [await exportKey(evil), await exportKey(next.state), await exportKey(before.mallory.state)].map(hex)
  await founder.keys.update()
  const real = [founder.keys.epoch() as bigint, (founder.keys.epoch() as bigint) - 1n].map((epoch) => hex(founder.keys.key(epoch)))
  expect(keys.filter((key) => real.includes(key))).toEqual([])
  expect(hex(mallory.keys.key(founder.keys.epoch() as bigint))).not.toBe(real[0])
})

test('nobody follows what it commits, joins with or brings along', async () => {
  const { team, founder, ada, mallory, before } = await removeMallory()
  const { state, message } = await commitState(before.mallory.state, [])
  plantHandshake(team, mallory.own, { commit: message, groupInfo: await describeState({ ...before.mallory, state }), link: new Uint8Array() })
  plantHandshake(team, mallory.own, await joinFreely(team, mallory.own))
  // An invite that it knows makes a certificate, but no fact has admitted that device.
  const other = { signingKey: mallory.own.signingKey, certificate: inviteCertificate(team.root.publicKey.bytes, mallory.own.signingKey, team.root) }
  plantHandshake(team, other, await joinFreely(team, other))
  await syncAll([founder, ada])
  expect(founder.skipped.map(({ reason }) => reason)).toEqual(['stale', 'not_allowed', 'not_allowed'])
  expect(ada.skipped.map(({ reason }) => reason)).toEqual(['stale', 'not_allowed', 'not_allowed'])
  expect(hex(founder.keys.code())).toBe(hex(ada.keys.code()))
  const late = team.invited('late')
  await late.keys.join()
  await syncAll([founder, ada, late])
  expect(hex(late.keys.code())).toBe(hex(ada.keys.code()))
})
