/** The desktop app's entry: a command of the command line runs without any window, everything else starts the app. Not yet run in Electron itself (see README). */
import { readArguments } from './read-arguments.ts'

const given = readArguments(process.argv.slice(1))

// Each is loaded only when wanted: a command draws nothing, and a window reads no commands.
if (given.cli !== null) await (await import('./run-cli.ts')).runCli(given.cli)
else (await import('./start.ts')).startDesktop(given)
