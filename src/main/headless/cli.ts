/** The command line: the entry of everything that runs without the desktop. */
import { printUnwritten } from './output.ts'
import { runProgram, wantsJson } from './program.ts'

// Not from the list itself: commander reads that of Electron differently.
const words = process.argv.slice(2)

// Whoever reads what we print may stop before the end (`| head`): no fault of ours, and no reason for a server to end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // EOF: the same on Windows.
  if (error.code !== 'EPIPE' && error.code !== 'EOF') process.exitCode = printUnwritten(error, wantsJson(words))
})
// There is no other place to say it.
process.stderr.on('error', () => undefined)

await runProgram(words)
