/** `npm start`: builds if needed and opens the desktop app, or, where there is no Electron binary, the same app in the browser. */
import './check-node.mjs'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded } from './build-if-needed.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

if (!buildIfNeeded()) process.exit(1)
const binary = findElectron() ?? (await downloadElectron())
if (binary) {
  const child = spawn(binary, [root, ...process.argv.slice(2)], { stdio: 'inherit' })
  child.on('exit', (code) => process.exit(code ?? 1))
} else {
  console.log('The Electron binary is not here and could not be downloaded, so Hookline opens in the browser.')
  process.argv = [process.execPath, 'hookline', 'serve', '--open-browser', ...process.argv.slice(2)]
  await import(new URL('../out/main/cli.js', import.meta.url).href)
}

/** Looks without loading the package `electron`, which would try to download. */
function findElectron() {
  const folder = join(root, 'node_modules/electron')
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const pathFile = join(folder, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron'
  const path = join(override ?? join(folder, 'dist'), name)
  return existsSync(path) ? path : undefined
}

/** Electron fetches its binary at first use; offline that fails, and this answers undefined. */
async function downloadElectron() {
  const installer = join(root, 'node_modules/electron/install.js')
  if (!existsSync(installer)) return undefined
  console.log('Fetching the Electron binary …')
  const child = spawn(process.execPath, [installer], { stdio: 'ignore', timeout: 10 * 60_000 })
  const code = await new Promise((resolve) => child.on('exit', resolve))
  return code === 0 ? findElectron() : undefined
}
