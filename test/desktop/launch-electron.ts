/** Starts the app in Electron itself, where its binary is: never by requiring `electron`, which would fetch it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron } from 'playwright-core'
import type { Note } from '../electron-double/wire.ts'
import type { DesktopApp, DesktopOptions } from './launch-desktop.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** @throws Error that says how to get it. */
function findElectron(): string {
  const folder = join(root, 'node_modules/electron')
  const named = join(folder, 'path.txt')
  const program = existsSync(named) ? readFileSync(named, 'utf8').trim() : { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ?? 'electron'
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), program)
  if (existsSync(path)) return path
  throw new Error(`HOOKLINE_E2E=electron needs Electron's binary at ${path}. "npx install-electron" fetches it.`)
}

/** The same as in the double, recorded by wrapping what is native in main. */
interface Recorded {
  notes: Note[]
  shown: { emit(event: string): unknown }[]
}

export async function launchElectron({ args = [], env = {} }: DesktopOptions): Promise<DesktopApp> {
  const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0
  const app = await _electron.launch({
    executablePath: findElectron(),
    args: [root, ...(isRootOnLinux ? ['--no-sandbox'] : []), ...args],
    cwd: root,
    env: { ...(process.env as Record<string, string>), NODE_OPTIONS: '', ...env },
  })
  const evaluate: DesktopApp['evaluate'] = (run, arg) => app.evaluate(run as never, arg) as Promise<never>
  await evaluate(record)
  const desktop: DesktopApp = {
    kind: 'electron',
    evaluate,
    firstWindow: () => app.firstWindow(),
    windows: () => app.windows(),
    process: () => app.process(),
    close: () => app.close(),
    notes: () => evaluate(() => (globalThis as unknown as { recorded: Recorded }).recorded.notes),
    clickNotification: () => evaluate(() => void (globalThis as unknown as { recorded: Recorded }).recorded.shown.pop()?.emit('click')),
  }
  return desktop
}

/** Runs in main. */
function record({ app, dialog, Notification, shell }: typeof Electron.CrossProcessExports): void {
  const recorded: Recorded = { notes: [], shown: [] }
  Object.assign(globalThis, { recorded })
  const note = (what: string, data: unknown): void => void recorded.notes.push({ what, data })
  shell.openExternal = async (url) => note('openExternal', url)
  shell.openPath = async (path) => {
    note('openPath', path)
    return ''
  }
  dialog.showErrorBox = (title, content) => note('errorBox', { title, content })
  dialog.showMessageBox = async (...given: unknown[]) => {
    note('messageBox', given.at(-1))
    return { response: 0, checkboxChecked: false }
  }
  const setBadge = app.setBadgeCount.bind(app)
  app.setBadgeCount = (count) => {
    note('badge', count ?? 0)
    return setBadge(count)
  }
  Notification.prototype.show = function show(this: Electron.Notification) {
    recorded.shown.push(this as never)
    note('notification', { title: this.title, body: this.body })
  }
}
