/** BrowserWindow: bounds, focus, visibility and closing, with Electron's events; its page is one of Chromium's. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, appFolder, windowClosed } from './app.ts'
import { closePortsOf } from './ports.ts'
import { records, type WindowRecord } from './records.ts'
import { asReal, guardClass, type Misfits, type None } from './surface.ts'
import { createPreventable, note, testProcess } from './test-process.ts'
import { loadPage, resizePage, WebContents } from './web-contents.ts'

type Options = Electron.BrowserWindowConstructorOptions

const recordOf = new WeakMap<BrowserWindow, WindowRecord>()
const stateOf = new WeakMap<BrowserWindow, { isMinimized: boolean; isMaximized: boolean; isFullScreen: boolean; isOnTop: boolean; normal: Electron.Rectangle }>()
const read = (window: BrowserWindow): WindowRecord => recordOf.get(window)!
const state = (window: BrowserWindow) => stateOf.get(window)!
let lastId = 0

/** What no page of this app may have; the double could not give it either. */
const unsafe = [['nodeIntegration', true], ['contextIsolation', false], ['webSecurity', false], ['sandbox', false]] as const

export class BrowserWindow extends EventEmitter {
  readonly id: number
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
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const preferences = options.webPreferences ?? {}
    for (const [name, value] of unsafe) if (preferences[name] === value) throw new Error(`double: webPreferences.${name}: ${value} is not supported, and not safe`)
    const bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    this.id = lastId += 1
    const record: WindowRecord = { id: this.id, options, window: this, contents: this, bounds, opened: Promise.resolve(), url: '', title: options.title ?? app.name, isVisible: false, isFocused: false, isDestroyed: false, isLoading: false, zoomLevel: Math.log(preferences.zoomFactor ?? 1) / Math.log(1.2) }
    recordOf.set(this, record)
    stateOf.set(this, { isMinimized: false, isMaximized: false, isFullScreen: false, isOnTop: false, normal: { ...bounds } })
    const contents = new WebContents(record)
    record.contents = contents
    this.webContents = asReal(contents)
    records.set(this.id, record)
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

  show(): void {
    this.showInactive()
    this.focus()
  }
  showInactive(): void {
    const record = read(this)
    state(this).isMinimized = false
    if (record.isVisible) return
    record.isVisible = true
    note('show', this.id)
    tellLook(record)
    this.emit('show', {})
  }
  hide(): void {
    this.blur()
    read(this).isVisible = false
    note('hide', this.id)
    tellLook(read(this))
    this.emit('hide', {})
  }
  focus(): void {
    const record = read(this)
    if (!record.isVisible || record.isFocused || state(this).isMinimized) return
    for (const other of records.values()) if (other !== record && other.isFocused) setFocus(other, false)
    setFocus(record, true)
  }
  blur(): void {
    if (read(this).isFocused) setFocus(read(this), false)
  }
  isVisible(): boolean {
    return read(this).isVisible
  }
  isFocused(): boolean {
    return read(this).isFocused
  }
  isDestroyed(): boolean {
    return read(this).isDestroyed
  }

  minimize(): void {
    state(this).isMinimized = true
    this.blur()
    tellLook(read(this), false)
    this.emit('minimize', {})
  }
  isMinimized(): boolean {
    return state(this).isMinimized
  }
  restore(): void {
    if (!state(this).isMinimized) return
    state(this).isMinimized = false
    tellLook(read(this))
    this.emit('restore', {})
    this.focus()
  }
  maximize(): void {
    change(this, 'isMaximized', true, 'maximize')
  }
  unmaximize(): void {
    change(this, 'isMaximized', false, 'unmaximize')
  }
  isMaximized(): boolean {
    return state(this).isMaximized
  }
  setFullScreen(isFull: boolean): void {
    change(this, 'isFullScreen', isFull, isFull ? 'enter-full-screen' : 'leave-full-screen')
  }
  isFullScreen(): boolean {
    return state(this).isFullScreen
  }
  isNormal(): boolean {
    const { isMinimized, isMaximized, isFullScreen } = state(this)
    return !isMinimized && !isMaximized && !isFullScreen
  }

  getBounds(): Electron.Rectangle {
    return { ...read(this).bounds }
  }
  getNormalBounds(): Electron.Rectangle {
    return { ...state(this).normal }
  }
  getContentBounds(): Electron.Rectangle {
    return this.getBounds()
  }
  getSize(): [number, number] {
    return [read(this).bounds.width, read(this).bounds.height]
  }
  getPosition(): [number, number] {
    return [read(this).bounds.x, read(this).bounds.y]
  }
  setBounds(wanted: Partial<Electron.Rectangle>): void {
    const before = this.getBounds()
    const after = { ...before, ...wanted }
    Object.assign(read(this).bounds, after)
    if (this.isNormal()) state(this).normal = after
    if (before.x !== after.x || before.y !== after.y) for (const event of ['move', 'moved']) this.emit(event, {})
    if (before.width === after.width && before.height === after.height) return
    resizePage(read(this))
    for (const event of ['resize', 'resized']) this.emit(event, {})
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }
  setPosition(x: number, y: number): void {
    this.setBounds({ x, y })
  }
  center(): void {
    note('center', this.id)
  }
  setMinimumSize(width: number, height: number): void {
    note('minimum-size', [width, height])
  }
  setAlwaysOnTop(flag: boolean): void {
    state(this).isOnTop = flag
  }
  isAlwaysOnTop(): boolean {
    return state(this).isOnTop
  }
  moveTop(): void {}

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

  close(): void {
    if (read(this).isDestroyed) return
    const event = createPreventable()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }
  destroy(): void {
    const record = read(this)
    if (record.isDestroyed) return
    setFocus(record, false)
    record.isDestroyed = true
    records.delete(this.id)
    closePortsOf(this.id)
    testProcess.tell('closePage', { window: this.id })
    record.contents.emit('destroyed')
    this.emit('closed', {})
    windowClosed(records.size)
  }
}
guardClass('BrowserWindow', BrowserWindow)
export type BrowserWindowFits = None<Misfits<BrowserWindow, Electron.BrowserWindow>>
export type BrowserWindowClassFits = None<Exclude<Misfits<typeof BrowserWindow, typeof Electron.BrowserWindow>, 'prototype'>>

function setFocus(record: WindowRecord, isFocused: boolean): void {
  if (record.isFocused === isFocused) return
  record.isFocused = isFocused
  tellLook(record)
  record.window.emit(isFocused ? 'focus' : 'blur', {})
  app.emit(isFocused ? 'browser-window-focus' : 'browser-window-blur', {}, record.window)
}

/** Tells the page whether it is being looked at; headless Chromium has no idea. */
function tellLook({ id, isFocused, isVisible }: WindowRecord, isUp = isVisible): void {
  testProcess.tell('lookAtPage', { window: id, focused: isFocused, visible: isUp })
}

function change(window: BrowserWindow, what: 'isMaximized' | 'isFullScreen', isOn: boolean, event: string): void {
  const now = state(window)
  if (now[what] === isOn) return
  if (isOn && window.isNormal()) now.normal = window.getBounds()
  now[what] = isOn
  window.emit(event, {})
}
