/** DATA/run.json names the running program of a data folder, so that the CLI can reach it; readable by its user alone. */
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const runSchema = z.object({ pid: z.int(), rpcUrl: z.string().regex(/^ws:\/\/127\.0\.0\.1:\d{1,5}\/rpc$/).refine((url) => URL.canParse(url)), key: z.string().regex(/^[\w-]+$/) })
export type Run = z.output<typeof runSchema>

/** What is kept besides: where the folder is, in two ways, because a copy of it carries the file along. */
const fileSchema = runSchema.extend({ folder: z.array(z.string()).optional() })

/** @returns the function that removes it. */
export function writeRunFile(dataFolder: string, run: Run): () => void {
  const path = join(dataFolder, 'run.json')
  writeFileSync(`${path}.new`, JSON.stringify({ ...run, folder: placesOf(dataFolder) }), { mode: 0o600 })
  renameSync(`${path}.new`, path)
  return () => rmSync(path, { force: true })
}

/** Undefined when there is none, it is not ours, or it came with a copy of the folder: the program that it names has another one open. */
export function readRunFile(dataFolder: string): Run | undefined {
  try {
    const { folder, ...run } = fileSchema.parse(JSON.parse(readFileSync(join(dataFolder, 'run.json'), 'utf8')))
    const here = placesOf(dataFolder)
    return folder === undefined || folder.some((place) => here.includes(place)) ? run : undefined
  } catch {
    return undefined
  }
}

/** One of them stays when the folder is moved, is reached by a link, or lies on a disk that numbers files anew. */
function placesOf(dataFolder: string): string[] {
  const { dev, ino } = statSync(dataFolder, { bigint: true })
  return [realpathSync.native(dataFolder), `${dev}:${ino}`]
}
