/** Which round of a write-ahead log is the current one: as its header says, or, where that is damaged, as its frames show. */
import { readSync } from 'node:fs'
import { createSum, HEADER, isBigEndianHere, readSlots, type Layout } from './wal-slots.ts'

export interface Round extends Layout {
  /** On all of its frames. */
  readonly salts: bigint
  /** What the sum of its first frame goes on from; undefined where that is not known. */
  readonly start: bigint | undefined
  /** SQLite takes a log with a damaged header for an empty one. */
  readonly isHeaderWhole: boolean
}

const isPageSize = (size: number): boolean => size >= 512 && size <= 65_536 && (size & (size - 1)) === 0
/** Of all that a file can have, the likely one first. */
const pageSizes = [4096, 512, 1024, 2048, 8192, 16_384, 32_768, 65_536]

/** @returns undefined when nothing in it shows one */
export function findRound(file: number): Round | undefined {
  const header = Buffer.alloc(HEADER)
  if (readSync(file, header, 0, HEADER, 0) < HEADER) return undefined
  return readHeader(header) ?? guessRound(file, header.readBigUInt64BE(24))
}

function readHeader(header: Buffer): Round | undefined {
  const [magic, pageSize, start] = [header.readUInt32BE(0), header.readUInt32BE(8), header.readBigUInt64BE(24)]
  const isBigEndian = (magic & 1) === 1
  if ((magic & 0xfffffffe) >>> 0 !== 0x377f0682 || !isPageSize(pageSize)) return undefined
  if (createSum(header, isBigEndian)(0, 24, 0n) !== start) return undefined
  return { pageSize, isBigEndian, salts: header.readBigUInt64BE(16), start, isHeaderWhole: true }
}

/** Rounds are written over each other from the beginning: the first frame whose sum goes on from its neighbour's is of the current one. */
function guessRound(file: number, start: bigint): Round | undefined {
  for (const pageSize of pageSizes) {
    const layout = { pageSize, isBigEndian: isBigEndianHere }
    let before: { salts: bigint | undefined; written: bigint } = { salts: undefined, written: start }
    for (const slot of readSlots(file, layout)) {
      const { salts, written } = slot
      const isNeighbour = salts !== 0n && (before.salts === undefined || before.salts === salts)
      if (isNeighbour && slot.sumAfter(before.written) === written) return { ...layout, salts, start: before.salts === undefined ? start : undefined, isHeaderWhole: false }
      before = { salts, written }
    }
  }
  return undefined
}
