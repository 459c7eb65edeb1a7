/** The signature of an envelope: the bytes it is made of, making it and checking it. */
import { canonicalBytes } from './canonical-bytes.ts'
import { primitives } from './choose-primitives.ts'
import type { Envelope } from '#shared/contract/envelope.ts'
import type { PublicKey, SigningKey } from './signing-keys.ts'

export type UnsignedEnvelope = Omit<Envelope, 'signature'>
/** All that is signed when the body itself is gone. */
export type EnvelopeHead = Omit<UnsignedEnvelope, 'body'>

/**
 * Id, subject, kind, device, the redacted id or nothing, and SHA-256 of the body: by the hash a record can still be checked after its body was dropped.
 * The position is no part of it: only the relay knows it.
 */
function envelopeBytes({ id, subject, kind, device, redacts }: EnvelopeHead, bodyHash: Uint8Array): Uint8Array {
  return canonicalBytes('hookline/envelope/1', [id, subject, kind, device, redacts ?? '', bodyHash])
}

export function hashBody(body: Uint8Array): Uint8Array {
  return primitives().digest.sha256(body)
}

export function signEnvelope(envelope: UnsignedEnvelope, key: SigningKey): Envelope {
  return { ...envelope, signature: key.sign(envelopeBytes(envelope, hashBody(envelope.body))) }
}

/** @param key the device's, from the roster: never one that came with the envelope. */
export function verifyEnvelope(envelope: Envelope, key: PublicKey): boolean {
  return key.verify(envelopeBytes(envelope, hashBody(envelope.body)), envelope.signature)
}

/** The same for a record whose body the relay has dropped; the hash of the body comes with it. */
export function verifyRedacted(head: EnvelopeHead, bodyHash: Uint8Array, signature: Uint8Array, key: PublicKey): boolean {
  return key.verify(envelopeBytes(head, bodyHash), signature)
}
