/** Writes a fact that counts into the ledger's state. */
import type { Change, ChangeOf } from '#shared/contract/change.ts'
import type { Role } from '#shared/contract/person.ts'
import { readMember, type Member } from '../groups/member.ts'
import { parsePublicKey } from '../sealing/signing-keys.ts'
import { decodeBytes } from './decode-bytes.ts'
import { isConversation } from './judge-channels.ts'
import { findInvite } from './judge-devices.ts'
import { homeOf } from './judge-hooks.ts'
import { findPerson, keyName, type State } from './state.ts'
import { createTimeline } from './timeline.ts'

/** Also what the founder's device tells of the time before: it need not have passed a rule. */
export function applyFact(state: State, position: number, device: string, change: Change): void {
  noteBuilding(state, device, change)
  const { kind, body } = change
  if (kind === 'device.admitted') return admit(state, position, body)
  if (kind === 'person.defined') return definePerson(state, position, { id: body.personId, ...body })
  if (kind === 'ownership.handedOver') return handOver(state, position, body)
  if (kind === 'setting.changed' && body.key === 'integrations.managedBy') return state.managedBy.set(position, body.value === 'members' ? 'members' : 'admins')
  if (kind === 'hook.defined' || kind === 'subscription.defined') return setHome(state, position, kind === 'hook.defined' ? body.hookId : body.subscriptionId, homeOf(change))
  if (kind === 'hook.deleted') return setHome(state, position, body.hookId, undefined)
  if (kind === 'subscription.deleted') return setHome(state, position, body.subscriptionId, undefined)
  if (kind === 'device.renamed') return state.devices.get(body.deviceId)?.name.set(position, body.name)
  if (kind === 'device.removed' || kind === 'person.removed') return remove(state, position, change)
  if (kind === 'invite.created') return addInvite(state, position, device, body)
  if (kind === 'invite.revoked') return revoke(state, position, body.inviteId)
  if (kind === 'channel.created') return addChannel(state, position, change)
  if (kind === 'channel.archived' || kind === 'channel.restored') return state.channels.get(change.scope)?.archived.set(position, kind === 'channel.archived')
  if (kind === 'member.joined' || kind === 'member.left') return setMember(state, position, { channel: change.scope, person: body.personId, isIn: kind === 'member.joined' })
}

/** A conversation's people follow it without anything between. */
function noteBuilding(state: State, device: string, change: Change): void {
  if (change.kind === 'channel.created' && (change.body.type === 'direct' || change.body.type === 'group')) state.building.set(device, change.scope)
  else if (change.kind !== 'member.joined' || state.building.get(device) !== change.scope) state.building.delete(device)
}

function admit(state: State, position: number, body: ChangeOf<'device.admitted'>['body']): void {
  const member = readMember(decodeBytes(body.certificate) ?? new Uint8Array(), decodeBytes(body.publicKey) ?? new Uint8Array())
  const publicKey = member && parsePublicKey(member.key)
  if (!publicKey) return
  const name = createTimeline<string>()
  name.set(position, body.deviceName)
  const isFounder = member.issuer.kind === 'root'
  const device = { id: body.deviceId, person: body.personId, publicKey, isFounder, issuer: member.issuer.kind, admitted: position, name, removed: undefined }
  state.devices.set(device.id, device)
  state.keys.add(keyName(member.key))
  if (isFounder) state.founder = device
  useInvite(state, position, member)
  if (findPerson(state, body.personId) === undefined) definePerson(state, position, { id: body.personId, username: body.username, role: body.role })
  state.people.get(body.personId)!.firstDevice ??= position
  state.deviceless.delete(body.personId)
}

function useInvite(state: State, position: number, { issuer }: Member): void {
  if (issuer.kind === 'invite') findInvite(state, issuer)?.used.push(position)
}

