/** Takes the pages that say where each table stands from a copy: they change with the schema alone, and without them nothing else can be found. */
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'

/** B-tree pages (https://sqlite.org/fileformat.html, section 1.6). */
const INTERIOR_TABLE = 5
const LEAF_TABLE = 13

/** Page 1 and all of `sqlite_schema` from `copyPath` into `path`; the numbers of free pages are forgotten. */
export function borrowSchema(path: string, copyPath: string): void {
  const copy = openSync(copyPath, 'r')
  const file = openSync(path, 'r+')
  try {
    const start = readPage(copy, 1, 512)
    const pageSize = start.readUInt16BE(16) === 1 ? 65_536 : start.readUInt16BE(16)
    for (const page of listPages(copy, 1, pageSize)) {
      const bytes = readPage(copy, page, pageSize)
      if (page === 1) {
        bytes.fill(1, 18, 20)
        bytes.writeUInt32BE(Math.floor(fstatSync(file).size / pageSize), 28)
        bytes.writeUInt32BE(0, 32)
        bytes.writeUInt32BE(0, 36)
        bytes.copy(bytes, 92, 24, 28)
      }
      writeSync(file, bytes, 0, pageSize, (page - 1) * pageSize)
    }
    fsyncSync(file)
  } finally {
    closeSync(file)
    closeSync(copy)
  }
}

function listPages(file: number, page: number, pageSize: number): number[] {
  const bytes = readPage(file, page, pageSize)
  const head = page === 1 ? 100 : 0
  const kind = bytes[head]
  if (kind === LEAF_TABLE) return [page]
  if (kind !== INTERIOR_TABLE) throw new Error(`page ${page} of the copy belongs to no table`)
  const cells = Array.from({ length: bytes.readUInt16BE(head + 3) }, (_, cell) => bytes.readUInt32BE(bytes.readUInt16BE(head + 12 + cell * 2)))
  return [page, ...[...cells, bytes.readUInt32BE(head + 8)].flatMap((child) => listPages(file, child, pageSize))]
}

function readPage(file: number, page: number, pageSize: number): Buffer {
  const bytes = Buffer.alloc(pageSize)
  readSync(file, bytes, 0, pageSize, (page - 1) * pageSize)
  return bytes
}
