/** Reads a write-ahead log by hand (https://sqlite.org/fileformat.html, section 4): SQLite stops at the first frame that is damaged and says nothing of the commits behind it. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { findRound, type Round } from './wal-round.ts'
import { HEADER, readSlots } from './wal-slots.ts'

export interface WalFrame {
  /** 0 where that cannot be known. */
  readonly page: number
  /** Pages of the file after the commit that this frame ends; 0 inside of one. */
  readonly commitPages: number
  /** Where its page stands in the log. */
  readonly offset: number
  readonly isWhole: boolean
}

export interface Wal {
  readonly pageSize: number
  /** Of the current round, in order, up to the last whole one that ends a commit. */
  readonly frames: readonly WalFrame[]
  /** Commits that SQLite would leave out and say nothing. A power cut can leave some that nobody was told of. */
  readonly lostCommits: number
  /** Some of them cannot be read: they lie behind all that can. */
  readonly isCut: boolean
}

/** @returns undefined when there is none or nothing in it. @throws Error of the file system: a log that cannot be read is not one that is empty. */
export function readWal(path: string): Wal | undefined {
  const file = openWal(path)
  if (file === undefined) return undefined
  try {
    const round = findRound(file)
    if (round) return judge(readFrames(file, round), round)
    return isSomething(file) ? { pageSize: 0, frames: [], lostCommits: 1, isCut: true } : undefined
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

type Frame = { -readonly [Key in keyof WalFrame]: WalFrame[Key] } & {
  isOurs: boolean
  /** Here SQLite would go on. */
  isSound: boolean
}

/** All that lies there, to the last of the round: those of another between may be damaged, or were never written over. */
function readFrames(file: number, round: Round): Frame[] {
  const frames: Frame[] = []
  /** What the sum of the next may go on from: the last one's as it is written there, and as it should be. */
  let [written, computed]: [bigint | undefined, bigint | undefined] = [round.start, undefined]
  let isAlone = false
  for (const slot of readSlots(file, round)) {
    const { page, commitPages, offset } = slot
    const isOurs = slot.salts === round.salts
    const goesOnFrom = (before: bigint | undefined): boolean => isOurs && before !== undefined && slot.sumAfter(before) === slot.written
    // So one damaged frame does not hide whether the next is whole.
    const isAfterWritten: boolean = goesOnFrom(written)
    const isAfterComputed: boolean = !isAfterWritten && goesOnFrom(computed)
    const last = frames.at(-1)
    // Only the last one's salts or sum are wrong. Or what lies before it is, and nothing else speaks against it.
    if (last && (isAfterComputed || (isAfterWritten && isAlone))) Object.assign(last, { isWhole: true, isOurs: true })
    const isWhole: boolean = isAfterWritten || isAfterComputed
    frames.push({ page, commitPages, offset, isWhole, isOurs, isSound: isWhole })
    isAlone = isOurs && written === undefined && computed === undefined
    computed = isWhole || written === undefined ? undefined : slot.sumAfter(written)
    written = isOurs ? slot.written : undefined
  }
  return frames.slice(0, frames.findLastIndex(({ isOurs }) => isOurs) + 1).map((frame) => (frame.isOurs ? frame : { ...frame, page: 0, commitPages: 0 }))
}

/** Whether it is damaged, or only ends as a crash leaves it. */
function judge(frames: readonly Frame[], { pageSize, isHeaderWhole }: Round): Wal {
  const bad = frames.findIndex(({ isSound }) => !isSound)
  const end = frames.findLastIndex(({ commitPages, isWhole }) => isWhole && commitPages > 0)
  if (isHeaderWhole && (bad === -1 || !isDamaged(frames, bad, end))) return { pageSize, frames: upToCommit(bad === -1 ? frames : frames.slice(0, bad)), lostCommits: 0, isCut: false }
  const lost = frames.slice(isHeaderWhole ? bad : 0).filter(isCommit)
  return { pageSize, frames: upToCommit(frames), lostCommits: Math.max(1, lost.length), isCut: frames.slice(end + 1).some(isCommit) }
}

const isCommit = ({ commitPages }: Frame): boolean => commitPages > 0
const upToCommit = (frames: readonly Frame[]): readonly WalFrame[] => frames.slice(0, frames.findLastIndex((frame) => frame.isWhole && isCommit(frame)) + 1)

/**
 * A commit is on disk before the next one begins: what is wrong before the end of one that others follow was right once. Within the last one the power may have gone, which leaves
 * places that were never written over; where all are, it counts as damage.
 */
function isDamaged(frames: readonly Frame[], bad: number, end: number): boolean {
  const commit = frames.findIndex((frame, at) => at >= bad && isCommit(frame))
  return (commit !== -1 && commit < frames.length - 1) || (bad < end && frames.slice(bad, end).every(({ isOurs }) => isOurs))
}

/** Whether anything but zeros stands where frames would. */
function isSomething(file: number): boolean {
  const piece = Buffer.alloc(65_536)
  if (fstatSync(file).size < HEADER + 24 + 512) return false
  for (let at = HEADER; ; at += piece.length) {
    const readBytes = readSync(file, piece, 0, piece.length, at)
    if (piece.subarray(0, readBytes).some((byte) => byte !== 0)) return true
    if (readBytes < piece.length) return false
  }
}
