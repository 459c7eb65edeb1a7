/** Starting with the system, hidden: by Electron on macOS and Windows, by an autostart file on Linux, which Electron leaves out. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { app } from 'electron'
import { autostartFile } from './autostart-file.ts'

/** Given at a start by the system: everything runs, the window waits to be asked for. */
const HIDDEN = '--hidden'

/** @throws what the system or the disk says. */
export function setStartAtLogin(on: boolean): void {
  if (process.platform === 'linux') return setAutostart(on)
  if (on && process.platform === 'darwin' && process.defaultApp) throw new Error('macOS would start Electron without the app: its login items have no arguments')
  app.setLoginItemSettings({ openAtLogin: on, args: windowsArgs() })
}

/** As the system says: people change it there too. */
export const startsAtLogin = (): boolean => (process.platform === 'linux' ? existsSync(autostartPath()) : app.getLoginItemSettings({ args: windowsArgs() }).openAtLogin)

/** macOS does not pass words on; it says it another way. */
export const wasStartedAtLogin = (): boolean => process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin

/** In a checkout the system starts Electron with the folder of the app. */
const appFolder = (): string[] => (process.defaultApp && process.argv[1] !== undefined ? [resolve(process.argv[1])] : [])

/** Electron writes them as they are into one line. */
const windowsArgs = (): string[] => [...appFolder().map((folder) => `"${folder}"`), HIDDEN]

/** Desktop Application Autostart Specification. */
const autostartPath = (): string => join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'autostart', 'hookline.desktop')

function setAutostart(on: boolean): void {
  const path = autostartPath()
  if (!on) return rmSync(path, { force: true })
  mkdirSync(dirname(path), { recursive: true })
  // An AppImage runs from a folder that is gone after it; the file itself is what starts.
  const program = process.env['APPIMAGE'] ?? process.execPath
  writeFileSync(path, autostartFile([program, ...appFolder(), HIDDEN]))
}
