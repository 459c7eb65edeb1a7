/** Folds a write-ahead log into its file by hand: every whole frame of it, also those that SQLite would leave out. */
import { closeSync, fstatSync, ftruncateSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import type { Wal } from './wal.ts'

/**
 * Folds the log at `walPath` into a file, every whole frame of it, and makes that a file without a log.
 * @returns whether something was left out that nothing later replaced.
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
    return left > 0 || wal?.isCut === true
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
