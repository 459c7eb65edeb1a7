/** The number on the app's icon: in the dock, on the launcher, or as a small picture on Windows' taskbar. */
import { app, nativeImage, type BrowserWindow } from 'electron'
import { resourcePath } from './resource-path.ts'
import { words } from './words.ts'

/** 0 takes it away. Launchers on Linux show it where they can. */
export function showBadge(count: number, window: BrowserWindow | undefined): void {
  if (process.platform === 'win32') window?.setOverlayIcon(overlay(count), count === 0 ? '' : words().tray.badge(count))
  else app.setBadgeCount(count)
}

/** There is room for one digit. */
export const overlayName = (count: number): string => `overlay/${count > 9 ? '9-plus' : count}.png`

const overlay = (count: number) => (count === 0 ? null : nativeImage.createFromPath(resourcePath(overlayName(count))))
