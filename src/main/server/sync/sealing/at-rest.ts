/** What rests on this disk under the master key of the system's keyring (or of a key file): identity, group states, keys of epochs. */
import { canonicalBytes } from './canonical-bytes.ts'
import { openBytes, sealBytes } from './seal-bytes.ts'
import type { Seal } from './seal-bytes.ts'

/** @param place the one place where it may be read again, for instance `identity` or `group/<id>`: rows that were exchanged do not open. */
export function sealAtRest(masterKey: Uint8Array, place: string, secret: Uint8Array): Uint8Array {
  return sealBytes(restSeal(masterKey, place), secret)
}

/** @returns undefined under another master key. Keep the sealed bytes then: the keyring may be locked, and come back. */
export function openAtRest(masterKey: Uint8Array, place: string, sealed: Uint8Array): Uint8Array | undefined {
  return openBytes(restSeal(masterKey, place), sealed)
}

function restSeal(key: Uint8Array, place: string): Seal {
  return { key, keyPurpose: 'hookline/at-rest-key/1', keyParts: [place], aad: canonicalBytes('hookline/at-rest/1', [place]) }
}
