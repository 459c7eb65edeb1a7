/** What a modified client or a lying host can put into a group's log: real MLS, used against the rules. */
import { randomUUID } from 'node:crypto'
import { createCommit, encodeMlsMessage, joinGroupExternal, type ClientConfig, type ClientState, type GroupInfo, type Proposal } from 'ts-mls'
import { findBase } from '../../src/main/server/sync/groups/find-base.ts'
import { nameKey, writeGroupInfo, type Claims } from '../../src/main/server/sync/groups/group-info.ts'
import { packHandshake, type Handshake } from '../../src/main/server/sync/groups/handshake.ts'
import type { Place } from '../../src/main/server/sync/groups/judge.ts'
import { exportKey, keyPackage, makeConfig, type OwnDevice } from '../../src/main/server/sync/groups/mls-group.ts'
import { unpackGroup } from '../../src/main/server/sync/groups/saved-group.ts'
import { suite } from '../../src/main/server/sync/groups/suite.ts'
import { signEnvelope } from '../../src/main/server/sync/sealing/sign-envelope.ts'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { Team, TestDevice } from './group-team.ts'

/** The secret state of a device, as its owner has it. */
export function placeOf(team: Team, device: TestDevice): Place {
  const { place } = unpackGroup(device.keys.save(), makeConfig(team.root.publicKey.bytes))
  if (!place) throw new Error(`${device.name} is in no group.`)
  return place
}

/** Puts a handshake into the log in the name of `own`, signed by it. */
export function plantHandshake(team: Team, own: OwnDevice, handshake: Handshake): RelayRecord {
  return plantBody(team, own, packHandshake(handshake))
}

export function plantBody(team: Team, own: OwnDevice, body: Uint8Array): RelayRecord {
  return team.relay.plant(signEnvelope({ id: randomUUID(), subject: `group/${team.group}`, kind: 'handshake', device: own.certificate.device, body }, own.signingKey))
}

export async function describe(place: Place, changes: Partial<Claims> = {}): Promise<Uint8Array> {
  return writeGroupInfo(place.state, { mark: place.mark, keyName: nameKey(await exportKey(place.state)), ...changes })
}

/** A commit with any proposals, described as it is. */
export async function commitAnything(place: Place, extraProposals: Proposal[], wireAsPublicMessage = false): Promise<{ to: ClientState; handshake: Handshake }> {
  const { newState, commit } = await createCommit({ state: place.state, cipherSuite: await suite() }, { extraProposals, wireAsPublicMessage })
  return { to: newState, handshake: { commit: encodeMlsMessage(commit), groupInfo: await describe({ ...place, state: newState }), link: new Uint8Array() } }
}

/** Joins without asking its own client whether it may. */
export async function joinFreely(team: Team, own: OwnDevice): Promise<Handshake> {
  return joinAs(team, own, makeConfig(team.root.publicKey.bytes), false)
}

/** An external commit that takes another member's leaf away: the library leaves it to its users whom a newcomer may remove. */
export async function joinOver(team: Team, own: OwnDevice, victim: TestDevice): Promise<Handshake> {
  const compareKeyPackageToLeafNode: ClientConfig['keyPackageEqualityConfig']['compareKeyPackageToLeafNode'] = (_, leaf) => Buffer.compare(leaf.signaturePublicKey, victim.own.signingKey.publicKey.bytes) === 0
  return joinAs(team, own, { ...makeConfig(team.root.publicKey.bytes), keyPackageEqualityConfig: { compareKeyPackages: () => false, compareKeyPackageToLeafNode } }, true)
}

async function joinAs(team: Team, own: OwnDevice, config: ClientConfig, removes: boolean): Promise<Handshake> {
  const info = await newestInfo(team)
  const { publicPackage, privatePackage } = await keyPackage(own)
  const { publicMessage, newState } = await joinGroupExternal(info, publicPackage, privatePackage, removes, await suite(), undefined, config)
  return { commit: encodeMlsMessage({ version: 'mls10', wireformat: 'mls_public_message', publicMessage }), groupInfo: await describe({ state: newState, mark: await team.rules.newest() }), link: new Uint8Array() }
}

async function newestInfo(team: Team): Promise<GroupInfo> {
  const court = { group: team.group, config: makeConfig(team.root.publicKey.bytes), rules: team.rules }
  const { position } = await team.rules.newest()
  const { base } = await findBase(court, team.relay, `group/${team.group}`, ({ by }) => team.rules.belongs(by, position))
  if (!base) throw new Error('There is nothing to join.')
  return base.info
}
