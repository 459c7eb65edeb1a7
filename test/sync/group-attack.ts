/** What a modified client or a lying host can put into a group's log: real MLS, used against the rules. */
import { randomUUID } from 'node:crypto'
import { createCommit, encodeMlsMessage, joinGroupExternal, type ClientConfig, type ClientState, type Proposal } from 'ts-mls'
import { nameKey, writeGroupInfo, type Claims } from '../../src/main/server/sync/groups/group-info.ts'
import { packHandshake, type Handshake } from '../../src/main/server/sync/groups/handshake.ts'
import { judge, type Head } from '../../src/main/server/sync/groups/judge.ts'
import { exportKey, keyPackage, makeConfig, type OwnDevice } from '../../src/main/server/sync/groups/mls-group.ts'
import { unpackGroup } from '../../src/main/server/sync/groups/saved-group.ts'
import { suite } from '../../src/main/server/sync/groups/suite.ts'
import { signEnvelope } from '../../src/main/server/sync/sealing/sign-envelope.ts'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { Team, TestDevice } from './group-team.ts'

/** Where a modified client stands: its secrets, and the facts that it goes by. */
export interface Place {
  readonly state: ClientState
  readonly mark: Claims['mark']
}

/** The secret state of a device, as its owner has it. */
export function placeOf(team: Team, device: TestDevice): Place {
  const { state, head } = unpackGroup(team.group, device.keys.save(), makeConfig(team.root.publicKey.bytes))
  if (!state || !head) throw new Error(`${device.name} is in no group.`)
  return { state, mark: head.mark }
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
export async function commitAnything(place: Place, extraProposals: Proposal[], wireAsPublicMessage = true): Promise<{ to: ClientState; handshake: Handshake }> {
  const { newState, commit } = await createCommit({ state: place.state, cipherSuite: await suite() }, { extraProposals, wireAsPublicMessage })
  return { to: newState, handshake: { commit: encodeMlsMessage(commit), groupInfo: await describe({ ...place, state: newState }), link: new Uint8Array() } }
}

/** An update whose secrets cannot be opened where `isSpoilt` says so, by the count of the ciphertext: right in all that is public. */
export async function poison(place: Place, isSpoilt: (count: number) => boolean): Promise<{ to: ClientState; handshake: Handshake }> {
  const cs = await suite()
  let count = 0
  const seal: typeof cs.hpke.seal = async (...input) => {
    const sealed = await cs.hpke.seal(...input)
    if (isSpoilt(count)) sealed.ct.fill(7)
    count += 1
    return sealed
  }
  const { newState, commit } = await createCommit({ state: place.state, cipherSuite: { ...cs, hpke: { ...cs.hpke, seal } } }, { wireAsPublicMessage: true })
  return { to: newState, handshake: { commit: encodeMlsMessage(commit), groupInfo: await describe({ ...place, state: newState }), link: new Uint8Array() } }
}

/** A good update that leaves a wrong key for those who join next. */
export async function barricade(place: Place): Promise<Handshake> {
  const { to, handshake } = await commitAnything(place, [])
  const wrong = { ...to, keySchedule: { ...to.keySchedule, externalSecret: new Uint8Array(32).fill(9) } }
  return { ...handshake, groupInfo: await describe({ ...place, state: wrong }) }
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
  const { described, group } = await headOf(team)
  const { publicPackage, privatePackage } = await keyPackage(own)
  const { publicMessage, newState } = await joinGroupExternal(described.info, publicPackage, privatePackage, removes, await suite(), group.tree, config)
  return { commit: encodeMlsMessage({ version: 'mls10', wireformat: 'mls_public_message', publicMessage }), groupInfo: await describe({ state: newState, mark: await team.rules.newest() }), link: new Uint8Array() }
}

/** What the log tells everybody, the host included. */
async function headOf(team: Team): Promise<Head> {
  const court = { group: team.group, config: makeConfig(team.root.publicKey.bytes), rules: team.rules }
  let head: Head | undefined
  for (const record of team.relay.logs.get(`group/${team.group}`) ?? []) {
    const verdict = await judge(court, record, head)
    if (verdict.kind === 'taken') head = verdict.head
  }
  if (!head) throw new Error('There is nothing to join.')
  return head
}
