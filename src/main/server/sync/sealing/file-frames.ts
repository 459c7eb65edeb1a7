/** The contents of a file in sealed frames, so that it can be sealed, opened and read from any place without holding all of it. */
import { primitives } from './choose-primitives.ts'
import { NONCE_BYTES, TAG_BYTES } from './primitives.ts'

/** Plain bytes of every frame but the last, which has 1 to this many; an empty file is one empty frame. */
export const FRAME_BYTES = 64 * 1024
export const SEALED_FRAME_BYTES = FRAME_BYTES + TAG_BYTES
const LAST = 1

const aad = Buffer.from('hookline/file/1', 'utf8')

export interface FramePlace {
  /** 0, 1, 2 …, less than 2^32: files of up to 256 TiB. */
  readonly index: number
  readonly isLast: boolean
}

/**
 * AES-256-GCM with a nonce of seven zero bytes, the index (4 bytes, big end first) and 1 in the last frame: the STREAM construction of Hoang, Reyhanitabar,
 * Rogaway and Vizár (2015). Nothing can be left out, moved, repeated or cut off. The key is of this one file, so no nonce comes twice.
 */
export function sealFrame(key: Uint8Array, place: FramePlace, plain: Uint8Array): Uint8Array {
  return primitives().gcm.seal(key, frameNonce(place), aad, plain)
}

/** @returns undefined when it is another frame, of another file, or was changed. */
export function openFrame(key: Uint8Array, place: FramePlace, sealed: Uint8Array): Uint8Array | undefined {
  const plain = primitives().gcm.open(key, frameNonce(place), aad, sealed)
  return plain !== undefined && isRightSize(place, plain.length) ? plain : undefined
}

/** Where frame `index` begins and ends in the sealed file; the last one ends earlier. */
export function frameSpan(index: number): { readonly start: number; readonly end: number } {
  return { start: index * SEALED_FRAME_BYTES, end: (index + 1) * SEALED_FRAME_BYTES }
}

/** @returns the length of the sealed file for a plain one of `sizeBytes`. */
export function sealedSize(sizeBytes: number): number {
  return sizeBytes + TAG_BYTES * Math.max(1, Math.ceil(sizeBytes / FRAME_BYTES))
}

/** So that one content has one row of frames. */
function isRightSize({ index, isLast }: FramePlace, length: number): boolean {
  if (!isLast) return length === FRAME_BYTES
  return length <= FRAME_BYTES && (length > 0 || index === 0)
}

function frameNonce({ index, isLast }: FramePlace): Uint8Array {
  const nonce = new Uint8Array(NONCE_BYTES)
  new DataView(nonce.buffer).setUint32(7, index)
  nonce[NONCE_BYTES - 1] = isLast ? LAST : 0
  return nonce
}
