/** BrowserWindow: a BaseWindow with a page, which is one of Chromium's. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, appFolder } from './app.ts'
import { adopt, BaseWindow, read } from './base-window.ts'
import { records, type WindowRecord } from './records.ts'
import { asReal, guardClass, type Misfits, type None } from './surface.ts'
import { note, testProcess } from './test-process.ts'
import { loadPage, resizePage, WebContents } from './web-contents.ts'

type Options = Electron.BrowserWindowConstructorOptions

let lastId = 0

/** What no page of this app may have; the double could not give it either. */
const unsafe = [['nodeIntegration', true], ['contextIsolation', false], ['webSecurity', false], ['sandbox', false]] as const

export class BrowserWindow extends BaseWindow {
  readonly webContents: Electron.WebContents
  static getAllWindows(): Electron.BrowserWindow[] {
    return [...records.values()].map(({ window }) => asReal(window))
  }
  static getFocusedWindow(): Electron.BrowserWindow | null {
    return asReal([...records.values()].find(({ isFocused }) => isFocused)?.window ?? (null as never))
  }
  static fromWebContents(contents: Electron.WebContents): Electron.BrowserWindow | null {
    return BrowserWindow.fromId(contents.id)
  }
  static fromId(id: number): Electron.BrowserWindow | null {
    return asReal(records.get(id)?.window ?? (null as never))
  }

  constructor(options: Options = {}) {
    super((lastId += 1))
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const preferences = options.webPreferences ?? {}
    for (const [name, value] of unsafe) if (preferences[name] === value) throw new Error(`double: webPreferences.${name}: ${value} is not supported, and not safe`)
    const bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    const record: WindowRecord = { id: this.id, options, window: this, contents: this, bounds, opened: Promise.resolve(), url: '', title: options.title ?? app.name, isVisible: false, isFocused: false, isDestroyed: false, isLoading: false, zoomLevel: Math.log(preferences.zoomFactor ?? 1) / Math.log(1.2) }
    adopt(this, record)
    const contents = new WebContents(record)
    record.contents = contents
    this.webContents = asReal(contents)
    record.opened = testProcess.ask('openPage', { window: this.id, preload: preferences.preload === undefined ? null : readFileSync(preferences.preload, 'utf8'), width: bounds.width, height: bounds.height })
    resizePage(record)
    note('window', { id: this.id, bounds, show: options.show !== false })
    app.emit('web-contents-created', {}, contents)
    app.emit('browser-window-created', {}, this)
    if (options.show !== false) this.show()
  }

  loadURL(url: string): Promise<void> {
    return loadPage(read(this), url)
  }
  loadFile(path: string): Promise<void> {
    return loadPage(read(this), pathToFileURL(join(appFolder, path)).href)
  }
  reload(): void {
    this.webContents.reload()
  }

  setTitle(title: string): void {
    read(this).title = title
    note('title', title)
  }
  getTitle(): string {
    return read(this).title
  }
  setMenu(menu: Electron.Menu | null): void {
    note('window-menu', menu === null ? null : 'menu')
  }
  removeMenu(): void {
    note('window-menu', null)
  }
  setMenuBarVisibility(isVisible: boolean): void {
    note('menu-bar', isVisible)
  }
  setAutoHideMenuBar(hides: boolean): void {
    note('menu-bar-hides', hides)
  }
  flashFrame(isOn: boolean): void {
    note('flash', isOn)
  }
  setOverlayIcon(overlay: Electron.NativeImage | null, description: string): void {
    note('overlay', { isShown: overlay !== null, description })
  }
  setProgressBar(progress: number): void {
    note('progress', progress)
  }
  setSkipTaskbar(skips: boolean): void {
    note('skip-taskbar', skips)
  }
  setIcon(): void {
    note('window-icon')
  }
  setBackgroundColor(color: string): void {
    note('background', color)
  }
  setTitleBarOverlay(options: Electron.TitleBarOverlayOptions): void {
    note('title-bar-overlay', options)
  }
}
guardClass('BrowserWindow', BrowserWindow)
export type BrowserWindowFits = None<Misfits<BrowserWindow, Electron.BrowserWindow>>
export type BrowserWindowClassFits = None<Exclude<Misfits<typeof BrowserWindow, typeof Electron.BrowserWindow>, 'prototype'>>
