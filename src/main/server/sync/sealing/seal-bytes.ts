/** Seals bytes under a long-lived key, each time with a key of its own, and opens them: under content, links and what rests on the disk. */
import { random } from '#server/random.ts'
import { canonicalBytes } from './canonical-bytes.ts'
import { primitives } from './choose-primitives.ts'
import { concatBytes } from './concat-bytes.ts'
import { KEY_BYTES, NONCE_BYTES, TAG_BYTES } from './primitives.ts'
import type { Part, Purpose } from './canonical-bytes.ts'

export interface Seal {
  readonly key: Uint8Array
  /** What the key of this one message is derived for. */
  readonly keyPurpose: Purpose
  readonly keyParts: readonly Part[]
  /** What must be the same when it is opened, and is not in the sealed bytes. */
  readonly aad: Uint8Array
}

const SALT_BYTES = 16
/** Salt and tag. */
export const SEAL_OVERHEAD_BYTES = SALT_BYTES + TAG_BYTES

/** The derived key is used once, so its nonce needs no room. */
const nonce = new Uint8Array(NONCE_BYTES)

/**
 * Salt (16 random bytes), ciphertext, tag (16). The key is HKDF-SHA-256 of `key` with the salt and the purpose (RFC 5869), so that even 2^48 messages
 * under one key meet no salt twice in practice; AES-256-GCM with a random nonce of 12 bytes would allow 2^32 (SP 800-38D §8.3).
 */
export function sealBytes(seal: Seal, plain: Uint8Array): Uint8Array {
  const salt = random(SALT_BYTES)
  const sealed = primitives().gcm.seal(deriveKey(seal, salt), nonce, seal.aad, plain)
  return concatBytes(salt, sealed)
}

/** @returns undefined when anything differs from what was sealed. */
export function openBytes(seal: Seal, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < SEAL_OVERHEAD_BYTES) return undefined
  return primitives().gcm.open(deriveKey(seal, sealed.subarray(0, SALT_BYTES)), nonce, seal.aad, sealed.subarray(SALT_BYTES))
}

function deriveKey({ key, keyPurpose, keyParts }: Seal, salt: Uint8Array): Uint8Array {
  if (key.length !== KEY_BYTES) throw new RangeError(`A key has ${KEY_BYTES} bytes, this one ${key.length}.`)
  return primitives().hkdf.derive(key, salt, canonicalBytes(keyPurpose, keyParts), KEY_BYTES)
}
