/** Who this device is: an id and an Ed25519 key, made once and kept sealed. */
import { parse, stringify } from 'uuid'
import { newId } from '#server/random.ts'
import { deviceIdSchema } from '#shared/contract/ids.ts'
import { openAtRest, sealAtRest } from './at-rest.ts'
import { concatBytes } from './concat-bytes.ts'
import { KEY_BYTES } from './primitives.ts'
import { createSigningKey, importSigningKey } from './signing-keys.ts'
import type { DeviceId } from '#shared/contract/ids.ts'
import type { SigningKey } from './signing-keys.ts'

export interface DeviceIdentity {
  readonly device: DeviceId
  readonly signingKey: SigningKey
}

const FORMAT = 1
const ID_BYTES = 16
const place = 'device-identity'

export function createDeviceIdentity(device: DeviceId = newId()): DeviceIdentity {
  return { device, signingKey: createSigningKey() }
}

/** Format (1 byte), device (16), seed (32) and public key (32), sealed at rest. Two devices with the same identity are two tellers of one story: never copy it. */
export function exportDeviceIdentity({ device, signingKey }: DeviceIdentity, masterKey: Uint8Array): Uint8Array {
  const bytes = concatBytes(Uint8Array.of(FORMAT), parse(device), signingKey.exportSeed(), signingKey.publicKey.bytes)
  return sealAtRest(masterKey, place, bytes)
}

/**
 * @returns `locked` when the master key is another one: keep the bytes, ask for the keyring, or join again as a new device. `newer` when a newer Hookline wrote
 * them. @throws when they opened and make no sense, which only a bug or broken memory can do.
 */
export function importDeviceIdentity(sealed: Uint8Array, masterKey: Uint8Array): DeviceIdentity | 'locked' | 'newer' {
  const bytes = openAtRest(masterKey, place, sealed)
  if (bytes === undefined) return 'locked'
  if (bytes[0] !== FORMAT) return 'newer'
  const seedAt = 1 + ID_BYTES
  const signingKey = importSigningKey(bytes.subarray(seedAt, seedAt + KEY_BYTES))
  const isSame = Buffer.compare(signingKey.publicKey.bytes, bytes.subarray(seedAt + KEY_BYTES)) === 0
  // To sign with a seed whose public key is another would give the seed away.
  if (!isSame) throw new Error('The key of this device is damaged.')
  return { device: deviceIdSchema.parse(stringify(bytes.subarray(1, seedAt))), signingKey }
}
