/** ipcRenderer as a sandboxed preload script sees it: calls, messages, and ports whose other end is in main. */

type Listener = (event: object, ...args: unknown[]) => void

/** What main sends; the page's end of `ToPage`. */
export type Incoming =
  | { readonly type: 'invoked'; readonly id: number; readonly value?: unknown; readonly error?: string }
  | { readonly type: 'send'; readonly channel: string; readonly args: unknown[]; readonly ports: readonly string[] }
  | { readonly type: 'port'; readonly port: string; readonly data: unknown }
  | { readonly type: 'port-close'; readonly port: string }

export function createIpcRenderer(send: (message: object) => void) {
  const listeners = new Map<string, Listener[]>()
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void; channel: string }>()
  const { adopt, create, receive: receiveOnPort } = createPorts(send)
  let lastId = 0

  const on = (channel: string, listener: Listener): object => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    return ipcRenderer
  }
  const off = (channel: string, listener: Listener): object => {
    listeners.set(channel, (listeners.get(channel) ?? []).filter((one) => one !== listener))
    return ipcRenderer
  }
  const once = (channel: string, listener: Listener): object => {
    const first: Listener = (...args) => {
      off(channel, first)
      listener(...args)
    }
    return on(channel, first)
  }
  const ipcRenderer = {
    invoke: async (channel: string, ...args: unknown[]): Promise<unknown> => {
      const cloned = cloneOrThrow(args)
      return new Promise((resolve, reject) => {
        waiting.set((lastId += 1), { resolve, reject, channel })
        send({ type: 'invoke', id: lastId, channel, args: cloned })
      })
    },
    send: (channel: string, ...args: unknown[]): void => send({ type: 'send', channel, args: cloneOrThrow(args), ports: [] }),
    postMessage: (channel: string, message: unknown, transfer: MessagePort[] = []): void => send({ type: 'send', channel, args: cloneOrThrow([message]), ports: transfer.map(adopt) }),
    on,
    addListener: on,
    off,
    removeListener: off,
    once,
    removeAllListeners: (channel: string): object => {
      listeners.delete(channel)
      return ipcRenderer
    },
  } satisfies Partial<Record<keyof Electron.IpcRenderer, unknown>>

  function settle({ id, value, error }: Extract<Incoming, { type: 'invoked' }>): void {
    const call = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) call?.resolve(value)
    else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${error}`))
  }

  return {
    ipcRenderer,
    receive: (message: Incoming): void => {
      if (message.type === 'invoked') settle(message)
      else if (message.type === 'send') {
        const event = { ports: message.ports.map(create), sender: ipcRenderer, senderId: 0 }
        for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.args)
      } else receiveOnPort(message)
    },
  }
}

function createPorts(send: (message: object) => void) {
  const ports = new Map<string, MessagePort>()
  /** A page that is loaded again must not hear what was meant for the one before. */
  const load = Math.random().toString(36).slice(2)
  let lastId = 0

  const join = (port: MessagePort, id: string): void => {
    ports.set(id, port)
    port.onmessage = ({ data }) => send({ type: 'port', port: id, data: data as unknown })
    port.addEventListener('close', () => ports.delete(id) && send({ type: 'port-close', port: id }))
  }
  return {
    /** @returns the name under which main gets it. */
    adopt: (port: MessagePort): string => {
      const id = `${load}-${(lastId += 1)}`
      join(port, id)
      return id
    },
    /** The page's end of a port of main. */
    create: (id: string): MessagePort => {
      const { port1, port2 } = new MessageChannel()
      join(port1, id)
      return port2
    },
    receive: (message: Extract<Incoming, { type: 'port' | 'port-close' }>): void => {
      const port = ports.get(message.port)
      if (message.type === 'port') return port?.postMessage(message.data)
      ports.delete(message.port)
      port?.close()
    },
  }
}

function cloneOrThrow<T>(value: T): T {
  try {
    return structuredClone(value)
  } catch {
    throw new Error('An object could not be cloned.')
  }
}
