/** Builds when a source is newer than the build; what npm start, npm run hookline and the tests begin with. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const outputs = ['out/main/cli.js', 'out/preload/index.cjs', 'out/renderer/index.html'].map((path) => join(root, path))
const inputs = ['src', 'package.json', 'electron.vite.config.ts'].map((path) => join(root, path))

/** @returns {boolean} false when the build failed; its output was shown then. */
export function buildIfNeeded() {
  if (outputs.every(existsSync) && Math.min(...outputs.map(modifiedAt)) >= Math.max(...inputs.map(newestIn))) return true
  // Half a minute without a word looks like a program that hangs; what is piped stays as it is.
  if (process.stderr.isTTY) process.stderr.write('Building Hookline, which takes a moment …\n')
  const result = spawnSync(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'], { cwd: root, encoding: 'utf8' })
  if (result.status !== 0) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`)
  return result.status === 0
}

function modifiedAt(path) {
  return statSync(path).mtimeMs
}

function newestIn(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}
