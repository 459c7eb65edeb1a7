/** Seals a file piece by piece as it is read, and opens one piece by piece as it arrives. */
import { random } from '#server/random.ts'
import { primitives } from './choose-primitives.ts'
import { FRAME_BYTES, openFrame, SEALED_FRAME_BYTES, sealFrame } from './file-frames.ts'
import { KEY_BYTES } from './primitives.ts'

/** What the message says of its file, sealed with it; the host sees the sealed file, its name (the id) and its length. */
export interface SealedFile {
  /** 32 bytes, of this file alone. */
  readonly key: Uint8Array
  /** SHA-256 of the sealed file. */
  readonly id: Uint8Array
  /** Plain bytes. */
  readonly sizeBytes: number
}

export interface FileSealer {
  /** @returns the frames that got full, in order; often none. */
  push(piece: Uint8Array): Uint8Array[]
  /** @returns the last frame, and what the message must say. */
  finish(): { readonly frame: Uint8Array; readonly file: SealedFile }
}

export interface FileOpener {
  /** @returns what the frames held, in order; undefined when the file is broken: take nothing more of it then, and throw away what was taken. */
  push(piece: Uint8Array): Uint8Array[] | undefined
  /** @returns the last part; undefined when the file is broken, cut off, or another one. */
  finish(): Uint8Array | undefined
}

export function startFileSealer(): FileSealer {
  const key = random(KEY_BYTES)
  const running = primitives().digest.startSha256()
  const frames = startFrames(FRAME_BYTES)
  let index = 0
  let sizeBytes = 0
  const seal = (plain: Uint8Array, isLast: boolean): Uint8Array => {
    const sealed = sealFrame(key, { index, isLast }, plain)
    index += 1
    sizeBytes += plain.length
    running.update(sealed)
    return sealed
  }
  return {
    push: (piece) => frames.push(piece, (plain) => seal(plain, false)),
    finish() {
      const frame = seal(frames.rest(), true)
      return { frame, file: { key: Uint8Array.from(key), id: running.digest(), sizeBytes } }
    },
  }
}

export function startFileOpener({ key, id, sizeBytes }: SealedFile): FileOpener {
  const running = primitives().digest.startSha256()
  const frames = startFrames(SEALED_FRAME_BYTES)
  let index = 0
  let openedBytes = 0
  let isBroken = false
  const open = (sealed: Uint8Array, isLast: boolean): Uint8Array => {
    const plain = isBroken ? undefined : openFrame(key, { index, isLast }, sealed)
    index += 1
    running.update(sealed)
    openedBytes += plain?.length ?? 0
    isBroken ||= plain === undefined || openedBytes > sizeBytes
    return plain ?? new Uint8Array()
  }
  return {
    push(piece) {
      const opened = frames.push(piece, (sealed) => open(sealed, false))
      return isBroken ? undefined : opened
    },
    finish() {
      const last = open(frames.rest(), true)
      // Each frame is checked by its tag; the id says that it is the very file that was sent, and not another one made with its key.
      const isSame = openedBytes === sizeBytes && Buffer.compare(running.digest(), id) === 0
      return isSame && !isBroken ? last : undefined
    },
  }
}

/** Cuts pieces of any length into frames. A full one is kept until more comes: it might be the last. */
function startFrames(frameBytes: number) {
  const buffer = new Uint8Array(frameBytes)
  let filled = 0
  return {
    push<T>(piece: Uint8Array, onFrame: (frame: Uint8Array) => T): T[] {
      const results: T[] = []
      for (let at = 0; at < piece.length; ) {
        if (filled === frameBytes) {
          results.push(onFrame(buffer))
          filled = 0
        }
        const taken = piece.subarray(at, at + frameBytes - filled)
        buffer.set(taken, filled)
        filled += taken.length
        at += taken.length
      }
      return results
    },
    rest: () => buffer.subarray(0, filled),
  }
}
