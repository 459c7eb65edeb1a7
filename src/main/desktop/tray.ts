/** The icon in the tray or menu bar: whether something is unread or for me, how much, and the few things one wants without the window. */
import { Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron'
import type { ShellStatus } from '#server/platform.ts'
import { logProblem } from './shell-log.ts'
import { resourcePath } from './resource-path.ts'
import { lookAgainIn, trayImageName, trayState, trayText, type TrayState } from './tray-look.ts'
import { words } from './words.ts'

export interface TrayActions {
  open(): void
  toggle(): void
  /** ms since epoch; null ends the pause. */
  pause(until: number | null): void
  quit(): void
}

export interface TrayIcon {
  show(status: ShellStatus): void
}

const HOUR_MS = 3_600_000

/** Undefined where the system has no tray. */
export function createTray(actions: TrayActions): TrayIcon | undefined {
  let tray: Tray
  try {
    tray = new Tray(imageOf('normal'))
  } catch (error) {
    logProblem('there is no tray', error)
    return undefined
  }
  // On macOS a press opens the menu; elsewhere it brings the window and takes it away.
  if (process.platform !== 'darwin') tray.on('click', () => actions.toggle())
  let shown: TrayState = 'normal'
  let again: ReturnType<typeof setTimeout> | undefined
  const show = (status: ShellStatus): void => {
    const state = trayState(status)
    if (state !== shown) tray.setImage(imageOf(state))
    shown = state
    tray.setToolTip(trayText(status, words().tray))
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(status, actions)))
    clearTimeout(again)
    awaitEnd(status)
  }
  /** A pause ends by itself, and nobody announces it. */
  const awaitEnd = (status: ShellStatus): void => {
    const wait = lookAgainIn(status, Date.now())
    if (wait !== null) again = setTimeout(() => (lookAgainIn(status, Date.now()) === null ? show(status) : awaitEnd(status)), wait).unref()
  }
  return { show }
}

function trayMenu({ pausedUntil, ...counts }: ShellStatus, actions: TrayActions): MenuItemConstructorOptions[] {
  const { tray, menu } = words()
  const isPaused = lookAgainIn({ pausedUntil }, Date.now()) !== null
  return [
    { label: trayText(counts, tray), enabled: false },
    { type: 'separator' },
    { label: tray.open, click: () => actions.open() },
    isPaused ? { label: tray.resume, click: () => actions.pause(null) } : { label: tray.pause, click: () => actions.pause(Date.now() + HOUR_MS) },
    { type: 'separator' },
    { label: menu.quit, click: () => actions.quit() },
  ]
}

const imageOf = (state: TrayState) => nativeImage.createFromPath(resourcePath(trayImageName(state, process.platform)))
