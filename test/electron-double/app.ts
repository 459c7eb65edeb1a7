/** app: its life from ready to quit, its folders, and what it tells the system about itself. */
import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { takeInstanceLock } from './instance-lock.ts'
import { records } from './records.ts'
import { guard } from './surface.ts'
import { commandLine, createPreventable, note, readSwitch } from './test-process.ts'

/** The folder with the package.json of the program that runs. */
export const appFolder = findPackage(dirname(resolve(process.argv[1] ?? '.')))
const manifest = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8')) as { name: string; productName?: string; version: string }

function findPackage(folder: string): string {
  return existsSync(join(folder, 'package.json')) || dirname(folder) === folder ? folder : findPackage(dirname(folder))
}

const userData = readSwitch('user-data-dir') ?? join(tmpdir(), `hookline-double-${process.pid}`)
const paths: Record<string, string> = { userData, appData: dirname(userData), home: homedir(), temp: tmpdir(), exe: process.execPath }
for (const name of ['logs', 'crashDumps', 'desktop', 'documents', 'downloads', 'music', 'pictures', 'videos']) paths[name] = join(userData, name)

let appName = manifest.productName ?? manifest.name
let isReady = false
let isQuitting = false
const emitter = new EventEmitter()
let badge = 0
let about: Electron.AboutPanelOptionsOptions = {}
let login = { openAtLogin: false, args: [] as string[], name: '' }
const schemes = new Set<string>()
const ready = new Promise<void>((resolve) => {
  setImmediate(() => {
    // Who quits before it is ready, as a second instance does, never gets there.
    if (isQuitting) return
    emitter.emit('will-finish-launching')
    isReady = true
    emitter.emit('ready', {}, {})
    resolve()
  })
})

const members = {
  name: appName,
  isPackaged: process.env['DOUBLE_PACKAGED'] !== undefined,
  dock: undefined,
  commandLine: guard('app.commandLine', {
    appendSwitch: (name: string, value?: string) => note('switch', { name, value }),
    appendArgument: (value: string) => note('argument', value),
    removeSwitch: (name: string) => note('switch-removed', name),
    hasSwitch: (name: string) => commandLine.some((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`)),
    getSwitchValue: (name: string) => readSwitch(name) ?? '',
  }),
  isReady: () => isReady,
  whenReady: () => ready,
  getVersion: () => manifest.version,
  getName: () => appName,
  setName: (name) => void (appName = name),
  getAppPath: () => appFolder,
  getLocale: () => process.env['DOUBLE_LOCALE'] ?? 'en-GB',
  getSystemLocale: () => process.env['DOUBLE_LOCALE'] ?? 'en-GB',
  getPreferredSystemLanguages: () => [process.env['DOUBLE_LOCALE'] ?? 'en-GB'],
  getLocaleCountryCode: () => 'DE',
  getPath: (name) => {
    // It is where `userData` is until somebody moves it (electron.d.ts).
    const path = paths[name] ?? (name === 'sessionData' ? paths['userData'] : undefined)
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    if (name !== 'exe') mkdirSync(path, { recursive: true })
    return path
  },
  // electron.d.ts: of a folder that is not there "an `Error` is thrown"; a relative one is refused, too (shell/browser/api/electron_api_app.cc, App::SetPath).
  setPath: (name, path) => {
    if (!isAbsolute(path)) throw new Error('Path must be absolute')
    if (!existsSync(path)) throw new Error(`Failed to set path '${path}'`)
    paths[name] = path
  },
  setAppLogsPath: (path) => void (paths['logs'] = path ?? paths['logs']!),
  requestSingleInstanceLock: (data) => takeInstanceLock(paths['userData']!, data ?? {}, (...told) => void emitter.emit('second-instance', {}, ...told)),
  hasSingleInstanceLock: () => existsSync(join(paths['userData']!, 'double-instance')),
  releaseSingleInstanceLock: () => note('instance-lock-released'),
  enableSandbox: () => note('sandbox', true),
  disableHardwareAcceleration: () => note('hardware-acceleration', false),
  setAppUserModelId: (id) => note('app-user-model-id', id),
  // "On Linux, values must be set in order to be shown; there are no defaults." (electron.d.ts)
  setAboutPanelOptions: (options) => void (about = options),
  showAboutPanel: () => note('about-shown', about),
  setUserTasks: (tasks) => {
    note('user-tasks', tasks)
    return true
  },
  setAsDefaultProtocolClient: (scheme, path, args) => {
    schemes.add(scheme)
    note('protocol-client', { scheme, path, args })
    return true
  },
  removeAsDefaultProtocolClient: (scheme) => schemes.delete(scheme),
  isDefaultProtocolClient: (scheme) => schemes.has(scheme),
  setLoginItemSettings: (settings) => {
    login = { openAtLogin: settings.openAtLogin ?? false, args: settings.args ?? [], name: settings.name ?? appName }
    note('login-item', settings)
  },
  getLoginItemSettings: () => ({
    openAtLogin: login.openAtLogin,
    wasOpenedAtLogin: commandLine.includes('--double-opened-at-login'),
    executableWillLaunchAtLogin: login.openAtLogin,
    status: login.openAtLogin ? 'enabled' : 'not-registered',
    launchItems: login.openAtLogin ? [{ name: login.name, path: process.execPath, args: login.args, scope: 'user', enabled: true }] : [],
  }),
  setBadgeCount: (count) => {
    badge = count ?? 0
    note('badge', badge)
    return true
  },
  getBadgeCount: () => badge,
  focus: () => [...records.values()].at(-1)?.window.focus(),
  hide: () => note('app-hidden'),
  show: () => note('app-shown'),
  relaunch: (options) => note('relaunch', options ?? null),
  quit,
  exit: (code = 0) => {
    process.exit(code)
  },
} satisfies Partial<Electron.App>

export const app = guard('app', Object.assign(emitter, members))

function quit(): void {
  if (isQuitting) return
  const beforeQuit = createPreventable()
  emitter.emit('before-quit', beforeQuit)
  if (beforeQuit.defaultPrevented) return
  isQuitting = true
  for (const { window } of [...records.values()]) window.close()
  // A window that stays stops the end, as in Electron.
  isQuitting = records.size === 0
  if (isQuitting) end()
}

function end(): void {
  const willQuit = createPreventable()
  emitter.emit('will-quit', willQuit)
  if (willQuit.defaultPrevented) {
    // Promises of the listeners go on before Electron gives up this quit, and it ignores another one until then (shell/browser/browser.cc, Quit and NotifyAndShutdown).
    setImmediate(() => (isQuitting = false))
    return
  }
  emitter.emit('quit', {}, 0)
  setImmediate(() => process.exit(0))
}

/** Called by a window that is gone. */
export function windowClosed(left: number): void {
  if (left > 0 || isQuitting) return
  if (emitter.listenerCount('window-all-closed') > 0) emitter.emit('window-all-closed')
  else quit()
}
