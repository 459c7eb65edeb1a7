/** Ed25519 keys as objects: those that sign (device, workspace root, invite) and those that are checked against. */
import { random } from '#server/random.ts'
import { canonicalBytes } from './canonical-bytes.ts'
import { primitives } from './choose-primitives.ts'
import { KEY_BYTES } from './primitives.ts'
import type { Part } from './canonical-bytes.ts'

export interface PublicKey {
  /** 32, as RFC 8032 writes them. */
  readonly bytes: Uint8Array
  verify(data: Uint8Array, signature: Uint8Array): boolean
}

export interface SigningKey {
  readonly publicKey: PublicKey
  /** @returns 64 bytes. The same for the same data (RFC 8032). */
  sign(data: Uint8Array): Uint8Array
  /** 32 bytes: the secret itself. Sealed before it is stored (`at-rest.ts`). */
  exportSeed(): Uint8Array
}

export function createSigningKey(): SigningKey {
  return importSigningKey(random(KEY_BYTES))
}

/** @throws RangeError when the seed has not 32 bytes. */
export function importSigningKey(rawSeed: Uint8Array): SigningKey {
  if (rawSeed.length !== KEY_BYTES) throw new RangeError(`A seed has ${KEY_BYTES} bytes, this one ${rawSeed.length}.`)
  const seed = Uint8Array.from(rawSeed)
  const { ed25519 } = primitives()
  const publicKey = parsePublicKey(ed25519.publicKeyOf(seed))
  if (publicKey === undefined) throw new Error('A seed gave an unusable key.')
  return { publicKey, sign: ed25519.importSigner(seed), exportSeed: () => Uint8Array.from(seed) }
}

/** Some 0.2 ms, so keep what it returns. @returns undefined when these bytes are no key that a member may have (`ed25519-rules.ts`). */
export function parsePublicKey(rawBytes: Uint8Array): PublicKey | undefined {
  const verify = primitives().ed25519.importVerifier(rawBytes)
  return verify && { bytes: Uint8Array.from(rawBytes), verify }
}

/**
 * Signs something said by a key outside of envelopes: "this is my device", "whoever has this invite may join as a guest".
 * @param about what is said, a short word of its own for each kind of statement.
 */
export function signStatement(key: SigningKey, about: string, parts: readonly Part[]): Uint8Array {
  return key.sign(canonicalBytes('hookline/statement/1', [about, ...parts]))
}

export function verifyStatement(key: PublicKey, about: string, parts: readonly Part[], signature: Uint8Array): boolean {
  return key.verify(canonicalBytes('hookline/statement/1', [about, ...parts]), signature)
}
