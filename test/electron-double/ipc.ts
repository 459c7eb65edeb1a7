/** ipcMain: listeners and handlers for what a page's preload script sends. */
import { EventEmitter } from 'node:events'
import { adoptPagePort, closeFromPage, receiveFromPage } from './ports.ts'
import { records, type WindowRecord } from './records.ts'
import { asReal, guard } from './surface.ts'
import { cloneOrThrow, note, testProcess } from './test-process.ts'
import type { FromPage } from './wire.ts'

type Handler = Parameters<Electron.IpcMain['handle']>[1]
const handlers = new Map<string, Handler>()

const handling = {
  handle: (channel, handler) => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  },
  handleOnce: (channel, handler) =>
    handling.handle(channel, (event, ...args) => {
      handlers.delete(channel)
      return handler(event, ...args) as unknown
    }),
  removeHandler: (channel) => void handlers.delete(channel),
} satisfies Partial<Electron.IpcMain>

export const ipcMain = guard('ipcMain', Object.assign(new EventEmitter(), handling))

interface Sent {
  readonly url: string
  readonly isTop: boolean
  readonly message: FromPage
}

/** What a frame that is not the window's own page would be answered; `frame` is null when it has gone meanwhile. */
export async function invokeAs(frame: { readonly url: string; readonly isTop: boolean } | null, channel: string, ...args: unknown[]): Promise<unknown> {
  const [record] = records.values()
  const senderFrame = frame === null ? null : describeFrame(record!, frame.url, frame.isTop)
  return handlers.get(channel)?.(asReal({ sender: record?.contents, senderFrame, frameId: 1, processId: 1, type: 'frame' }), ...args) as unknown
}

/** What came from the page of a window. */
export function receiveIpc(record: WindowRecord, { url, isTop, message }: Sent): void {
  const ports = message.type === 'send' ? message.ports.map((id) => adoptPagePort(record.id, id)) : []
  const event = { sender: record.contents, senderFrame: describeFrame(record, url, isTop), frameId: 1, processId: record.id, ports, type: 'frame' }
  if (message.type === 'invoke') void answerInvoke(record, message, asReal(event))
  if (message.type === 'send') ipcMain.emit(message.channel, event, ...message.args)
  if (message.type === 'port') receiveFromPage(message.port, message.data)
  if (message.type === 'port-close') closeFromPage(message.port)
  if (message.type === 'context-menu') record.contents.emit('context-menu', {}, message.params)
  if (message.type === 'zoom') record.contents.emit('zoom-changed', {}, message.direction)
  if (message.type === 'preload-error') {
    note('preload-error', message.message)
    record.contents.emit('preload-error', {}, record.options.webPreferences?.preload, new Error(message.message))
  }
}

function describeFrame(record: WindowRecord, url: string, isTop: boolean): object {
  const main = guard('WebFrameMain', { url: record.url, origin: originOf(record.url), parent: null, top: null, routingId: 1, processId: record.id, frameTreeNodeId: record.id })
  return isTop ? Object.assign(main, { url, origin: originOf(url) }) : guard('WebFrameMain', { url, origin: originOf(url), parent: main, top: main, routingId: 2, processId: record.id, frameTreeNodeId: record.id + 1000 })
}

function originOf(url: string): string {
  const { protocol, host } = URL.parse(url) ?? { protocol: '', host: '' }
  return protocol === '' ? 'null' : `${protocol}//${host}`
}

async function answerInvoke(record: WindowRecord, { id, channel, args }: Extract<FromPage, { type: 'invoke' }>, event: Electron.IpcMainInvokeEvent): Promise<void> {
  const answer = (result: { value?: unknown; error?: string }): void => {
    if (records.has(record.id)) testProcess.tell('toPage', { window: record.id, message: { type: 'invoked', id, ...result } })
  }
  const handler = handlers.get(channel)
  if (!handler) return answer({ error: `Error: No handler registered for '${channel}'` })
  try {
    answer({ value: cloneOrThrow(await (handler(event, ...args) as unknown)) })
  } catch (error) {
    answer({ error: String(error) })
  }
}
