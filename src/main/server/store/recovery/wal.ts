/** Reads a write-ahead log by hand (https://sqlite.org/fileformat.html, section 4): SQLite stops at the first frame that is damaged and says nothing of the commits behind it. */
import { closeSync, fstatSync, ftruncateSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'

export interface WalFrame {
  readonly page: number
  /** Pages of the file after the commit that this frame ends; 0 inside of one. */
  readonly commitPages: number
  /** Where its page stands in the log. */
  readonly offset: number
  readonly isWhole: boolean
}

export interface Wal {
  readonly pageSize: number
  /** Of the current round, in order, up to the last that ends a commit. */
  readonly frames: readonly WalFrame[]
  /** Whole commits behind a damaged frame: what SQLite would leave out. A power cut can leave some that nobody was told of. */
  readonly lostCommits: number
}

const HEADER = 32
const FRAME_HEADER = 24
/** Read at once: a log has no bound while somebody reads an older state. */
const PIECE = 1024 * 1024

/** @returns undefined when there is none or nothing in it can be told. @throws Error of the file system: a log that cannot be read is not one that is empty. */
export function readWal(path: string): Wal | undefined {
  const file = openWal(path)
  if (file === undefined) return undefined
  try {
    const header = Buffer.alloc(HEADER)
    if (readSync(file, header, 0, HEADER, 0) < HEADER) return undefined
    const pageSize = header.readUInt32BE(8)
    if ((header.readUInt32BE(0) & 0xfffffffe) >>> 0 !== 0x377f0682 || pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) return undefined
    const frames = readFrames(file, header, pageSize)
    const end = frames.findLastIndex(({ commitPages, isWhole }) => isWhole && commitPages > 0)
    const damaged = frames.findIndex(({ isWhole }) => !isWhole)
    const lostCommits = damaged === -1 || damaged > end ? 0 : frames.slice(damaged, end + 1).filter(({ commitPages }) => commitPages > 0).length
    return { pageSize, frames: frames.slice(0, end + 1), lostCommits }
  } finally {
    closeSync(file)
  }
}

function openWal(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** All of the current round, to the first of an earlier one. */
function readFrames(file: number, header: Buffer, pageSize: number): WalFrame[] {
  const frameSize = FRAME_HEADER + pageSize
  const piece = Buffer.alloc(Math.ceil(PIECE / frameSize) * frameSize)
  const sum = createSum(piece, (header.readUInt32BE(0) & 1) === 1)
  const frames: WalFrame[] = []
  let [first, second] = [header.readUInt32BE(24), header.readUInt32BE(28)]
  for (let begin = HEADER; ; begin += piece.length) {
    const readBytes = readSync(file, piece, 0, piece.length, begin)
    for (let at = 0; at + frameSize <= readBytes; at += frameSize) {
      if (piece.compare(header, 16, 24, at + 8, at + 16) !== 0) return frames
      const [a, b] = sum(at + FRAME_HEADER, pageSize, ...sum(at, 8, first, second))
      // Each frame's sum goes on from the one before as it is written there: so one damaged frame does not hide whether the next is whole.
      first = piece.readUInt32BE(at + 16)
      second = piece.readUInt32BE(at + 20)
      frames.push({ page: piece.readUInt32BE(at), commitPages: piece.readUInt32BE(at + 4), offset: begin + at + FRAME_HEADER, isWhole: a === first && b === second })
    }
    if (readBytes < piece.length) return frames
  }
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
 * Folds the log at `walPath` into a file, every whole frame of it, and makes that a file without a log.
 * @returns whether a damaged frame was left out that no later one replaced.
 */
export function foldWal(path: string, walPath: string, wal: Wal | undefined): boolean {
  const file = openSync(path, 'r+')
  try {
    const left = wal && wal.frames.length > 0 ? writeFrames(file, walPath, wal) : 0
    const header = Buffer.alloc(100)
    readSync(file, header, 0, 100, 0)
    const committed = wal?.frames.at(-1)?.commitPages ?? 0
    if (committed > 0) ftruncateSync(file, committed * wal!.pageSize)
    const pages = committed || countPages(header, fstatSync(file).size)
    if (pages > 0) {
      header.writeUInt32BE(pages, 28)
      // Says that the number of pages is to be believed.
      header.copy(header, 92, 24, 28)
    }
    // No write-ahead log, until somebody opens it with one.
    header.fill(1, 18, 20)
    writeSync(file, header, 0, 100, 0)
    fsyncSync(file)
    return left > 0
  } finally {
    closeSync(file)
  }
}

/** SQLite reads nothing of a file that lost its end while its head counts what is gone. @returns how many pages are there, 0 where the head is right or says nothing. */
function countPages(header: Buffer, sizeBytes: number): number {
  const raw = header.readUInt16BE(16)
  const there = raw === 0 ? 0 : Math.floor(sizeBytes / (raw === 1 ? 65_536 : raw))
  return header.readUInt32BE(28) > there ? there : 0
}

/** @returns how many pages a damaged frame was for, and no whole one behind it. */
function writeFrames(file: number, walPath: string, { frames, pageSize }: Wal): number {
  const log = openSync(walPath, 'r')
  try {
    const left = new Set<number>()
    const bytes = Buffer.alloc(pageSize)
    for (const { page, offset, isWhole } of frames) {
      if (isWhole) {
        readSync(log, bytes, 0, pageSize, offset)
        writeSync(file, bytes, 0, pageSize, (page - 1) * pageSize)
        left.delete(page)
      } else left.add(page)
    }
    return left.size
  } finally {
    closeSync(log)
  }
}
