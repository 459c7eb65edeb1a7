/** The four building blocks of everything sealed here, as an interface: Node's own and a pure one in JavaScript stand behind it. */

/** SHA-2 (FIPS 180-4). */
export interface Digest {
  sha256(data: Uint8Array): Uint8Array
  sha512(data: Uint8Array): Uint8Array
  /** For what does not fit into memory; `digest` ends it. */
  startSha256(): { update(data: Uint8Array): void; digest(): Uint8Array }
}

/** HKDF-SHA-256 (RFC 5869). */
export interface Hkdf {
  /** @param sizeBytes 1 to 8160. */
  derive(key: Uint8Array, salt: Uint8Array, info: Uint8Array, sizeBytes: number): Uint8Array
}

/** AES-256-GCM (NIST SP 800-38D): keys of 32 bytes, nonces of 12, tags of 16 and no shorter. */
export interface Gcm {
  /** @returns as many bytes as `plain` has, and the tag behind them. */
  seal(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plain: Uint8Array): Uint8Array
  /** @returns undefined when key, nonce, `aad` or any bit is another than when it was sealed. */
  open(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Uint8Array | undefined
}

/**
 * Ed25519 (RFC 8032 §5.1), verified without the cofactor; keys and signatures must also pass `ed25519-rules.ts`. All members must judge alike whichever library they run, also what a modified client made: a record that some accept and some refuse would split the team, and
 * libraries do differ there (Chalkias, Garillot and Nikolaenko, "Taming the many EdDSAs", 2020).
 */
export interface Ed25519 {
  publicKeyOf(seed: Uint8Array): Uint8Array
  /** @param seed 32 bytes, the private key of RFC 8032. */
  importSigner(seed: Uint8Array): (data: Uint8Array) => Uint8Array
  /** @returns undefined when these 32 bytes are no key that may be used. */
  importVerifier(publicKey: Uint8Array): ((data: Uint8Array, signature: Uint8Array) => boolean) | undefined
}

export interface Primitives {
  readonly digest: Digest
  readonly hkdf: Hkdf
  readonly gcm: Gcm
  readonly ed25519: Ed25519
}

export const KEY_BYTES = 32
export const NONCE_BYTES = 12
export const TAG_BYTES = 16
export const SIGNATURE_BYTES = 64
