/** How large everything in the window is: by keys, by Ctrl and the wheel, and the same after a start. */
import type { BrowserWindow } from 'electron'
import { zoomSteps, type ShellSettings } from '#shared/contract/shell.ts'
import type { SettingsFile } from './shell-settings.ts'

type Zoom = ShellSettings['zoom']

/** The step before or after; the ends stay. */
function nextZoom(now: Zoom, direction: -1 | 1): Zoom {
  return zoomSteps[zoomSteps.indexOf(now) + direction] ?? now
}

/** 0 goes back to the actual size. */
export function changeZoom(settings: SettingsFile, direction: -1 | 0 | 1): void {
  const now = settings.current.zoom
  const zoom = direction === 0 ? 100 : nextZoom(now, direction)
  if (zoom !== now) settings.change({ zoom })
}

/** Chromium forgets it with each page that it loads. */
export function followZoom({ webContents }: BrowserWindow, settings: SettingsFile): void {
  const apply = (): void => webContents.setZoomFactor(settings.current.zoom / 100)
  webContents.on('dom-ready', apply)
  webContents.on('zoom-changed', (_event, direction) => changeZoom(settings, direction === 'in' ? 1 : -1))
}
