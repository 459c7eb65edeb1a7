/** The log: one JSON line per event in DATA/hookline.log; never holds an address, a secret or a message. */
import { existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { destination, pino, type Logger } from 'pino'

/** The log of the run before is kept once it is larger than this. */
const rotateBytes = 5 * 1024 * 1024

export function openLog(dataFolder: string): Logger {
  const path = join(dataFolder, 'hookline.log')
  if (existsSync(path) && statSync(path).size > rotateBytes) renameSync(path, `${path}.1`)
  // Synchronous: what was logged before a crash is what explains it. The log is quiet in normal use.
  return pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination({ dest: path, sync: true, mode: 0o600 }))
}
