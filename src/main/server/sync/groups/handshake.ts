/** The body of a handshake record: a commit, the public state that it leads to, and the older key under the newer one, in one append. */
import type { RelayRecord } from '#shared/contract/envelope.ts'
import { decodeMlsMessage, type MLSMessage } from 'ts-mls'
import { packFields, unpackFields } from './fields.ts'

export interface Handshake {
  /** An MLS message; empty when the group begins. */
  readonly commit: Uint8Array
  readonly groupInfo: Uint8Array
  /** Empty when the committer does not know the older key, or when the group's history is closed to newcomers. */
  readonly link: Uint8Array
}

const VERSION = Uint8Array.of(1)

export function packHandshake({ commit, groupInfo, link }: Handshake): Uint8Array {
  return packFields(VERSION, commit, groupInfo, link)
}

/** @returns undefined when it is none that this version can read */
export function readHandshake(record: Pick<RelayRecord, 'kind' | 'body'>): Handshake | undefined {
  if (record.kind !== 'handshake') return undefined
  try {
    const [version, commit, groupInfo, link] = unpackFields(record.body, 4) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
    return version.length === 1 && version[0] === VERSION[0] ? { commit, groupInfo, link } : undefined
  } catch {
    return undefined
  }
}

/** The message in these bytes, when it takes up all of them. */
export function decodeWhole(bytes: Uint8Array): MLSMessage | undefined {
  const decoded = decodeMlsMessage(bytes, 0)
  return decoded && decoded[1] === bytes.length ? decoded[0] : undefined
}
