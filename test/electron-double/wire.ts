/** What the double's main process and the test process say to each other over Node's IPC: asked for an answer, or told without one. */

/** What a page sends to main through its preload script. */
export type FromPage =
  | { readonly type: 'invoke'; readonly id: number; readonly channel: string; readonly args: unknown[] }
  | { readonly type: 'send'; readonly channel: string; readonly args: unknown[]; readonly ports: readonly string[] }
  | { readonly type: 'port'; readonly port: string; readonly data: unknown }
  | { readonly type: 'port-close'; readonly port: string }
  | { readonly type: 'context-menu'; readonly params: Record<string, unknown> }
  | { readonly type: 'zoom'; readonly direction: 'in' | 'out' }
  | { readonly type: 'preload-error'; readonly message: string }

/** What main sends to a page. */
export type ToPage =
  | { readonly type: 'invoked'; readonly id: number; readonly value?: unknown; readonly error?: string }
  | { readonly type: 'send'; readonly channel: string; readonly args: unknown[]; readonly ports: readonly string[] }
  | { readonly type: 'port'; readonly port: string; readonly data: unknown }
  | { readonly type: 'port-close'; readonly port: string }

export interface ServedResponse {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Uint8Array
}

export type PageEvent = 'started' | 'navigated' | 'navigated-within' | 'stopped' | 'gone' | 'dom-ready' | 'painted' | 'loaded' | 'crashed' | 'closed-by-person'

/** Main asks or tells the test process, which owns Chromium. */
export interface OfTest {
  openPage(args: { window: number; preload: string | null; width: number; height: number }): void
  loadPage(args: { window: number; url: string; granted: readonly string[] }): void
  runInPage(args: { window: number; code: string }): unknown
  capturePage(args: { window: number }): Uint8Array
  crashPage(args: { window: number }): void
  reloadPage(args: { window: number }): void
  closePage(args: { window: number }): void
  resizePage(args: { window: number; width: number; height: number }): void
  lookAtPage(args: { window: number; focused: boolean; visible: boolean }): void
  toPage(args: { window: number; message: ToPage }): void
  serveScheme(args: { scheme: string }): void
  note(args: Note): void
}

/** The test process asks or tells main. */
export interface OfMain {
  evaluate(args: { source: string; arg: unknown }): unknown
  serve(args: { scheme: string; url: string; method: string; headers: Record<string, string>; body: Uint8Array | null }): ServedResponse
  mayNavigate(args: { window: number; url: string; isMainFrame: boolean }): boolean
  openedWindow(args: { window: number; url: string }): void
  fromPage(args: { window: number; url: string; isTop: boolean; message: FromPage }): void
  pageEvent(args: { window: number; event: PageEvent }): void
  hang(args: { window: number; hangs: boolean }): void
  quit(args: object): void
}

/** Something native that the app asked for; it was recorded and not done. */
export interface Note {
  readonly what: string
  readonly data: unknown
}

type Handler = (args: never) => unknown
export type Handlers<Calls> = { readonly [K in keyof Calls]: Calls[K] extends (args: infer Args) => infer Value ? (args: Args) => Value | Promise<Value> : never }
type ArgsOf<Call> = Call extends (args: infer Args) => unknown ? Args : never
type ValueOf<Call> = Call extends (args: never) => infer Value ? Value : never

interface Port {
  readonly connected?: boolean
  send?(message: object, sent: (error: Error | null) => void): unknown
  on(event: 'message', listener: (message: unknown) => void): unknown
}

type Message = { readonly what: string; readonly args: unknown; readonly id?: number } | { readonly answer: number; readonly value?: unknown; readonly error?: string }

export interface Wire<Theirs, Mine> {
  ask<K extends keyof Theirs & string>(what: K, args: ArgsOf<Theirs[K]>): Promise<ValueOf<Theirs[K]>>
  tell<K extends keyof Theirs & string>(what: K, args: ArgsOf<Theirs[K]>): void
  handle(handlers: Handlers<Mine>): void
}

/** Messages that come before `handle` wait; what is sent to a side that is gone is lost. */
export function createWire<Theirs, Mine>(port: Port): Wire<Theirs, Mine> {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let lastId = 0
  let startHandling!: (handlers: Record<string, Handler>) => void
  const handling = new Promise<Record<string, Handler>>((resolve) => (startHandling = resolve))
  let handlers: Record<string, Handler> | undefined
  const send = (message: Message): unknown => port.connected !== false && port.send?.(message, () => undefined)

  port.on('message', (raw) => {
    const message = raw as Message
    if ('answer' in message) return settle(message)
    if (handlers !== undefined) return void answer(message, handlers)
    return void handling.then((late) => answer(message, late))
  })

  function settle({ answer: id, value, error }: Extract<Message, { answer: number }>): void {
    if (error === undefined) waiting.get(id)?.resolve(value as never)
    else waiting.get(id)?.reject(new Error(error))
    waiting.delete(id)
  }

  async function answer({ what, args, id }: Extract<Message, { what: string }>, known: Record<string, Handler>): Promise<void> {
    try {
      const value = await known[what]?.(args as never)
      if (id !== undefined) send({ answer: id, value })
    } catch (error) {
      if (id === undefined) console.error(`double: ${what} failed`, error)
      else send({ answer: id, error: error instanceof Error ? error.message : String(error) })
    }
  }

  return {
    ask: (what, args) =>
      new Promise((resolve, reject) => {
        waiting.set((lastId += 1), { resolve, reject })
        send({ what, args, id: lastId })
      }),
    tell: (what, args) => void send({ what, args }),
    handle: (given) => {
      handlers = given as unknown as Record<string, Handler>
      startHandling(handlers)
    },
  }
}
