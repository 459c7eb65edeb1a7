/** What BrowserWindow has of BaseWindow: focus, visibility, size and closing, with Electron's events. */
import { EventEmitter } from 'node:events'
import { app, windowClosed } from './app.ts'
import { closePortsOf } from './ports.ts'
import { records, type WindowRecord } from './records.ts'
import { createPreventable, note, testProcess } from './test-process.ts'
import { resizePage } from './web-contents.ts'

const recordOf = new WeakMap<BaseWindow, WindowRecord>()
const stateOf = new WeakMap<BaseWindow, { isMinimized: boolean; isMaximized: boolean; isFullScreen: boolean; isOnTop: boolean; normal: Electron.Rectangle }>()
export const read = (window: BaseWindow): WindowRecord => recordOf.get(window)!
const state = (window: BaseWindow) => stateOf.get(window)!

export class BaseWindow extends EventEmitter {
  readonly id: number
  constructor(id: number) {
    super()
    this.id = id
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
    // The button in the taskbar goes, and what lay over it with it (viktor-shmigol/electron-windows-badge#9).
    if (process.platform === 'win32') note('overlay', { isShown: false, description: '' })
    // electron/electron#39572: the screen that it had for itself stays, and is black.
    if (process.platform === 'darwin' && state(this).isFullScreen) note('black-screen', this.id)
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
    const begin = (): void => change(this, 'isFullScreen', isFull, isFull ? 'enter-full-screen' : 'leave-full-screen')
    // An animation, on macOS (shell/browser/native_window_mac.mm, SetFullScreen).
    if (process.platform === 'darwin') setTimeout(begin, 50)
    else begin()
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

/** To be called once for each window, before anything else. */
export function adopt(window: BaseWindow, record: WindowRecord): void {
  recordOf.set(window, record)
  stateOf.set(window, { isMinimized: false, isMaximized: false, isFullScreen: false, isOnTop: false, normal: { ...record.bounds } })
  records.set(window.id, record)
}

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

function change(window: BaseWindow, what: 'isMaximized' | 'isFullScreen', isOn: boolean, event: string): void {
  const now = state(window)
  if (now[what] === isOn) return
  if (isOn && window.isNormal()) now.normal = window.getBounds()
  now[what] = isOn
  window.emit(event, {})
}
