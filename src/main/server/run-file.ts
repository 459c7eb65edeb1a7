/** DATA/run.json names the running program of a data folder, so that the CLI can reach it; readable by its user alone. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const runSchema = z.object({ pid: z.int(), rpcUrl: z.string().regex(/^ws:\/\/127\.0\.0\.1:\d{1,5}\/rpc$/).refine((url) => URL.canParse(url)), key: z.string().regex(/^[\w-]+$/) })
export type Run = z.output<typeof runSchema>

/** @returns the function that removes it. */
export function writeRunFile(dataFolder: string, run: Run): () => void {
  const path = join(dataFolder, 'run.json')
  writeFileSync(`${path}.new`, JSON.stringify(run), { mode: 0o600 })
  renameSync(`${path}.new`, path)
  return () => rmSync(path, { force: true })
}

/** Undefined when there is none or it is not ours. */
export function readRunFile(dataFolder: string): Run | undefined {
  try {
    return runSchema.safeParse(JSON.parse(readFileSync(join(dataFolder, 'run.json'), 'utf8'))).data
  } catch {
    return undefined
  }
}
