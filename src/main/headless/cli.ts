/** The command line: the entry of everything that runs without the desktop. */
import { runProgram } from './program.ts'

// Whoever reads what we print may stop before the end (`| head`): no fault of ours, and no reason for a server to end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // EOF: the same on Windows.
    if (error.code !== 'EPIPE' && error.code !== 'EOF') throw error
  })
}

// Not from the list itself: commander reads that of Electron differently.
await runProgram(process.argv.slice(2))
