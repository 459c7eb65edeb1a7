/** MessagePortMain and MessageChannelMain, and the ends of ports whose other end is in a page. */
import { EventEmitter } from 'node:events'
import { guardClass, type Misfits, type None } from './surface.ts'
import { cloneOrThrow, testProcess } from './test-process.ts'

interface PortMessage {
  readonly data: unknown
  readonly ports: unknown[]
}

/** Where a port's messages go, and what is told when it closes. */
interface Far {
  deliver(message: PortMessage): void
  closed(): void
}

const farOf = new WeakMap<MessagePortMain, Far>()
const stateOf = new WeakMap<MessagePortMain, { isStarted: boolean; isClosed: boolean; queue: PortMessage[] }>()
const read = (port: MessagePortMain) => stateOf.get(port)!

export class MessagePortMain extends EventEmitter {
  constructor() {
    super()
    stateOf.set(this, { isStarted: false, isClosed: false, queue: [] })
  }

  start(): void {
    const state = read(this)
    state.isStarted = true
    for (const message of state.queue.splice(0)) this.emit('message', message)
  }

  postMessage(message: unknown, transfer: Electron.MessagePortMain[] = []): void {
    if (transfer.length > 0) throw new Error('double: ports inside of messages of ports are not supported')
    if (!read(this).isClosed) farOf.get(this)?.deliver({ data: cloneOrThrow(message), ports: [] })
  }

  close(): void {
    if (closeHere(this)) farOf.get(this)?.closed()
  }
}
guardClass('MessagePortMain', MessagePortMain)
export type MessagePortMainFits = None<Misfits<MessagePortMain, Electron.MessagePortMain>>

function receive(port: MessagePortMain, message: PortMessage): void {
  const state = read(port)
  if (state.isClosed) return
  if (state.isStarted) setImmediate(() => port.emit('message', message))
  else state.queue.push(message)
}

/** @returns false when it was closed before. */
function closeHere(port: MessagePortMain): boolean {
  const state = read(port)
  if (state.isClosed) return false
  state.isClosed = true
  setImmediate(() => port.emit('close'))
  return true
}

const towards = (other: MessagePortMain): Far => ({ deliver: (message) => receive(other, message), closed: () => void closeHere(other) })

export class MessageChannelMain {
  readonly port1 = new MessagePortMain()
  readonly port2 = new MessagePortMain()
  constructor() {
    farOf.set(this.port1, towards(this.port2))
    farOf.set(this.port2, towards(this.port1))
  }
}
guardClass('MessageChannelMain', MessageChannelMain)

const inPages = new Map<string, { port: MessagePortMain; window: number }>()

/** The main end of a port whose other end the page named `id`. */
export function adoptPagePort(window: number, id: string): MessagePortMain {
  const port = new MessagePortMain()
  farOf.set(port, {
    deliver: ({ data }) => testProcess.tell('toPage', { window, message: { type: 'port', port: id, data } }),
    closed: () => {
      inPages.delete(id)
      testProcess.tell('toPage', { window, message: { type: 'port-close', port: id } })
    },
  })
  inPages.set(id, { port, window })
  return port
}

/** Ports that lead into pages: each is a line that somebody listens to. */
export const countPagePorts = (): number => inPages.size

let lastGiven = 0

/** Sends a port of main into a page. @returns the name under which the page gets it. */
export function givePort(window: number, given: MessagePortMain): string {
  const id = `main-${(lastGiven += 1)}`
  const here = adoptPagePort(window, id)
  here.on('message', ({ data }: PortMessage) => farOf.get(given)?.deliver({ data, ports: [] }))
  here.on('close', () => given.close())
  given.on('message', ({ data }: PortMessage) => here.postMessage(data))
  given.on('close', () => here.close())
  here.start()
  given.start()
  return id
}

export function receiveFromPage(id: string, data: unknown): void {
  const found = inPages.get(id)
  if (found) receive(found.port, { data, ports: [] })
}

export function closeFromPage(id: string): void {
  const found = inPages.get(id)
  inPages.delete(id)
  if (found) closeHere(found.port)
}

/** A page went away and its ports with it. */
export function closePortsOf(window: number): void {
  for (const [id, entry] of inPages) if (entry.window === window) closeFromPage(id)
}
