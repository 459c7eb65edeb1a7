/** Makes sure that there is a Chromium for the browser tests: finds one, or installs Debian's where that is possible. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const programs = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA].filter(Boolean)

const headlessShell = '/usr/bin/chromium-headless-shell'

const usualPlaces = {
  // The one without windows does the same with less work.
  linux: [headlessShell, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/snap/bin/chromium'],
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  win32: programs.flatMap((folder) => [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')]),
}

/**
 * The path of a Chromium; CHROMIUM_PATH wins.
 * @throws {Error} with a sentence that says what to install.
 */
export function requireChromium() {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) {
    if (existsSync(chosen)) return chosen
    throw new Error(`CHROMIUM_PATH names ${chosen}, and there is no such file.`)
  }
  const wantsShell = process.env.CI && !existsSync(headlessShell)
  const found = (wantsShell && installChromium('chromium-headless-shell')) || findChromium() || installChromium('chromium-headless-shell') || installChromium('chromium')
  if (found) return found
  throw new Error('The browser tests need Chromium or Chrome. Install one (Debian and Ubuntu: "apt-get install chromium"; macOS, Windows: Google Chrome), or set CHROMIUM_PATH to it.')
}

function findChromium() {
  return (usualPlaces[process.platform] ?? []).find(existsSync)
}

/** Only where it is allowed and expected: as root on Linux with apt, that is, in a build container. */
function installChromium(name) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.log(`Installing the package "${name}" with apt-get.`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update', '-qq'], ['install', '-y', '-qq', '--no-install-recommends', name]]) {
    const { status, stdout, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' })
    if (status !== 0) {
      console.error(`apt-get ${args.join(' ')} failed:\n${stdout}${stderr}`)
      return undefined
    }
  }
  return findChromium()
}
