/** The log: one JSON line per event in DATA/hookline.log; never holds an address, a secret or a message. */
import { join } from 'node:path'
import { pino, type Logger } from 'pino'
import { openLogFile } from './log-file.ts'

/** The log before is kept once it is larger than this. */
const rotateBytes = 5 * 1024 * 1024

/** `close` lets go of the file: whoever stops the app may want to move or unmount its folder. */
export function openLog(dataFolder: string): { readonly log: Logger; close(): void } {
  // Synchronous: what was logged before a crash is what explains it. The log is quiet in normal use.
  const file = openLogFile(join(dataFolder, 'hookline.log'), rotateBytes)
  return { log: pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, file), close: () => file.close() }
}
