/** The body of a sealed envelope: which key of which group opens it, then the sealed bytes. */
import { parse, stringify } from 'uuid'
import type { Envelope } from '#shared/contract/envelope.ts'
import { canonicalBytes } from './canonical-bytes.ts'
import { primitives } from './choose-primitives.ts'
import { concatBytes } from './concat-bytes.ts'
import { pad, PADDING_STEP_BYTES, unpad } from './padding.ts'
import { KEY_BYTES } from './primitives.ts'
import { openBytes, SEAL_OVERHEAD_BYTES, sealBytes } from './seal-bytes.ts'
import type { Seal } from './seal-bytes.ts'

export interface BodyHead {
  /** UUID in lower case. */
  readonly group: string
  readonly epoch: bigint
}

/** Where the body stands: it opens in no other envelope. */
export type BodyPlace = Pick<Envelope, 'id' | 'subject' | 'kind' | 'device' | 'redacts'>

/** What is written. A body that begins with a higher number is of a newer Hookline. */
const FORMAT = 2
/** Opened forever: there the channel had no key of its own, so only who has the epoch's can read it. */
const FIRST_FORMAT = 1
const HEAD_BYTES = 1 + 16 + 8

/** What a message grows by in transit, without padding: head, salt and tag; the signature's 64 come on top. */
export const BODY_OVERHEAD_BYTES = HEAD_BYTES + SEAL_OVERHEAD_BYTES

/** Format (1 byte), group (16), epoch (8, big end first), salt (16), padded ciphertext, tag (16). */
export function sealBody(head: BodyHead, place: BodyPlace, epochKey: Uint8Array, content: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(HEAD_BYTES)
  bytes.writeUInt8(FORMAT, 0)
  bytes.set(parse(head.group), 1)
  bytes.writeBigUInt64BE(head.epoch, 17)
  return concatBytes(bytes, sealBytes(bodySeal(head, place, channelKeyOf(head, place.subject, epochKey)), pad(content)))
}

/** @returns undefined when it is no sealed body of a format that is known here. */
export function readBodyHead(body: Uint8Array): BodyHead | undefined {
  const smallest = BODY_OVERHEAD_BYTES + PADDING_STEP_BYTES
  if ((body[0] !== FORMAT && body[0] !== FIRST_FORMAT) || body.length < smallest || (body.length - smallest) % PADDING_STEP_BYTES !== 0) return undefined
  const bytes = Buffer.from(body.buffer, body.byteOffset, HEAD_BYTES)
  const group = readUuid(bytes.subarray(1, 17))
  return group === undefined ? undefined : { group, epoch: bytes.readBigUInt64BE(17) }
}

/** Whether the key of its channel alone opens it. */
export const opensByChannel = (body: Uint8Array): boolean => body[0] === FORMAT

/**
 * The key of one channel in one epoch: public channels share a group, and who may read one of them (a guest) can be given its keys without those of the others.
 * HKDF-SHA-256 without a salt.
 */
export function channelKeyOf({ group, epoch }: BodyHead, subject: BodyPlace['subject'], epochKey: Uint8Array): Uint8Array {
  return primitives().hkdf.derive(epochKey, new Uint8Array(), canonicalBytes('hookline/channel-key/1', [group, epoch, subject]), KEY_BYTES)
}

/**
 * @param key the channel's; of a body of the first format the epoch's.
 * @returns undefined when it was sealed under another key or for another envelope, or was changed.
 */
export function openBody(head: BodyHead, place: BodyPlace, key: Uint8Array, body: Uint8Array): Uint8Array | undefined {
  const seal = opensByChannel(body) ? bodySeal(head, place, key) : firstSeal(head, place, key)
  const padded = openBytes(seal, body.subarray(HEAD_BYTES))
  return padded && unpad(padded)
}

function bodySeal({ group, epoch }: BodyHead, { id, subject, kind, device, redacts }: BodyPlace, key: Uint8Array): Seal {
  const aad = canonicalBytes('hookline/content/2', [group, epoch, subject, device, id, kind, redacts ?? ''])
  return { key, keyPurpose: 'hookline/content-key/2', keyParts: [], aad }
}

function firstSeal({ group, epoch }: BodyHead, { id, subject, kind, device, redacts }: BodyPlace, key: Uint8Array): Seal {
  const aad = canonicalBytes('hookline/content/1', [group, epoch, subject, device, id, kind, redacts ?? ''])
  return { key, keyPurpose: 'hookline/content-key/1', keyParts: [group, epoch, subject], aad }
}

function readUuid(bytes: Uint8Array): string | undefined {
  try {
    return stringify(bytes)
  } catch {
    return undefined
  }
}