function definePerson(state: State, position: number, { id, username, role }: { readonly id: string; readonly username: string; readonly role: Role }): void {
  const person = state.people.get(id) ?? { id, facts: createTimeline(), firstDevice: undefined }
  const before = person.facts.at()
  if (before && state.usernames.get(before.username) === id) state.usernames.delete(before.username)
  if (!before) state.deviceless.add(id)
  person.facts.set(position, { username, role, isRemoved: false })
  state.people.set(id, person)
  state.usernames.set(username, id)
  noteGuest(state, position, id)
}

function handOver(state: State, position: number, { personId, handedBy }: ChangeOf<'ownership.handedOver'>['body']): void {
  setRole(state, position, handedBy, 'admin')
  setRole(state, position, personId, 'owner')
}

function setRole(state: State, position: number, id: string, role: Role): void {
  const past = state.people.get(id)?.facts
  const facts = past?.at()
  if (facts) past?.set(position, { ...facts, role })
}

/** The name of who is removed stays theirs: old messages bear it, and they may come back. */
function remove(state: State, position: number, change: ChangeOf<'device.removed'> | ChangeOf<'person.removed'>): void {
  if (change.kind === 'device.removed') {
    const device = state.devices.get(change.body.deviceId)
    if (device) device.removed ??= position
    return
  }
  const { personId } = change.body
  const person = state.people.get(personId)
  const facts = person?.facts.at()
  if (!facts) return
  person!.facts.set(position, { ...facts, isRemoved: true })
  state.deviceless.delete(personId)
  for (const device of state.devices.values()) if (device.person === personId) device.removed ??= position
  // Invites for them end with that: only one that is made now brings them back.
  for (const invite of state.invites.values()) if (invite.person === personId) invite.revoked ??= position
  // A conversation is its people: they are in it again if they come back, and meanwhile they are nowhere (`isMember`).
  for (const channel of state.channels.values()) if (!isConversation(channel) && channel.members.get(personId)?.at()) channel.members.get(personId)!.set(position, false)
}

function addInvite(state: State, position: number, device: string, body: ChangeOf<'invite.created'>['body']): void {
  const { inviteId: id, role, expiresAt, uses, personId: person, createdBy } = body
  const key = decodeBytes(body.inviteKey) ?? new Uint8Array()
  const signature = decodeBytes(body.signature) ?? new Uint8Array()
  state.invites.set(id, { id, key, role, expiresAt, uses, person, by: { person: createdBy, device }, signature, created: position, revoked: undefined, used: [] })
  state.keys.add(keyName(key))
}

function revoke(state: State, position: number, id: string): void {
  const invite = state.invites.get(id)
  if (invite) invite.revoked ??= position
}

function addChannel(state: State, position: number, { scope, body }: ChangeOf<'channel.created'>): void {
  state.channels.set(scope, { id: scope, type: body.type, creator: body.createdBy, created: position, archived: createTimeline(), members: new Map(), guestsSince: undefined })
}

function setMember(state: State, position: number, { channel, person, isIn }: { readonly channel: string; readonly person: string; readonly isIn: boolean }): void {
  const members = state.channels.get(channel)?.members
  if (!members) return
  const past = members.get(person) ?? createTimeline<boolean>()
  if ((past.at() ?? false) !== isIn) past.set(position, isIn)
  members.set(person, past)
  if (isIn) noteGuest(state, position, person)
}

/** A public channel with a guest gets a group of its own, whichever came first: that they are in it, or that they are a guest. */
function noteGuest(state: State, position: number, person: string): void {
  if (findPerson(state, person)?.role !== 'guest') return
  for (const channel of state.channels.values()) if (channel.type === 'public' && channel.members.get(person)?.at() === true) channel.guestsSince ??= position
}

function setHome(state: State, position: number, id: string, home: ReturnType<typeof homeOf> | undefined): void {
  const past = state.homes.get(id) ?? createTimeline<typeof home>()
  past.set(position, home)
  state.homes.set(id, past)
}
