/** Numbers that two people compare to know that nobody stands between them, and one for a whole group. */
import { canonicalBytes } from './canonical-bytes.ts'
import { primitives } from './choose-primitives.ts'
import { concatBytes } from './concat-bytes.ts'

export interface PersonKeys {
  /** UUID: the number says whose keys these are. */
  readonly person: string
  /** Public keys of those devices that no other device of the person vouches for, 32 bytes each, in any order: a second device changes no number. */
  readonly keys: readonly Uint8Array[]
}

/** As many rounds as Signal has: each try of somebody who looks for keys with the same number costs that much. */
const ROUNDS = 5200
const digitsPerGroup = 5

/** Some 10 ms. @param workspaceKey the root public key: numbers of two workspaces differ. @returns 60 digits, the same for both. */
export function buildSafetyNumber(workspaceKey: Uint8Array, mine: PersonKeys, theirs: PersonKeys): string {
  return [mine, theirs].map((one) => toDigits(hashPerson(workspaceKey, one))).sort().join('')
}

/**
 * 30 digits that are the same on every device of a group, and differ once a host shows members different logs.
 * @param authenticator `epoch_authenticator` of RFC 9420 §8.7.
 */
export function buildGroupCode(group: string, epoch: bigint, authenticator: Uint8Array): string {
  return toDigits(primitives().digest.sha512(canonicalBytes('hookline/group-code/1', [group, epoch, authenticator])))
}

/** 30 digits by which a key is told: the workspace's, shown before one joins. */
export function buildFingerprint(publicKey: Uint8Array): string {
  return toDigits(primitives().digest.sha512(canonicalBytes('hookline/fingerprint/1', [publicKey])))
}

/** Groups of five, as they are read aloud. */
export function groupDigits(digits: string): string[] {
  return digits.match(new RegExp(`.{1,${digitsPerGroup}}`, 'g')) ?? []
}

function hashPerson(workspaceKey: Uint8Array, { person, keys }: PersonKeys): Uint8Array {
  const sorted = [...keys].sort((one, other) => Buffer.compare(one, other))
  const start = canonicalBytes('hookline/safety-number/1', [workspaceKey, person, ...sorted])
  let hash = start
  for (let round = 0; round < ROUNDS; round += 1) hash = primitives().digest.sha512(concatBytes(hash, start))
  return hash
}

/** Six numbers of five digits, each from five bytes, so that all are about equally frequent. */
function toDigits(hash: Uint8Array): string {
  const bytes = Buffer.from(hash.buffer, hash.byteOffset, hash.length)
  return [0, 5, 10, 15, 20, 25].map((at) => String(bytes.readUIntBE(at, 5) % 100_000).padStart(digitsPerGroup, '0')).join('')
}
