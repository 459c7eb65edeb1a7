/** The command line: the entry of everything that runs without the desktop. */
import { runProgram } from './program.ts'

// Not from the list itself: commander reads that of Electron differently.
await runProgram(process.argv.slice(2))
