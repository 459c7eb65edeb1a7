/** The shell's own log: one JSON line per problem in DATA/window/shell.log; never a message, an address or a link. */
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The log of before is kept once it is larger than this. */
const ROTATE_BYTES = 1024 * 1024

let path: string | undefined

/** @param folder of the shell's own files. */
export function openShellLog(folder: string): void {
  path = join(folder, 'shell.log')
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  if (existsSync(path) && statSync(path).size > ROTATE_BYTES) renameSync(path, `${path}.1`)
}

/** Never throws: it is called when something has failed already. */
export function logProblem(what: string, error?: unknown): void {
  const line = { time: new Date().toISOString(), what, ...(error === undefined ? {} : { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }) }
  try {
    if (path !== undefined) appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 })
  } catch {
    // A full disk must not stop the shell from saying so in a dialog.
  }
}
