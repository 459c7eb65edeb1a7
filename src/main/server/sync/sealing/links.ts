/** History links: the key of an older epoch sealed under that of a newer one, so that who has today's key can walk back to every earlier message. */
import { canonicalBytes } from './canonical-bytes.ts'
import { openBytes, sealBytes, SEAL_OVERHEAD_BYTES } from './seal-bytes.ts'
import { KEY_BYTES } from './primitives.ts'
import type { Seal } from './seal-bytes.ts'

export const LINK_BYTES = SEAL_OVERHEAD_BYTES + KEY_BYTES

/**
 * A link says nothing about who made it: put it into a signed envelope. Whoever can open it learns the older key, and from there all before it: a channel
 * whose history begins with joining has none.
 */
export function wrapKey(newKey: Uint8Array, oldKey: Uint8Array, aad: Uint8Array): Uint8Array {
  if (oldKey.length !== KEY_BYTES) throw new RangeError(`A key has ${KEY_BYTES} bytes, this one ${oldKey.length}.`)
  return sealBytes(linkSeal(newKey, aad), oldKey)
}

/** @returns undefined when it was made under another key or for another place, or was changed. */
export function unwrapKey(newKey: Uint8Array, link: Uint8Array, aad: Uint8Array): Uint8Array | undefined {
  return link.length === LINK_BYTES ? openBytes(linkSeal(newKey, aad), link) : undefined
}

/** Where a link belongs: the `aad` of both functions. */
export function linkPlace(group: string, newEpoch: bigint, oldEpoch: bigint): Uint8Array {
  return canonicalBytes('hookline/link/1', [group, newEpoch, oldEpoch])
}

function linkSeal(key: Uint8Array, aad: Uint8Array): Seal {
  return { key, keyPurpose: 'hookline/link-key/1', keyParts: [], aad }
}
