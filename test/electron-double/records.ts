/** What the double knows of each open window; BrowserWindow and WebContents are two faces of one record. */
import type { EventEmitter } from 'node:events'

export interface WindowRecord {
  readonly id: number
  readonly options: Electron.BrowserWindowConstructorOptions
  window: EventEmitter & { close(): void; focus(): void }
  contents: EventEmitter
  bounds: Electron.Rectangle
  /** Resolves when Chromium has a page for it. */
  opened: Promise<void>
  url: string
  title: string
  isVisible: boolean
  isFocused: boolean
  isDestroyed: boolean
  isLoading: boolean
  zoomLevel: number
  openHandler?: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse
}

export const records = new Map<number, WindowRecord>()

/** Electron's two measures of zoom. */
export const zoomFactor = ({ zoomLevel }: WindowRecord): number => 1.2 ** zoomLevel
