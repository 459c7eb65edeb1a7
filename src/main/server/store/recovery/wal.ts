/** Reads a write-ahead log by hand (https://sqlite.org/fileformat.html, section 4): SQLite stops at the first frame that is damaged and says nothing of the commits behind it. */
import { closeSync, ftruncateSync, fsyncSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'

export interface WalFrame {
  readonly page: number
  /** Pages of the file after the commit that this frame ends; 0 inside of one. */
  readonly commitPages: number
  /** Where its page stands in the log. */
  readonly offset: number
  readonly isWhole: boolean
}

export interface Wal {
  readonly bytes: Buffer
  readonly pageSize: number
  /** Of the current round, in order, up to the last that ends a commit. */
  readonly frames: readonly WalFrame[]
  /** Whole commits behind a damaged frame: what SQLite would leave out. A power cut can leave some that nobody was told of. */
  readonly lostCommits: number
}

const HEADER = 32
const FRAME_HEADER = 24

/** @returns undefined when there is none or nothing in it can be told. */
export function readWal(path: string): Wal | undefined {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    return undefined
  }
  if (bytes.length < HEADER) return undefined
  const magic = bytes.readUInt32BE(0)
  const pageSize = bytes.readUInt32BE(8)
  if ((magic & 0xfffffffe) >>> 0 !== 0x377f0682 || pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) return undefined
  const sum = createSum(bytes, (magic & 1) === 1)
  const frames: WalFrame[] = []
  let [first, second] = [bytes.readUInt32BE(24), bytes.readUInt32BE(28)]
  for (let at = HEADER; at + FRAME_HEADER + pageSize <= bytes.length; at += FRAME_HEADER + pageSize) {
    if (bytes.readUInt32BE(at + 8) !== bytes.readUInt32BE(16) || bytes.readUInt32BE(at + 12) !== bytes.readUInt32BE(20)) break
    const head = sum(at, 8, first, second)
    const [a, b] = sum(at + FRAME_HEADER, pageSize, head[0], head[1])
    // Each frame's sum goes on from the one before as it is written there: so one damaged frame does not hide whether the next is whole.
    first = bytes.readUInt32BE(at + 16)
    second = bytes.readUInt32BE(at + 20)
    frames.push({ page: bytes.readUInt32BE(at), commitPages: bytes.readUInt32BE(at + 4), offset: at + FRAME_HEADER, isWhole: a === first && b === second })
  }
  const end = frames.findLastIndex(({ commitPages, isWhole }) => isWhole && commitPages > 0)
  const damaged = frames.findIndex(({ isWhole }) => !isWhole)
  const lostCommits = damaged === -1 || damaged > end ? 0 : frames.slice(damaged, end + 1).filter(({ commitPages }) => commitPages > 0).length
  return { bytes, pageSize, frames: frames.slice(0, end + 1), lostCommits }
}

type Sum = (start: number, size: number, first: number, second: number) => [number, number]

/** Section 4.2. Words are read through a view where their order is this computer's, as it nearly always is. */
function createSum(bytes: Buffer, isBigEndian: boolean): Sum {
  const words = bytes.byteOffset % 4 === 0 ? new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2) : undefined
  const isNative = new Uint8Array(Uint32Array.of(1).buffer)[0] === (isBigEndian ? 0 : 1)
  const word = words && isNative ? (at: number): number => words[at >> 2] ?? 0 : (at: number): number => (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at))
  return (start, size, first, second) => {
    let [a, b] = [first, second]
    for (let at = start; at < start + size; at += 8) {
      a = (a + word(at) + b) >>> 0
      b = (b + word(at + 4) + a) >>> 0
    }
    return [a, b]
  }
}

/**
 * Folds the log into a file, every whole frame of it, and makes that a file without a log.
 * @returns whether a damaged frame was left out that no later one replaced.
 */
export function foldWal(path: string, wal: Wal | undefined): boolean {
  const file = openSync(path, 'r+')
  try {
    const left = new Set<number>()
    for (const { page, offset, isWhole } of wal?.frames ?? []) {
      if (!isWhole) left.add(page)
      else {
        writeSync(file, wal!.bytes, offset, wal!.pageSize, (page - 1) * wal!.pageSize)
        left.delete(page)
      }
    }
    const header = Buffer.alloc(100)
    readSync(file, header, 0, 100, 0)
    const pages = wal?.frames.at(-1)?.commitPages ?? 0
    if (pages > 0) {
      ftruncateSync(file, pages * wal!.pageSize)
      header.writeUInt32BE(pages, 28)
      // Says that the number of pages is to be believed.
      header.copy(header, 92, 24, 28)
    }
    // No write-ahead log, until somebody opens it with one.
    header.fill(1, 18, 20)
    writeSync(file, header, 0, 100, 0)
    fsyncSync(file)
    return left.size > 0
  } finally {
    closeSync(file)
  }
}
