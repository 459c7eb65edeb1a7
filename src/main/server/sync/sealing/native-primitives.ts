/** The building blocks as Node has them: OpenSSL's, or BoringSSL's inside Electron. */
import { createCipheriv, createDecipheriv, createHash, createPrivateKey, createPublicKey, hash, hkdfSync, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { concatBytes } from './concat-bytes.ts'
import { isUsablePublicKey, isUsableSignature } from './ed25519-rules.ts'
import { KEY_BYTES, TAG_BYTES } from './primitives.ts'
import type { Digest, Ed25519, Gcm, Hkdf, Primitives } from './primitives.ts'

const algorithm = 'aes-256-gcm'
/** Without it Node would accept shorter tags, which can be guessed. */
const tagLength = { authTagLength: TAG_BYTES }
/** What stands before the 32 bytes in the two usual wrappings (RFC 8410 §7 and §4); JWK would need the public key beside the seed. */
const privateKeyPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicKeyPrefix = Buffer.from('302a300506032b6570032100', 'hex')

const digest: Digest = {
  sha256: (data) => bare(hash('sha256', data, 'buffer')),
  sha512: (data) => bare(hash('sha512', data, 'buffer')),
  startSha256() {
    const running = createHash('sha256')
    return { update: (data) => void running.update(data), digest: () => bare(running.digest()) }
  },
}

const hkdf: Hkdf = { derive: (key, salt, info, sizeBytes) => new Uint8Array(hkdfSync('sha256', key, salt, info, sizeBytes)) }

const gcm: Gcm = {
  seal(key, nonce, aad, plain) {
    const cipher = createCipheriv(algorithm, key, nonce, tagLength)
    cipher.setAAD(aad)
    return concatBytes(cipher.update(plain), cipher.final(), cipher.getAuthTag())
  },
  open(key, nonce, aad, sealed) {
    if (sealed.length < TAG_BYTES) return undefined
    const end = sealed.length - TAG_BYTES
    const decipher = createDecipheriv(algorithm, key, nonce, tagLength)
    decipher.setAAD(aad)
    decipher.setAuthTag(sealed.subarray(end))
    const plain = decipher.update(sealed.subarray(0, end))
    try {
      // GCM holds nothing back: `final` only compares the tag.
      decipher.final()
      return bare(plain)
    } catch {
      return undefined
    }
  },
}

const ed25519: Ed25519 = {
  publicKeyOf(seed) {
    const spki = createPublicKey(readSeed(seed)).export({ format: 'der', type: 'spki' })
    return new Uint8Array(spki.subarray(-KEY_BYTES))
  },
  importSigner(seed) {
    const key = readSeed(seed)
    return (data) => bare(sign(null, data, key))
  },
  importVerifier(publicKey) {
    if (!isUsablePublicKey(publicKey)) return undefined
    const key = createPublicKey({ key: Buffer.concat([publicKeyPrefix, publicKey]), format: 'der', type: 'spki' })
    return (data, signature) => isUsableSignature(signature) && verify(null, data, key, signature)
  },
}

export const nativePrimitives: Primitives = { digest, hkdf, gcm, ed25519 }

function readSeed(seed: Uint8Array): KeyObject {
  if (seed.length !== KEY_BYTES) throw new RangeError(`A seed has ${KEY_BYTES} bytes, this one ${seed.length}.`)
  return createPrivateKey({ key: Buffer.concat([privateKeyPrefix, seed]), format: 'der', type: 'pkcs8' })
}

/** The same memory as the plain type, which compares, prints and crosses threads like any other. */
function bare(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)
}
