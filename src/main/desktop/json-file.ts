/** Small JSON files of the shell: written whole or not at all, checked when read, a broken one kept aside for whoever wants to look. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'

/** `fallback` when there is no such file or its content does not fit; then it is kept as `<path>.broken`. */
export function readJsonFile<T>(path: string, schema: z.ZodType<T>, fallback: T): T {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return fallback
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    keepAside(path)
    return fallback
  }
}

/** @throws what the disk says; nothing of the new one is left then. */
export function writeJsonFile(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true })
    renameSync(`${path}.new`, path)
  } catch (error) {
    rmSync(`${path}.new`, { force: true })
    throw error
  }
}

function keepAside(path: string): void {
  try {
    renameSync(path, `${path}.broken`)
  } catch {
    // It stays where it is and is written over at the next change.
  }
}
