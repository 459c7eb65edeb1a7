/** Who a leaf of a group is: a device of a person, with the certificate chain that leads from the workspace's root key to its own key. */
import { envelopeSchema } from '#shared/contract/envelope.ts'
import { parsePublicKey, signStatement, verifyStatement, type SigningKey } from '../sealing/signing-keys.ts'
import type { Part } from '../sealing/canonical-bytes.ts'
import { packFields, packNumber, packText, sameBytes, unpackFields, unpackNumber, unpackText } from './fields.ts'

export interface Member {
  readonly person: string
  readonly device: string
  /** Ed25519, 32 bytes: signs commits and content. */
  readonly key: Uint8Array
  readonly issuer: Issuer
}

/** Whose key vouches for a device. Whether that key may do so is a matter of facts and is asked of the rules, not read here. */
export type Issuer =
  /** The workspace's root key itself: its founder's first device. */
  | { readonly kind: 'root' }
  /** Another device, by its key: of the same person, adding a second one. */
  | { readonly kind: 'device'; readonly key: Uint8Array }
  | { readonly kind: 'invite'; readonly key: Uint8Array; readonly terms: InviteTerms }

export interface InviteTerms {
  /** The root key, or the key of an admin's device. */
  readonly by: Uint8Array
  readonly role: string
  /** ms since epoch by the relay's clock; 0 = never. */
  readonly expiresAt: number
  /** The person it is for; anybody when left out. */
  readonly person?: string | undefined
}

/** What a device shows of itself. */
export interface Certificate {
  readonly person: string
  readonly device: string
  readonly issuer: Issuer
  readonly signature: Uint8Array
  /** By `issuer.terms.by`, over an invite's terms. */
  readonly inviteSignature?: Uint8Array | undefined
}

const KEY_BYTES = 32
const uuid = envelopeSchema.shape.device
const VERSION = 1
const kinds = ['root', 'device', 'invite'] as const

/** An issuer's word that `key` belongs to this device of this person. */
export function certifyDevice(root: Uint8Array, of: Omit<Member, 'issuer'>, issuer: Issuer, by: SigningKey): Uint8Array {
  return signStatement(by, 'device', deviceParts(root, { ...of, issuer }))
}

/** An inviter's word on an invite's key and terms. */
export function certifyInvite(root: Uint8Array, inviteKey: Uint8Array, terms: InviteTerms, by: SigningKey): Uint8Array {
  return signStatement(by, 'invite', inviteParts(root, inviteKey, terms))
}

/** The identity of an MLS basic credential (RFC 9420 §5.3). */
export function packCertificate({ person, device, issuer, signature, inviteSignature }: Certificate): Uint8Array {
  return packFields(
    Uint8Array.of(VERSION, kinds.indexOf(issuer.kind)),
    packText(person),
    packText(device),
    issuer.kind === 'root' ? new Uint8Array() : issuer.key,
    signature,
    issuer.kind === 'invite' ? packTerms(issuer.terms) : new Uint8Array(),
    inviteSignature ?? new Uint8Array(),
  )
}

/** @throws RangeError, TypeError or ZodError when it is not a certificate; says nothing about its signatures */
export function unpackCertificate(packed: Uint8Array): Certificate {
  const [head, person, device, issuerKey, signed, terms, inviteSignature] = unpackFields(packed, 7) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  const kind = kinds[head[1] ?? -1]
  if (head.length !== 2 || head[0] !== VERSION || !kind) throw new RangeError('This is no certificate of a known version.')
  const certificate: Certificate = {
    person: uuid.parse(unpackText(person)),
    device: uuid.parse(unpackText(device)),
    issuer: kind === 'root' ? { kind } : unpackIssuer(kind, issuerKey, terms),
    signature: signed,
    inviteSignature: kind === 'invite' ? inviteSignature : undefined,
  }
  // One way to write it: whatever else stood in its unused fields would travel unsigned.
  if (!sameBytes(packCertificate(certificate), packed)) throw new RangeError('A certificate is written in another way than it should be.')
  return certificate
}

/**
 * Who this credential says it is, once every signature of its chain holds: root → (invite) → device.
 * @returns undefined when one does not, or when it cannot be read
 */
export function verifyCertificate(root: Uint8Array, packed: Uint8Array, key: Uint8Array): Member | undefined {
  const member = readMember(packed, key)
  if (!member || key.length !== KEY_BYTES) return undefined
  const { issuer, signature, inviteSignature } = unpackCertificate(packed)
  if (!isWord(issuer.kind === 'root' ? root : issuer.key, 'device', deviceParts(root, member), signature)) return undefined
  if (issuer.kind !== 'invite') return member
  return inviteSignature && verifyInvite(root, issuer.key, issuer.terms, inviteSignature) ? member : undefined
}

/** Whether `terms.by` has said this of the invite. */
export function verifyInvite(root: Uint8Array, inviteKey: Uint8Array, terms: InviteTerms, signature: Uint8Array): boolean {
  return isWord(terms.by, 'invite', inviteParts(root, inviteKey, terms), signature)
}

function isWord(by: Uint8Array, about: string, parts: readonly Part[], word: Uint8Array): boolean {
  const publicKey = parsePublicKey(by)
  return publicKey !== undefined && verifyStatement(publicKey, about, parts, word)
}

/** The same without checking a signature, for credentials that were checked before. */
export function readMember(packed: Uint8Array, key: Uint8Array): Member | undefined {
  try {
    const { person, device, issuer } = unpackCertificate(packed)
    return { person, device, key, issuer }
  } catch {
    return undefined
  }
}

/** The same device with the same key. */
export function sameMember(one: Member, other: Member): boolean {
  return one.device === other.device && one.person === other.person && sameBytes(one.key, other.key)
}

function deviceParts(root: Uint8Array, { person, device, key, issuer }: Member): Part[] {
  return [root, person, device, key, issuer.kind, issuer.kind === 'root' ? root : issuer.key]
}

function inviteParts(root: Uint8Array, inviteKey: Uint8Array, { by, role, expiresAt, person }: InviteTerms): Part[] {
  return [root, inviteKey, by, role, BigInt(expiresAt), person ?? '']
}

function packTerms({ by, role, expiresAt, person }: InviteTerms): Uint8Array {
  return packFields(by, packText(role), packNumber(expiresAt), packText(person ?? ''))
}

function unpackIssuer(kind: 'device' | 'invite', key: Uint8Array, packedTerms: Uint8Array): Issuer {
  if (key.length !== KEY_BYTES) throw new RangeError('An Ed25519 key has 32 bytes.')
  if (kind === 'device') return { kind, key }
  const [by, role, expiresAt, person] = unpackFields(packedTerms, 4) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  if (by.length !== KEY_BYTES) throw new RangeError('An Ed25519 key has 32 bytes.')
  return { kind, key, terms: { by, role: unpackText(role), expiresAt: unpackNumber(expiresAt), person: unpackText(person) || undefined } }
}
