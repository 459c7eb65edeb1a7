/** The one window. */
import { fileURLToPath } from 'node:url'
import { BrowserWindow, nativeTheme } from 'electron'
import { rendererUrl } from './renderer-scheme.ts'

let window: BrowserWindow | undefined

/** Opens it, or shows the one that is open. */
export async function openWindow(): Promise<void> {
  if (window) return showWindow()
  window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 720,
    minHeight: 480,
    title: 'Hookline',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0C1218' : '#EBEFF3',
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: true,
    },
  })
  window.once('ready-to-show', () => window?.show())
  window.on('closed', () => (window = undefined))
  await window.loadURL(rendererUrl())
}

export function showWindow(): void {
  if (window?.isMinimized()) window.restore()
  window?.show()
  window?.focus()
}

export const isWindowFocused = (): boolean => window?.isFocused() === true

/** Shows the window and lets its page go to `path`; null shows it as it is. */
export function openInWindow(path: string | null): void {
  showWindow()
  if (path !== null) window?.webContents.send('hookline:open', path)
}
