/** Which keys and signatures are looked at at all, so that every library judges the rest alike. */
import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js'
import { KEY_BYTES, SIGNATURE_BYTES } from './primitives.ts'

/** The eight points whose order divides the cofactor, as RFC 8032 writes them. */
const smallOrder = new Set(ED25519_TORSION_SUBGROUP.map((hex) => Buffer.from(hex, 'hex').toString('latin1')))

/** Written in its one form, on the curve, and not of small order. OpenSSL and BoringSSL cannot be asked this. */
export function isUsablePublicKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== KEY_BYTES || isSmallOrder(publicKey)) return false
  try {
    ed25519.Point.fromBytes(publicKey)
    return true
  } catch {
    return false
  }
}

/**
 * False for another length, and for a first half (R) of small order, which Node 24.21 refuses (nodejs/node#64026, 2026) and Node 20 accepts. One that is not written in its one form is refused by whoever compares bytes.
 */
export function isUsableSignature(signature: Uint8Array): boolean {
  return signature.length === SIGNATURE_BYTES && !isSmallOrder(signature.subarray(0, KEY_BYTES))
}

function isSmallOrder(point: Uint8Array): boolean {
  return smallOrder.has(Buffer.from(point.buffer, point.byteOffset, point.length).toString('latin1'))
}
