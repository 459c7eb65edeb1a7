/** What says who this device is, kept once more beside sync.db: its keys as they rest there, and where the workspace is. Never keys of groups: brought back they could be used twice. */
import { hash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { z } from 'zod'

export interface IdentityCopy {
  /** By name, sealed, base64. */
  readonly secrets: Readonly<Record<string, string>>
  readonly texts: Readonly<Record<string, string>>
}

const copySchema = z.object({ secrets: z.record(z.string(), z.string()), texts: z.record(z.string(), z.string()) })
const fileSchema = z.object({ sum: z.string(), copy: z.string() })

const copyPath = (path: string): string => `${path}-identity`

/** @param path of sync.db. @returns undefined when there is none, or it is damaged too */
export function readIdentityCopy(path: string): IdentityCopy | undefined {
  try {
    const { sum, copy } = fileSchema.parse(JSON.parse(readFileSync(copyPath(path), 'utf8')))
    return hash('sha256', copy) === sum ? copySchema.parse(JSON.parse(copy)) : undefined
  } catch {
    return undefined
  }
}

/** On disk when it returns; nothing is written where that stands there already. @throws Error of the file system */
export function writeIdentityCopy(path: string, identity: IdentityCopy): void {
  if (JSON.stringify(readIdentityCopy(path)) === JSON.stringify(identity)) return
  const copy = JSON.stringify(identity)
  const file = openSync(`${copyPath(path)}.new`, 'w', 0o600)
  try {
    writeSync(file, JSON.stringify({ sum: hash('sha256', copy), copy }))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(`${copyPath(path)}.new`, copyPath(path))
}
