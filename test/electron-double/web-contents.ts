/** WebContents: what main can do with the page of a window. */
import { EventEmitter } from 'node:events'
import { app } from './app.ts'
import { NativeImage } from './native-image.ts'
import { type MessagePortMain, closePortsOf, givePort } from './ports.ts'
import { records, zoomFactor, type WindowRecord } from './records.ts'
import { defaultSession } from './session.ts'
import { asReal, guard, guardClass, type Misfits, type None } from './surface.ts'
import { cloneOrThrow, createPreventable, note, testProcess } from './test-process.ts'
import type { PageEvent } from './wire.ts'

const recordOf = new WeakMap<WebContents, WindowRecord>()
const read = (contents: WebContents): WindowRecord => recordOf.get(contents)!

export class WebContents extends EventEmitter {
  readonly id: number
  readonly session = defaultSession.real
  readonly mainFrame: Electron.WebFrameMain
  constructor(record: WindowRecord) {
    super()
    recordOf.set(this, record)
    this.id = record.id
    this.mainFrame = asReal(guard('WebFrameMain', { get url() { return record.url }, parent: null, routingId: 1, processId: record.id }))
  }
  send(channel: string, ...args: unknown[]): void {
    testProcess.tell('toPage', { window: this.id, message: { type: 'send', channel, args: cloneOrThrow(args), ports: [] } })
  }
  postMessage(channel: string, message: unknown, transfer: Electron.MessagePortMain[] = []): void {
    const ports = transfer.map((port) => givePort(this.id, asReal<MessagePortMain>(port)))
    testProcess.tell('toPage', { window: this.id, message: { type: 'send', channel, args: [cloneOrThrow(message)], ports } })
  }
  setWindowOpenHandler(handler: NonNullable<WindowRecord['openHandler']>): void {
    read(this).openHandler = handler
  }
  getURL(): string {
    return read(this).url
  }
  getTitle(): string {
    return read(this).title
  }
  isDestroyed(): boolean {
    return read(this).isDestroyed
  }
  isFocused(): boolean {
    return read(this).isFocused
  }
  isLoading(): boolean {
    return read(this).isLoading
  }
  isCrashed(): boolean {
    return crashed.has(this.id)
  }
  focus(): void {}
  getType(): 'window' {
    return 'window'
  }
  getOSProcessId(): number {
    return process.pid
  }
  loadURL(url: string): Promise<void> {
    return loadPage(read(this), url)
  }
  reload(): void {
    if (crashed.has(this.id)) void loadPage(read(this), read(this).url).catch(() => undefined)
    else testProcess.tell('reloadPage', { window: this.id })
  }
  executeJavaScript(code: string): Promise<unknown> {
    return testProcess.ask('runInPage', { window: this.id, code })
  }
  async capturePage(): Promise<Electron.NativeImage> {
    return asReal(NativeImage.fromBytes(await testProcess.ask('capturePage', { window: this.id })))
  }
  forcefullyCrashRenderer(): void {
    void testProcess.ask('crashPage', { window: this.id })
  }
  setZoomLevel(level: number): void {
    read(this).zoomLevel = level
    resizePage(read(this))
  }
  getZoomLevel(): number {
    return read(this).zoomLevel
  }
  setZoomFactor(factor: number): void {
    this.setZoomLevel(Math.log(factor) / Math.log(1.2))
  }
  getZoomFactor(): number {
    return zoomFactor(read(this))
  }
  setVisualZoomLevelLimits(minimumLevel: number, maximumLevel: number): Promise<void> {
    note('visual-zoom-limits', [minimumLevel, maximumLevel])
    return Promise.resolve()
  }
  replaceMisspelling(text: string): void {
    note('replace-misspelling', text)
  }
  openDevTools(): void {
    note('dev-tools', true)
  }
  closeDevTools(): void {
    note('dev-tools', false)
  }
  toggleDevTools(): void {
    note('dev-tools', 'toggle')
  }
  isDevToolsOpened(): boolean {
    return false
  }
  setBackgroundThrottling(allowed: boolean): void {
    note('background-throttling', allowed)
  }
  setAudioMuted(muted: boolean): void {
    note('audio-muted', muted)
  }
  cut(): void {
    note('edit', 'cut')
  }
  copy(): void {
    note('edit', 'copy')
  }
  paste(): void {
    note('edit', 'paste')
  }
  selectAll(): void {
    note('edit', 'selectAll')
  }
}
guardClass('WebContents', WebContents)
export type WebContentsFits = None<Misfits<WebContents, Electron.WebContents>>

