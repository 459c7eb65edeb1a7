/** The frames of a write-ahead log as they lie there, one after the other, and the sums that chain them (https://sqlite.org/fileformat.html, section 4). */
import { readSync } from 'node:fs'

export const HEADER = 32
const FRAME_HEADER = 24
/** Read at once: a log has no bound while somebody reads an older state. */
const PIECE = 1024 * 1024

/** How a log is laid out. */
export interface Layout {
  readonly pageSize: number
  /** Of the words that are summed. */
  readonly isBigEndian: boolean
}

/** One place in a log, whatever stands there. */
export interface Slot {
  readonly page: number
  readonly commitPages: number
  /** Of the round in which it was written. */
  readonly salts: bigint
  /** Its sum as it is written there. */
  readonly written: bigint
  /** Where its page stands in the log. */
  readonly offset: number
  /** What its sum would be behind a frame with the sum `before`. Only until the next slot is asked for. */
  sumAfter(before: bigint): bigint
}

/** All that fit into the file. */
export function* readSlots(file: number, { pageSize, isBigEndian }: Layout): Generator<Slot> {
  const frameSize = FRAME_HEADER + pageSize
  const piece = Buffer.alloc(Math.ceil(PIECE / frameSize) * frameSize)
  const sum = createSum(piece, isBigEndian)
  for (let begin = HEADER; ; begin += piece.length) {
    const readBytes = readSync(file, piece, 0, piece.length, begin)
    for (let at = 0; at + frameSize <= readBytes; at += frameSize) {
      yield {
        page: piece.readUInt32BE(at),
        commitPages: piece.readUInt32BE(at + 4),
        salts: piece.readBigUInt64BE(at + 8),
        written: piece.readBigUInt64BE(at + 16),
        offset: begin + at + FRAME_HEADER,
        sumAfter: (before) => sum(at + FRAME_HEADER, pageSize, sum(at, 8, before)),
      }
    }
    if (readBytes < piece.length) return
  }
}

/** Section 4.2, both halves as one number. Words are read through a view where their order is this computer's, as it nearly always is. */
export function createSum(bytes: Buffer, isBigEndian: boolean): (start: number, size: number, before: bigint) => bigint {
  const words = bytes.byteOffset % 4 === 0 ? new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2) : undefined
  const word = words && isBigEndian === isBigEndianHere ? (at: number): number => words[at >> 2] ?? 0 : (at: number): number => (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at))
  return (start, size, before) => {
    let [a, b] = [Number(before >> 32n), Number(before & 0xffffffffn)]
    for (let at = start; at < start + size; at += 8) {
      a = (a + word(at) + b) >>> 0
      b = (b + word(at + 4) + a) >>> 0
    }
    return (BigInt(a) << 32n) | BigInt(b)
  }
}

/** SQLite writes sums in the order of the computer it runs on. */
export const isBigEndianHere = new Uint8Array(Uint32Array.of(1).buffer)[0] === 0
