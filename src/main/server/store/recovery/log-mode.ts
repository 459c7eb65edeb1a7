/** Whether a file says of itself that a write-ahead log belongs to it: ours do as soon as they were opened, copies do not, so that one is known in whatever place it is put. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs'

/** In the head, twice: 1 without one, 2 with one (https://sqlite.org/fileformat.html, section 1.3.3). */
const VERSIONS_AT = 18

/** Of a whole file that nobody has open. */
export function sayWithoutLog(path: string): void {
  const file = openSync(path, 'r+')
  try {
    writeSync(file, Buffer.of(1, 1), 0, 2, VERSIONS_AT)
  } finally {
    closeSync(file)
  }
}

export function isWithoutLog(path: string): boolean {
  const head = Buffer.alloc(VERSIONS_AT + 1)
  const file = openSync(path, 'r')
  try {
    readSync(file, head, 0, head.length, 0)
  } finally {
    closeSync(file)
  }
  return head.toString('latin1', 0, 16) === 'SQLite format 3\0' && head[VERSIONS_AT] === 1
}
