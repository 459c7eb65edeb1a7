/** A history link: the key of the epoch before, under the key of the epoch after it, so that who comes later can read what was written earlier. */
import { packFields, packNumber, sameBytes, unpackBigint, unpackFields } from './fields.ts'
import { linkPlace, unwrapKey, wrapKey } from '../sealing/links.ts'

const VERSION = Uint8Array.of(1)
const NO_KEY = new Uint8Array(32)

export interface LinkOf {
  readonly group: string
  /** The newer of the two epochs. */
  readonly epoch: bigint
}

/**
 * The key of `epoch - 1` under the key of `epoch`. Without an older key it opens nothing and still answers a newcomer: only who is in the
 * same epoch can write it.
 */
export function sealLink({ group, epoch }: LinkOf, newKey: Uint8Array, oldKey: Uint8Array | undefined): Uint8Array {
  return wrapKey(newKey, oldKey ?? NO_KEY, linkPlace(group, epoch, epoch - 1n))
}

/** @returns undefined when it was not sealed in this epoch; `key` is undefined when it holds none */
export function openLink({ group, epoch }: LinkOf, newKey: Uint8Array, sealed: Uint8Array): { key: Uint8Array | undefined } | undefined {
  const key = unwrapKey(newKey, sealed, linkPlace(group, epoch, epoch - 1n))
  return key && { key: sameBytes(key, NO_KEY) ? undefined : key }
}

/** The body of a record of kind `link`. */
export function packLink(epoch: bigint, sealed: Uint8Array): Uint8Array {
  return packFields(VERSION, packNumber(epoch), sealed)
}

export function readLink(body: Uint8Array): { epoch: bigint; sealed: Uint8Array } | undefined {
  try {
    const [version, epoch, sealed] = unpackFields(body, 3) as [Uint8Array, Uint8Array, Uint8Array]
    return sameBytes(version, VERSION) ? { epoch: unpackBigint(epoch), sealed } : undefined
  } catch {
    return undefined
  }
}
