/** Rules for facts about devices and invites: who comes in, with whose word, and who is put out. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import { readMember, verifyCertificate, verifyInvite, type Issuer, type Member } from '../groups/member.ts'
import { sameBytes } from '../groups/fields.ts'
import { parsePublicKey } from '../sealing/signing-keys.ts'
import { decodeBytes } from './decode-bytes.ts'
import { isAdmin, type Rule } from './hearing.ts'
import { explainUsername } from './judge-people.ts'
import { findDevice, findInviteProblem, findPerson, keyName, mayInvite, type InviteState, type State } from './state.ts'

type Admitted = ChangeOf<'device.admitted'>['body']

/** Who a newcomer proves to be, when every signature of its certificate holds and it is about this very device. @param isChecked signatures are taken as they are. */
export function readNewcomer(state: State, { device }: Pick<RelayRecord, 'device'>, body: Admitted, isChecked: boolean): Member | undefined {
  const [key, packed] = [decodeBytes(body.publicKey), decodeBytes(body.certificate)]
  if (!key || !packed) return undefined
  const member = isChecked ? readMember(packed, key) : verifyCertificate(state.root, packed, key)
  return member && member.device === body.deviceId && device === body.deviceId && member.person === body.personId ? member : undefined
}

/** @param member what `readNewcomer` said; its envelope is signed by its key. @param at ms since epoch by the relay's clock. */
export function judgeAdmission(state: State, body: Admitted, member: Member, at: number): string | undefined {
  if (state.devices.has(body.deviceId)) return 'This device came before.'
  if (state.keys.has(keyName(member.key))) return 'The key of this device is that of another one.'
  const { issuer } = member
  if (issuer.kind === 'root') return 'The workspace has its founder.'
  if (issuer.kind === 'device') return judgeSecond(state, body, issuer.key)
  const invite = findInvite(state, issuer)
  if (!invite) return 'There is no such invite.'
  const problem = findInviteProblem(state, invite, at)
  if (problem !== undefined) return problem
  if (invite.person !== null && invite.person !== body.personId) return 'This invite is for somebody else.'
  if (invite.person !== null) return judgeIdentity(state, body, invite)
  if (body.role !== invite.role) return 'This invite is for another role.'
  if (state.people.has(body.personId)) return 'This invite is for new people only.'
  return explainUsername({ state }, body.username, body.personId)
}

function judgeSecond(state: State, body: Admitted, issuer: Uint8Array): string | undefined {
  const vouching = [...state.devices.values()].find(({ id, person, publicKey }) => person === body.personId && sameBytes(publicKey.bytes, issuer) && findDevice(state, id))
  return vouching ? judgeIdentity(state, body) : 'No device of this person vouches for it.'
}

/** Who has a person here already comes as that one, unchanged. Who was removed comes back as the same one, with the role that an admin chose for that. */
function judgeIdentity(state: State, { personId, username, role }: Admitted, invite?: InviteState): string | undefined {
  const person = invite ? state.people.get(personId)?.facts.at() : findPerson(state, personId)
  if (!person) return 'There is no such person.'
  const wanted = person.isRemoved ? invite?.role : person.role
  return person.username === username && wanted === role ? undefined : 'The device names its person otherwise than the workspace does.'
}

/** The invite with this key, when it was made by the device and with the terms that the certificate says. */
export function findInvite(state: State, { key, terms }: Extract<Issuer, { kind: 'invite' }>): InviteState | undefined {
  const invite = [...state.invites.values()].find((one) => sameBytes(one.key, key))
  const by = invite && state.devices.get(invite.by.device)
  const isSame = by && sameBytes(by.publicKey.bytes, terms.by) && invite.role === terms.role && (invite.expiresAt ?? 0) === terms.expiresAt && (invite.person ?? undefined) === terms.person
  return isSame ? invite : undefined
}

export const judgeInvite =
  (isChecked: boolean): Rule<'invite.created'> =>
  ({ state, device, who }, { body }) => {
    const key = decodeBytes(body.inviteKey)
    const signature = decodeBytes(body.signature)
    if (state.invites.has(body.inviteId) || !key || !parsePublicKey(key) || state.keys.has(keyName(key))) return 'An invite needs an id and a key of its own.'
    if (body.createdBy !== who.id) return 'This names somebody else as its author.'
    if (body.role === 'owner') return 'Nobody is invited as the owner.'
    if (body.uses < 1 || body.uses > 1000) return 'An invite is for 1 to 1000 devices.'
    if (body.expiresAt !== null && (body.expiresAt <= 0 || body.expiresAt % 1000 !== 0)) return 'An invite expires at a whole second.'
    if (body.personId !== null && !state.people.has(body.personId)) return 'There is no such person.'
    if (!mayInvite(state, who.id, body.personId)) return 'Only owners and admins can invite others, and nobody a device of the owner.'
    const terms = { by: device.publicKey.bytes, role: body.role, expiresAt: body.expiresAt ?? 0, person: body.personId ?? undefined }
    const isSigned = signature !== undefined && (isChecked || verifyInvite(state.root, key, terms, signature))
    return isSigned ? undefined : 'The signature of the invite does not fit.'
  }

export const judgeRevoked: Rule<'invite.revoked'> = (hearing, { body }) => {
  const invite = hearing.state.invites.get(body.inviteId)
  if (!invite) return 'There is no such invite.'
  const isOwn = invite.by.person === hearing.who.id || invite.person === hearing.who.id
  return isOwn || isAdmin(hearing) ? undefined : 'Only owners and admins can revoke this invite.'
}

export const judgeRenamed: Rule<'device.renamed'> = (hearing, { body }) => {
  const device = findDevice(hearing.state, body.deviceId)
  if (!device) return 'There is no such device.'
  return device.person === hearing.who.id || isAdmin(hearing) ? undefined : 'Only owners and admins can name the devices of others.'
}

export const judgeRemoved: Rule<'device.removed'> = (hearing, { body }) => {
  const { state, who } = hearing
  const device = findDevice(state, body.deviceId)
  if (!device) return 'There is no such device.'
  if (body.removedBy !== who.id) return 'This names somebody else as its author.'
  const isOwners = findPerson(state, device.person)?.role === 'owner'
  const others = [...state.devices.values()].filter(({ id, person }) => person === device.person && id !== device.id && findDevice(state, id))
  if (isOwners && others.length === 0) return 'Without its last device the owner could not come back.'
  if (device.person === who.id) return undefined
  if (isOwners) return 'Nobody removes a device of the owner but they themselves.'
  return isAdmin(hearing) ? undefined : 'Only owners and admins can remove the devices of others.'
}
