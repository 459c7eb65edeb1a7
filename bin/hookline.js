#!/usr/bin/env node
/* The `hookline` command. Plain JavaScript that any Node reads, because it must be able to say that Node is too old. */
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const major = Number(process.versions.node.split('.')[0])
const cli = new URL('../out/main/cli.js', import.meta.url)

if (major < 24) {
  console.error(`hookline: needs Node 24 or newer; this is Node ${process.versions.node}. In a checkout, "npm run hookline -- …" uses the right one.`)
  process.exitCode = 1
} else if (!existsSync(cli)) {
  console.error('hookline: not built yet. Run "npm run build" first, or use "npm run hookline -- …", which builds if needed.')
  process.exitCode = 1
} else {
  // What Node made of the code once serves the next start, kept beside the code it was made of: a fifth of the time.
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/hookline-compile', import.meta.url)))
  await import(cli.href)
}
