/** Tells a damaged data file from a disk that merely refuses, and keeps a mark of it beside the file until the damage is repaired and told. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { z } from 'zod'

/** What could not be read, neither in the damaged file nor in a copy. */
const reportSchema = z.object({
  /** When the damage was repaired, ms since epoch. */
  at: z.number(),
  /** What was damaged: pages of the file, the end of its write-ahead log, or so much that a copy took its place. */
  how: z.enum(['pages', 'log', 'copy']),
  /** Changes that are gone: made between two times (ms since epoch; null for "from the beginning"), and how many if that is known. Null when none is. */
  lost: z.object({ from: z.number().nullable(), to: z.number(), changes: z.number().nullable() }).nullable(),
  /** Tables of this device of which rows are gone. */
  tables: z.array(z.string()),
  /** The folder in which the damaged file is kept, below the data folder. */
  kept: z.string(),
})
const markSchema = z.discriminatedUnion('state', [z.object({ state: z.literal('damaged'), reason: z.string() }), z.object({ state: z.literal('repaired'), report: reportSchema })])

export type DamageReport = z.output<typeof reportSchema>
export type DamageMark = z.output<typeof markSchema>

/** Whether SQLite said that the file itself is wrong (https://sqlite.org/rescode.html). */
export function isDamage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code))
}

const markPath = (path: string): string => `${path}-damage.json`

export function readMark(path: string): DamageMark | undefined {
  let raw: string
  try {
    raw = readFileSync(markPath(path), 'utf8')
  } catch {
    return undefined
  }
  try {
    return markSchema.parse(JSON.parse(raw))
  } catch {
    return { state: 'damaged', reason: 'a mark that cannot be read' }
  }
}

/** On disk when it returns. @throws Error of the file system. */
export function writeMark(path: string, mark: DamageMark): void {
  const file = openSync(`${markPath(path)}.new`, 'w', 0o600)
  try {
    writeSync(file, JSON.stringify(mark))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(`${markPath(path)}.new`, markPath(path))
}

export function removeMark(path: string): void {
  rmSync(markPath(path), { force: true })
}
