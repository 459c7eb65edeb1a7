/** The one window: opens at its first paint, is hidden rather than closed where that is wanted, and hears what the shell has to say once its page can. */
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, nativeTheme } from 'electron'
import type { ShellNotice, ShellState, WindowCommand } from '#shared/contract/shell.ts'
import { smallest } from './fit-bounds.ts'
import { rendererUrl } from './renderer-scheme.ts'
import { resourcePath } from './resource-path.ts'
import type { WindowMemory } from './window-state.ts'

export interface WindowOptions {
  readonly memory: WindowMemory
  /** Loaded and painted, but only shown when somebody asks for it. */
  readonly hidden: boolean
  /** Asked each time the window is to be closed while the app goes on. */
  hidesOnClose(): boolean
  /** Called for each window that was made, before it loads. */
  onOpen(window: BrowserWindow): void
}

let window: BrowserWindow | undefined
let quitting = false
let keepInReach = (): void => undefined
let isLoaded = false
/** What a page that is not there yet will be told. */
let waiting: (() => void)[] = []

/** The colours of the page's ground, so that nothing flashes before its first paint. */
const ground = { dark: '#0C1218', light: '#EBEFF3' }
const groundOfNow = (): string => (nativeTheme.shouldUseDarkColors ? ground.dark : ground.light)

/** Opens it, or shows the one that is open. Resolves when its page is loaded. */
export async function openWindow({ memory, hidden, hidesOnClose, onOpen }: WindowOptions): Promise<void> {
  if (window) return showWindow()
  const made = new BrowserWindow({
    ...memory.fit(),
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Hookline',
    // Linux alone does not take it from the program.
    ...(process.platform === 'linux' ? { icon: resourcePath('icons/256x256.png') } : {}),
    show: false,
    autoHideMenuBar: true,
    backgroundColor: groundOfNow(),
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: true,
    },
  })
  window = made
  // Maximising shows it; until somebody asks for it, it is as it was.
  const { maximised } = memory.state
  if (maximised && hidden) made.once('show', () => made.maximize())
  else if (maximised) made.maximize()
  memory.follow(made)
  keepInReach = () => bringBack(made, memory)
  if (!hidden) made.once('ready-to-show', () => made.show())
  made.on('close', (event) => {
    if (quitting || !hidesOnClose()) return
    event.preventDefault()
    hideWindow(made)
  })
  made.on('closed', () => {
    window = undefined
    isLoaded = false
  })
  followLoading(made)
  onOpen(made)
  await made.loadURL(rendererUrl())
}

/** On macOS a window that is hidden in full screen leaves the whole screen black (electron/electron#39572). */
function hideWindow(shown: BrowserWindow): void {
  if (process.platform !== 'darwin' || !shown.isFullScreen()) return shown.hide()
  shown.once('leave-full-screen', () => shown.hide())
  shown.setFullScreen(false)
}

/** From the first word of a quit on, closing means closing; a theme that changes is followed. To be called once. */
export function followApp(): void {
  app.on('before-quit', () => (quitting = true))
  nativeTheme.on('updated', () => window?.setBackgroundColor(groundOfNow()))
}

/** A page listens once it has loaded: its script runs before that. Only another document takes it away; Chromium calls it loading, too, when the page goes to a place within itself. */
function followLoading({ webContents }: BrowserWindow): void {
  webContents.on('did-navigate', () => (isLoaded = false))
  webContents.on('render-process-gone', () => (isLoaded = false))
  webContents.on('did-finish-load', () => {
    isLoaded = true
    const tell = waiting
    waiting = []
    for (const one of tell) one()
  })
}

/** A screen can go while nobody sees the window; Windows leaves a hidden one where it was. */
function bringBack(hidden: BrowserWindow, memory: WindowMemory): void {
  if (hidden.isDestroyed() || hidden.isVisible() || !hidden.isNormal()) return
  const before = hidden.getBounds()
  const after = memory.fit(before)
  if (after.x !== before.x || after.y !== before.y || after.width !== before.width || after.height !== before.height) hidden.setBounds(after)
}

export function showWindow(): void {
  keepInReach()
  if (window?.isMinimized()) window.restore()
  window?.show()
  window?.focus()
}

/** What a press on the tray does where that is the custom. */
export function toggleWindow(): void {
  if (window?.isVisible() && !window.isMinimized()) window.hide()
  else showWindow()
}

export const findWindow = (): BrowserWindow | undefined => window

/** The window that a dialog belongs to; undefined while nobody could see the dialog there. */
export const dialogWindow = (): BrowserWindow | undefined => (window?.isVisible() && !window.isMinimized() ? window : undefined)

export const isWindowFocused = (): boolean => window?.isFocused() === true

/** Shows the window and lets its page go to `path`; null shows it as it is. */
export function openInWindow(path: string | null): void {
  showWindow()
  if (path !== null) whenLoaded(() => window?.webContents.send('hookline:open', path))
}

/** Shows the window with the page that says where an invite link leads. */
export function showInvite(link: string): void {
  showWindow()
  whenLoaded(() => window?.webContents.send('hookline:join', link))
}

/** Shows the window and does there what a menu asked for. */
export function commandWindow(command: WindowCommand): void {
  showWindow()
  whenLoaded(() => window?.webContents.send('hookline:command', command))
}

/** Says it in the window, now or when it is loaded. */
export function noticeInWindow(notice: ShellNotice): void {
  whenLoaded(() => window?.webContents.send('hookline:notice', notice))
}

/** The lines of the page to the server are dead. Its ports close too, but not every Chromium tells the other end. */
export function tellLineLost(): void {
  window?.webContents.send('hookline:lost')
}

/** Whoever draws the shell's state draws this one from now on. A page that is loading asks for it itself. */
export function tellShellState(state: ShellState): void {
  if (isLoaded) window?.webContents.send('hookline:shell', state)
}

function whenLoaded(tell: () => void): void {
  if (isLoaded) tell()
  else waiting.push(tell)
}
