/** `npm run bench -- NAME`: builds if needed, then measures. */
import './check-node.mjs'
import { buildIfNeeded } from './build-if-needed.mjs'

if (buildIfNeeded()) await import(new URL('../bench/run.ts', import.meta.url).href)
else process.exitCode = 1
