/** Runs first in every page, in the isolated world of the preload script: `electron` as a sandboxed preload sees it. */
import { decode, encode } from './codec.ts'
import { createCrossing } from './crossing.ts'

type Listener = (event: object, ...args: unknown[]) => void
type Incoming =
  | { readonly type: 'invoked'; readonly id: number; readonly value?: unknown; readonly error?: string }
  | { readonly type: 'send'; readonly channel: string; readonly args: unknown[]; readonly ports: readonly string[] }
  | { readonly type: 'port'; readonly port: string; readonly data: unknown }
  | { readonly type: 'port-close'; readonly port: string }
  | { readonly type: 'look'; readonly focused: boolean; readonly visible: boolean }

export interface Preload {
  readonly key: string
  readonly versions: Readonly<Record<string, string>>
  readonly run: ((require: (name: string) => object, process: object, module: { exports: object }) => void) | null
}

export function startPreloadWorld({ key, versions, run }: Preload): void {
  const crossing = createCrossing(key, 'preload', 'page')
  const world = globalThis as unknown as Record<string, (text: string) => void>
  const send = (message: object): void => world[`${key}_send`]!(encode({ url: location.href, isTop: window === window.top, message }))
  const listeners = new Map<string, Listener[]>()
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void; channel: string }>()
  const ports = new Map<string, MessagePort>()
  /** A page that is loaded again must not hear what was meant for the one before. */
  const load = Math.random().toString(36).slice(2)
  let lastId = 0

  const clone = <T>(value: T): T => {
    try {
      return structuredClone(value)
    } catch {
      throw new Error('An object could not be cloned.')
    }
  }
  const adopt = (port: MessagePort, id: string): string => {
    ports.set(id, port)
    port.onmessage = ({ data }) => send({ type: 'port', port: id, data: data as unknown })
    port.addEventListener('close', () => ports.delete(id) && send({ type: 'port-close', port: id }))
    return id
  }
  const on = (channel: string, listener: Listener): object => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    return ipcRenderer
  }
  const off = (channel: string, listener: Listener): object => {
    listeners.set(channel, (listeners.get(channel) ?? []).filter((one) => one !== listener))
    return ipcRenderer
  }
  const ipcRenderer = {
    invoke: async (channel: string, ...args: unknown[]) => {
      const cloned = clone(args)
      return new Promise((resolve, reject) => {
        waiting.set((lastId += 1), { resolve, reject, channel })
        send({ type: 'invoke', id: lastId, channel, args: cloned })
      })
    },
    send: (channel: string, ...args: unknown[]) => send({ type: 'send', channel, args: clone(args), ports: [] }),
    postMessage: (channel: string, message: unknown, transfer: MessagePort[] = []) =>
      send({ type: 'send', channel, args: clone([message]), ports: transfer.map((port) => adopt(port, `${load}-${(lastId += 1)}`)) }),
    on,
    addListener: on,
    off,
    removeListener: off,
    once: (channel: string, listener: Listener) => {
      const once: Listener = (...args) => {
        off(channel, once)
        listener(...args)
      }
      return on(channel, once)
    },
    removeAllListeners: (channel: string) => {
      listeners.delete(channel)
      return ipcRenderer
    },
  }

  function receive(message: Incoming): void {
    if (message.type === 'look') crossing.emit('look', { focused: message.focused, visible: message.visible })
    if (message.type === 'port') ports.get(message.port)?.postMessage(message.data)
    if (message.type === 'port-close') {
      const port = ports.get(message.port)
      ports.delete(message.port)
      port?.close()
    }
    if (message.type === 'invoked') {
      const call = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.error === undefined) call?.resolve(message.value)
      else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${message.error}`))
    }
    if (message.type === 'send') {
      const given = message.ports.map((id) => {
        const { port1, port2 } = new MessageChannel()
        adopt(port1, id)
        return port2
      })
      for (const listener of listeners.get(message.channel) ?? []) listener({ ports: given, sender: ipcRenderer, senderId: 0 }, ...message.args)
    }
  }
  world[`${key}_receive`] = (text) => receive(decode(text) as Incoming)

  followRightClicks(send)
  startPreload()

  function startPreload(): void {
    const wall = (name: string, members: object): object =>
      new Proxy(members, {
        get: (known, member) => {
          if (typeof member === 'symbol' || member in known || member === 'then') return Reflect.get(known, member) as unknown
          throw new Error(`double: ${name}.${member} is not there`)
        },
      })
    const contextBridge = { exposeInMainWorld: (name: string, api: unknown) => crossing.emit('expose', { name, packed: crossing.pack(api) }) }
    const electron = wall('electron', {
      contextBridge: wall('contextBridge', contextBridge),
      ipcRenderer: wall('ipcRenderer', ipcRenderer),
      webUtils: wall('webUtils', { getPathForFile: () => '' }),
    })
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
}

/** Electron's `context-menu`, where the page has no menu of its own. */
function followRightClicks(send: (message: object) => void): void {
  window.addEventListener('contextmenu', (event) => {
    if (event.defaultPrevented || !(event.target instanceof HTMLElement)) return
    const { target } = event
    const isEditable = target.isContentEditable || target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !target.readOnly)
    const selectionText = String(getSelection())
    const linkURL = target.closest('a')?.href ?? ''
    const editFlags = { canCut: isEditable && selectionText !== '', canCopy: selectionText !== '', canPaste: isEditable, canSelectAll: true, canUndo: isEditable, canRedo: isEditable, canDelete: isEditable }
    send({ type: 'context-menu', params: { x: event.clientX, y: event.clientY, isEditable, selectionText, linkURL, linkText: '', mediaType: 'none', editFlags, pageURL: location.href } })
  })
}
