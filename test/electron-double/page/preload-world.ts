/** Runs first in every page, in the isolated world of the preload script: `electron` as a sandboxed preload sees it. */
import { decode, encode } from './codec.ts'
import { createCrossing, type Crossing } from './crossing.ts'
import { createIpcRenderer, type Incoming } from './ipc-renderer.ts'

type Run = (require: (name: string) => object, process: object, module: { exports: object }) => void

export interface Preload {
  readonly key: string
  readonly versions: Readonly<Record<string, string>>
  readonly run: Run | null
}

export function startPreloadWorld({ key, versions, run }: Preload): void {
  const world = globalThis as unknown as Record<string, (text: string) => void>
  const send = (message: object): void => world[`${key}_send`]!(encode({ url: location.href, isTop: window === window.top, message }))
  const crossing = createCrossing(key, 'preload', 'page')
  const { ipcRenderer, receive } = createIpcRenderer(send)
  world[`${key}_receive`] = (text) => {
    const message = decode(text) as Incoming | { readonly type: 'look'; readonly focused: boolean; readonly visible: boolean }
    if (message.type === 'look') crossing.emit('look', { focused: message.focused, visible: message.visible })
    else receive(message)
  }
  followRightClicks(send)
  window.addEventListener('wheel', (event) => event.ctrlKey && !event.defaultPrevented && send({ type: 'zoom', direction: event.deltaY < 0 ? 'in' : 'out' }), { passive: true })
  const electron = createPreloadModule(crossing, ipcRenderer)
  const require = (name: string): object => {
    if (name === 'electron' || name === 'electron/renderer' || name === 'electron/common') return electron
    throw new Error(`module not found: ${name}`)
  }
  const process = { platform: versions['platform'], versions, env: {}, argv: [], type: 'renderer', sandboxed: true, contextIsolated: true, isMainFrame: window === window.top }
  try {
    run?.(require, process, { exports: {} })
  } catch (error) {
    send({ type: 'preload-error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

export function createPreloadModule(crossing: Crossing, ipcRenderer: ReturnType<typeof createIpcRenderer>['ipcRenderer']) {
  const contextBridge = {
    exposeInMainWorld: (name: string, api: unknown) => crossing.emit('expose', { name, packed: crossing.pack(api) }),
  } satisfies Partial<Electron.ContextBridge>
  const webUtils = { getPathForFile: () => '' } satisfies Partial<Electron.WebUtils>
  return wall('electron', { contextBridge: wall('contextBridge', contextBridge), ipcRenderer: wall('ipcRenderer', ipcRenderer), webUtils: wall('webUtils', webUtils) })
}

/** What is not there throws, as in main. */
function wall<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get: (known, member) => {
      if (typeof member === 'symbol' || member in known || member === 'then') return Reflect.get(known, member) as unknown
      throw new Error(`double: ${name}.${member} is not there`)
    },
  })
}

/** Electron's `context-menu`, where the page has no menu of its own. */
function followRightClicks(send: (message: object) => void): void {
  window.addEventListener('contextmenu', (event) => {
    if (event.defaultPrevented || !(event.target instanceof HTMLElement)) return
    const { target } = event
    const isEditable = target.isContentEditable || target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !target.readOnly)
    const selectionText = String(getSelection())
    const isSelected = selectionText !== ''
    const editFlags = { canCut: isEditable && isSelected, canCopy: isSelected, canPaste: isEditable, canSelectAll: true, canUndo: isEditable, canRedo: isEditable, canDelete: isEditable }
    const linkURL = target.closest('a')?.href ?? ''
    send({ type: 'context-menu', params: { x: event.clientX, y: event.clientY, isEditable, selectionText, linkURL, linkText: '', mediaType: 'none', editFlags, pageURL: location.href } })
  })
}
