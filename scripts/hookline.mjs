/** `npm run hookline -- …`: builds if needed, then is the command line. */
import './check-node.mjs'
import { buildIfNeeded } from './build-if-needed.mjs'

if (buildIfNeeded()) await import(new URL('../out/main/cli.js', import.meta.url).href)
else process.exitCode = 1
