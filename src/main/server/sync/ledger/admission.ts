/** How a device gets into a workspace: what it appends as `device.admitted`, with the word of the root key, an invite or an older device. */
import type { ChangeOf } from '#shared/contract/change.ts'
import { AppError } from '#shared/contract/errors.ts'
import { deviceIdSchema, personIdSchema } from '#shared/contract/ids.ts'
import { usernameSchema, type Role } from '#shared/contract/person.ts'
import { sameBytes } from '../groups/fields.ts'
import { certifyDevice, packCertificate, type Certificate, type Issuer } from '../groups/member.ts'
import { importSigningKey, type SigningKey } from '../sealing/signing-keys.ts'
import { encodeBytes } from './decode-bytes.ts'
import type { Ledger } from './ledger.ts'
import type { LedgerPerson } from './questions.ts'

export { buildCredential } from './credential.ts'
export type { InviteOptions } from './create-invite.ts'

/** Who asks to be let in. */
export interface Newcomer {
  readonly device: string
  readonly deviceName: string
  readonly signingKey: SigningKey
  /** Of a new person; who comes as an existing one has that one's. */
  readonly username: string
  readonly displayName: string
}

export interface Admission {
  readonly certificate: Certificate
  /** The body of the change `device.admitted`. */
  readonly body: ChangeOf<'device.admitted'>['body']
}

type Identity = Pick<LedgerPerson, 'id' | 'username' | 'role'> & Partial<Pick<LedgerPerson, 'isRemoved'>>

/** The first device of a workspace. @param person its owner. */
export function admitFounder(root: SigningKey, founder: Newcomer & { readonly person: string }): Admission {
  const identity = { id: founder.person, username: founder.username, role: 'owner' as const }
  return admit(root.publicKey.bytes, founder, identity, { issuer: { kind: 'root' }, by: root })
}

/** A further device of the same person, when both are at hand: `by` is the key of the older one. */
export function admitFurther(root: Uint8Array, newcomer: Newcomer, person: Identity, by: SigningKey): Admission {
  return admit(root, newcomer, person, { issuer: { kind: 'device', key: by.publicKey.bytes }, by })
}

/**
 * @param ledger having taken all of `workspace`.
 * @param seed the invite's, from its link.
 * @param options `newPerson`: the id that a new person gets; `at`: ms since epoch, the relay's clock.
 * @throws AppError `not_found`, `forbidden` (used up, revoked, expired), `conflict` with `field` "username"
 */
export function admitByInvite(ledger: Ledger, seed: Uint8Array, newcomer: Newcomer, options: { readonly newPerson: string; readonly at: number }): Admission {
  const key = importSigningKey(seed)
  const invite = ledger.invites().find((one) => sameBytes(one.key, key.publicKey.bytes))
  const by = invite && ledger.device(invite.by.device)
  if (!invite || !by) throw new AppError('not_found', 'The workspace does not know this invite. Ask for a new one.', 'link')
  const problem = ledger.problemOf(invite.id, options.at)
  if (problem !== undefined) throw new AppError('forbidden', problem, 'link')
  const known = invite.person === null ? newIdentity(ledger, newcomer.username, { id: options.newPerson, role: invite.role }) : ledger.person(invite.person)
  // Who was removed comes back as who they were.
  const identity = known?.isRemoved ? { ...known, role: invite.role } : known
  if (!identity) throw new AppError('not_found', 'Whom this invite is for is not in the workspace any more.', 'link')
  const terms = { by: by.key, role: invite.role, expiresAt: invite.expiresAt ?? 0, person: invite.person ?? undefined }
  const issuer = { kind: 'invite' as const, key: invite.key, terms }
  return admit(ledger.root, newcomer, identity, { issuer, by: key, inviteSignature: invite.signature })
}

function newIdentity(ledger: Ledger, username: string, { id, role }: { readonly id: string; readonly role: Role }): Identity {
  if (!usernameSchema.safeParse(username).success) throw new AppError('invalid', 'A username has 1 to 64 of the characters a-z, 0-9, ".", "_" and "-".', 'username')
  if (ledger.findUsername(username) !== undefined) throw new AppError('conflict', `The username “${username}” is taken. Choose another one.`, 'username')
  return { id, username, role }
}

interface Word {
  readonly issuer: Issuer
  readonly by: SigningKey
  readonly inviteSignature?: Uint8Array
}

function admit(root: Uint8Array, { device, deviceName, signingKey, displayName }: Newcomer, { id, username, role }: Identity, { issuer, by, inviteSignature }: Word): Admission {
  const key = signingKey.publicKey.bytes
  const certificate = { person: id, device, issuer, signature: certifyDevice(root, { person: id, device, key }, issuer, by), inviteSignature }
  const body = {
    deviceId: deviceIdSchema.parse(device),
    personId: personIdSchema.parse(id),
    username,
    displayName,
    role,
    deviceName,
    publicKey: encodeBytes(key),
    certificate: encodeBytes(packCertificate(certificate)),
  }
  return { certificate, body }
}
