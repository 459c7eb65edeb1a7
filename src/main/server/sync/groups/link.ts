/** A history link: the key of an older epoch under the key of a newer one, so that who comes later can read what was written earlier. */
import { packFields, packNumber, sameBytes, unpackBigint, unpackFields } from './fields.ts'
import { linkPlace, unwrapKey, wrapKey } from '../sealing/links.ts'

const VERSION = Uint8Array.of(1)
const NO_KEY = new Uint8Array(32)

export interface LinkOf {
  readonly group: string
  readonly newer: bigint
  /** Mostly the epoch before; further back where nobody has the keys in between. */
  readonly older: bigint
}

/** Without an older key it opens nothing and still answers a newcomer: only who is in the same epoch can write it. */
export function sealLink({ group, newer, older }: LinkOf, newKey: Uint8Array, oldKey: Uint8Array | undefined): Uint8Array {
  return wrapKey(newKey, oldKey ?? NO_KEY, linkPlace(group, newer, older))
}

/** @returns undefined when it was not sealed in this epoch; `key` is undefined when it holds none */
export function openLink({ group, newer, older }: LinkOf, newKey: Uint8Array, sealed: Uint8Array): { key: Uint8Array | undefined } | undefined {
  const key = unwrapKey(newKey, sealed, linkPlace(group, newer, older))
  return key && { key: sameBytes(key, NO_KEY) ? undefined : key }
}

export interface PackedLink {
  readonly newer: bigint
  readonly older: bigint
  readonly sealed: Uint8Array
}

/** The body of a record of kind `link`. */
export function packLink({ newer, older, sealed }: PackedLink): Uint8Array {
  return packFields(VERSION, packNumber(newer), packNumber(older), sealed)
}

export function readLink(body: Uint8Array): PackedLink | undefined {
  try {
    const [version, newer, older, sealed] = unpackFields(body, 4) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
    return sameBytes(version, VERSION) ? { newer: unpackBigint(newer), older: unpackBigint(older), sealed } : undefined
  } catch {
    return undefined
  }
}
