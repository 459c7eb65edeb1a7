/** HMAC (RFC 2104) of short messages in two calls that make no object: Node's own makes one for each, and collecting them took an eighth of all time under a flood of signed posts. */
import { createHmac, createSecretKey, hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { SignatureRule } from '#shared/contract/hook-rules.ts'

export type Algorithm = SignatureRule['algorithm']

/** Bytes in a block of each (FIPS 180-4). */
const blockBytes: Readonly<Record<Algorithm, number>> = { sha1: 64, sha256: 64, sha512: 128 }

/** From here on copying costs more than an object. */
const longBytes = 16_384

/** A key with the blocks that stand before the message and before what came of it. */
interface Prepared {
  readonly inner: Buffer
  readonly outer: Buffer
  readonly key: ReturnType<typeof createSecretKey>
}

/** By whatever names the algorithm and the key: reading a key costs as much as the rest. */
const prepared = new LRUCache<string, Prepared>({ max: 1000 })

/** @param name of this key among all; the same name is the same key. `key` is asked once for each. */
export function computeMac(algorithm: Algorithm, { name, key }: { readonly name: string; readonly key: () => Buffer }, parts: readonly (string | Buffer)[]): Buffer {
  const id = `${algorithm} ${name}`
  let known = prepared.get(id)
  if (!known) prepared.set(id, (known = prepare(algorithm, key())))
  const message = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))
  if (message.reduce((sum, { length }) => sum + length, 0) > longBytes) {
    const hmac = createHmac(algorithm, known.key)
    for (const part of message) hmac.update(part)
    return hmac.digest()
  }
  return hash(algorithm, Buffer.concat([known.outer, hash(algorithm, Buffer.concat([known.inner, ...message]), 'buffer')]), 'buffer')
}

function prepare(algorithm: Algorithm, key: Buffer): Prepared {
  const short = key.length > blockBytes[algorithm] ? hash(algorithm, key, 'buffer') : key
  const pad = (value: number): Buffer => Buffer.alloc(blockBytes[algorithm], value).map((byte, index) => byte ^ (short[index] ?? 0)) as Buffer
  return { inner: pad(0x36), outer: pad(0x5c), key: createSecretKey(key) }
}
