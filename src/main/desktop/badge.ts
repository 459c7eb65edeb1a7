/** The number on the app's icon: in the dock, on the launcher, or as a small picture on Windows' taskbar. */
import { app, nativeImage, type BrowserWindow } from 'electron'
import { resourcePath } from './resource-path.ts'
import { words } from './words.ts'

let shown = 0

/** 0 takes it away. Launchers on Linux show it where they can. */
export function showBadge(count: number, window: BrowserWindow | undefined): void {
  shown = count
  if (process.platform === 'win32') window?.setOverlayIcon(overlay(count), count === 0 ? '' : words().tray.badge(count))
  else app.setBadgeCount(count)
}

/** Windows takes the picture away with the button of a window that is hidden, and a new button has none. */
export function followBadge(window: BrowserWindow): void {
  window.on('show', () => {
    if (process.platform === 'win32') showBadge(shown, window)
  })
}

/** There is room for one digit. */
const overlayName = (count: number): string => `overlay/${count > 9 ? '9-plus' : count}.png`

const overlay = (count: number) => (count === 0 ? null : nativeImage.createFromPath(resourcePath(overlayName(count))))
