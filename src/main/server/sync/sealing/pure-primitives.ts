/** The building blocks in plain JavaScript (noble, audited): ten times slower, and the same wherever JavaScript runs. */
import { gcm as nobleGcm } from '@noble/ciphers/aes.js'
import { ed25519 as nobleEd25519 } from '@noble/curves/ed25519.js'
import { bytesToNumberLE, concatBytes, equalBytes } from '@noble/curves/utils.js'
import { hkdf as nobleHkdf } from '@noble/hashes/hkdf.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { isUsablePublicKey, isUsableSignature } from './ed25519-rules.ts'
import { TAG_BYTES } from './primitives.ts'
import type { Digest, Ed25519, Gcm, Hkdf, Primitives } from './primitives.ts'

const { Point } = nobleEd25519

const digest: Digest = { sha256, sha512, startSha256: () => sha256.create() }

const hkdf: Hkdf = { derive: (key, salt, info, sizeBytes) => nobleHkdf(sha256, key, salt, info, sizeBytes) }

const gcm: Gcm = {
  seal: (key, nonce, aad, plain) => nobleGcm(key, nonce, aad).encrypt(plain),
  open(key, nonce, aad, sealed) {
    if (sealed.length < TAG_BYTES) return undefined
    const cipher = nobleGcm(key, nonce, aad)
    try {
      return cipher.decrypt(sealed)
    } catch {
      return undefined
    }
  },
}

const ed25519: Ed25519 = {
  publicKeyOf: (seed) => nobleEd25519.getPublicKey(seed),
  importSigner: (seed) => (data) => nobleEd25519.sign(data, seed),
  importVerifier: (publicKey) => (isUsablePublicKey(publicKey) ? (data, signature) => verifyAsOthersDo(publicKey, data, signature) : undefined),
}

export const purePrimitives: Primitives = { digest, hkdf, gcm, ed25519 }

/**
 * RFC 8032 §5.1.7 without the cofactor: R is compared byte by byte with [S]B - [k]A, as OpenSSL and BoringSSL do. noble's own `verify` multiplies by
 * the cofactor, which the RFC allows too, and so believes some signatures made by odd means that they refuse.
 */
function verifyAsOthersDo(publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  if (!isUsableSignature(signature)) return false
  const r = signature.subarray(0, 32)
  const s = bytesToNumberLE(signature.subarray(32))
  if (s >= Point.Fn.ORDER) return false
  const k = Point.Fn.create(bytesToNumberLE(sha512(concatBytes(r, publicKey, data))))
  const expected = Point.BASE.multiplyUnsafe(s).subtract(Point.fromBytes(publicKey).multiplyUnsafe(k))
  return equalBytes(expected.toBytes(), r)
}