const crashed = new Set<number>()

/** Chromium's permissions for what the app's own check handler would allow, and nothing else. */
function listGranted(record: WindowRecord, url: string): string[] {
  const asked = { 'clipboard-sanitized-write': 'clipboard-write', 'clipboard-read': 'clipboard-read', notifications: 'notifications', geolocation: 'geolocation' }
  return Object.entries(asked).flatMap(([name, granted]) => (defaultSession.allows(record.contents, name, url) ? [granted] : []))
}

/** @throws Error when Chromium cannot load it. */
export async function loadPage(record: WindowRecord, url: string): Promise<void> {
  await record.opened
  crashed.delete(record.id)
  Object.assign(record, { url, isLoading: true })
  try {
    await testProcess.ask('loadPage', { window: record.id, url, granted: listGranted(record, url) })
  } catch (error) {
    record.isLoading = false
    record.contents.emit('did-fail-load', {}, -2, String(error), url, true, 1, 1)
    throw error
  }
}

export function resizePage(record: WindowRecord): void {
  const { width, height } = record.bounds
  testProcess.tell('resizePage', { window: record.id, width: Math.round(width / zoomFactor(record)), height: Math.round(height / zoomFactor(record)) })
}

/** What happened to the page in Chromium, as Electron tells it. */
export function tellPageEvent(windowId: number, event: PageEvent): void {
  const record = records.get(windowId)
  if (!record) return
  const { window, contents } = record
  if (event === 'gone') closePortsOf(windowId)
  // Chromium tells loading and its end of places within a page, too; only a document is navigated to, and finishes.
  if (event === 'started') contents.emit('did-start-loading')
  if (event === 'stopped') contents.emit('did-stop-loading')
  if (event === 'navigated') contents.emit('did-navigate', {}, record.url, -1, '')
  if (event === 'navigated-within') contents.emit('did-navigate-in-page', {}, record.url, true, 1, 1)
  if (event === 'dom-ready') contents.emit('dom-ready', {})
  if (event === 'painted') window.emit('ready-to-show', {})
  if (event === 'loaded') {
    record.isLoading = false
    contents.emit('did-finish-load', {})
  }
  if (event === 'crashed') {
    crashed.add(windowId)
    closePortsOf(windowId)
    const details = { reason: 'crashed', exitCode: 5 }
    contents.emit('render-process-gone', {}, details)
    app.emit('render-process-gone', {}, contents, details)
  }
  if (event === 'closed-by-person') window.close()
}

/** Asks the app's listeners of an event whether they prevent it. */
export function isPrevented(windowId: number, event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect' | 'will-attach-webview', details: object, ...more: unknown[]): boolean {
  const preventable = createPreventable(details)
  records.get(windowId)?.contents.emit(event, preventable, ...more)
  return preventable.defaultPrevented
}

/** @returns whether a page may go to another address by itself. */
export function mayNavigate(windowId: number, url: string, isMainFrame: boolean): boolean {
  const details = { url, isMainFrame, isSameDocument: false }
  const stops = (isMainFrame && isPrevented(windowId, 'will-navigate', details, url)) || isPrevented(windowId, 'will-frame-navigate', details)
  note(stops ? 'navigation-prevented' : 'navigated', url)
  return !stops
}

/** `window.open` in a page; the double never opens the window that was asked for. */
export function askWindowOpen(windowId: number, url: string): 'allow' | 'deny' {
  const record = records.get(windowId)
  const { action } = record?.openHandler?.({ url, frameName: '', features: '', disposition: 'foreground-tab', referrer: { url: '', policy: 'no-referrer' } }) ?? { action: 'allow' }
  note('window-open', { url, action })
  return action
}
