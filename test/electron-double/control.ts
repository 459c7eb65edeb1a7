/** `double`: what a test does as the person and the system around the app; Electron has nothing like it. */
import { app } from './app.ts'
import { invokeAs } from './ipc.ts'
import { describeMenu, Menu, openMenus } from './menu.ts'
import { nativeTheme, powerMonitor, system } from './native.ts'
import { shownNotifications } from './notification.ts'
import { countPagePorts } from './ports.ts'
import { records } from './records.ts'
import { setDisplays } from './screen.ts'
import { defaultSession } from './session.ts'
import { createPreventable, notes } from './test-process.ts'
import { breakThread, countThreads } from './threads.ts'
import { trays } from './tray.ts'
import { askWindowOpen, isPrevented } from './web-contents.ts'

const firstWindow = () => [...records.values()][0]

const lastTray = () => {
  const last = trays.findLast(({ state }) => !state.isDestroyed)
  if (!last) throw new Error('double: there is no tray')
  return last
}

export const double = {
  countPagePorts,
  countThreads,
  breakThread,
  /** Everything native so far. */
  notes,
  /** The system as the app finds it; set before it looks. */
  system,
  setDisplays,
  /** The system that main believes to run on from now on; its threads keep theirs. */
  pretendPlatform: (platform: NodeJS.Platform): void => void Object.defineProperty(process, 'platform', { value: platform }),
  setDark: (isDark: boolean): void => {
    system.isDark = isDark
    nativeTheme.emit('updated')
  },
  /** For instance `suspend`, `resume`, `lock-screen`. */
  power: (event: string): boolean => powerMonitor.emit(event, {}),
  /** How many are on the screen. */
  countNotifications: (): number => shownNotifications.length,
  /** Their time is up: on Windows they are in the Action Center then, where they can be pressed and taken away. */
  timeOutNotifications: (): void => shownNotifications.forEach((one) => void one.emit('close', { reason: 'timedOut' })),
  /** The person clicks the notification that came last, or the one at `index`. */
  clickNotification: (index = -1): void => {
    const notification = shownNotifications.at(index)
    if (!notification) throw new Error('double: no notification is shown')
    shownNotifications.splice(shownNotifications.indexOf(notification), 1)
    notification.emit('click', {})
  },
  /** The system could not show it. */
  failNotification: (error: string): boolean => shownNotifications.at(-1)?.emit('failed', {}, error) === true,
  /** One of Chromium's helpers, for instance of type `GPU`, ended. */
  endChild: (type: string, reason: string): boolean => app.emit('child-process-gone', {}, { type, reason, exitCode: 5 }),
  clickTray: (): boolean => lastTray().tray.emit('click', {}, { x: 0, y: 0, width: 24, height: 24 }, { x: 0, y: 0 }),
  readTray: () => {
    const { tip, title, image, menu } = lastTray().state
    return { tip, title, image: typeof image === 'string' ? image : image.toDataURL(), menu: menu ? describeMenu(menu) : [] }
  },
  clickTrayMenu: (label: string): void => click(lastTray().state.menu, [label]),
  /** `clickMenu('View', 'Zoom In')`: of the menu bar. */
  clickMenu: (...path: string[]): void => click(Menu.getApplicationMenu(), path),
  /** Of the context menu that was popped up last. */
  clickPopup: (...path: string[]): void => click(openMenus.at(-1) ?? null, path),
  readPopup: () => describeMenu(openMenus.at(-1) ?? { items: [] }),
  /** macOS: somebody opened a link of ours. Elsewhere it comes as an argument of a second instance. */
  openUrl: (url: string): boolean => app.emit('open-url', createPreventable(), url),
  /** Asks the app's permission request handler as the first window's page would. */
  askPermission: (permission: string): Promise<boolean> => defaultSession.ask(firstWindow()!.contents, permission, firstWindow()!.url),
  /** What each window that shows something was made with. */
  readPreferences: () => [...records.values()].filter(({ url }) => url !== '').map(({ options }) => options.webPreferences ?? {}),
  /** What the newest window's page is answered when it opens this address in a window of its own. */
  askWindowOpen: (url: string): string => askWindowOpen([...records.keys()].at(-1)!, url),
  /** What main answers to a frame at this address; null for one that has gone. */
  invokeAs,
  checkPermission: (permission: string, url = firstWindow()!.url): boolean => defaultSession.allows(firstWindow()!.contents, permission, url),
  /** What Chromium alone cannot be brought to: a redirect, a webview. @returns whether the app prevents it. */
  isPrevented: (event: Parameters<typeof isPrevented>[1], details: object): boolean => isPrevented(firstWindow()!.id, event, details),
  /** macOS: the icon in the dock is clicked. */
  activate: (): boolean => app.emit('activate', {}, records.size > 0),
}

function click(menu: { readonly items: readonly Electron.MenuItem[] } | null, [label, ...deeper]: string[]): void {
  const item = menu?.items.find((one) => one.label === label || one.id === label || one.role === label?.toLowerCase())
  if (!item) throw new Error(`double: the menu has no "${label}", but ${menu?.items.map((one) => one.label).join(', ')}`)
  if (deeper.length > 0) click(item.submenu ?? null, deeper)
  else item.click()
}
