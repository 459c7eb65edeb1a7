/** Opens a line to the server: over Electron's port in the desktop, over a WebSocket in a browser. */
import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { DesktopMessage } from '#shared/contract/shell.ts'
import { readKey } from './session-key.ts'

export type Link = ClientLink<ClientContext>

export interface Line {
  readonly link: Link
  /** Resolves when the line is usable, rejects when it never will be. */
  readonly ready: Promise<void>
  readonly closed: Promise<{ readonly refused: boolean }>
  close(): void
}

/** Null where there is no key to open one with. */
export function openLine(): Line | null {
  if (window.hooklineDesktop !== undefined) return openPort()
  const key = readKey()
  return key === null ? null : openSocket(key)
}

function openPort(): Line {
  const { port1, port2 } = new MessageChannel()
  const closed = new Promise<{ refused: boolean }>((resolve) => port1.addEventListener('close', () => resolve({ refused: false })))
  let giveUp = (): void => undefined
  // Not every Chromium tells a port that its other end closed, so the desktop says it.
  const lost = whenDesktopSaysLost()
  const gaveUp = new Promise<{ refused: boolean }>((resolve) => (giveUp = () => resolve({ refused: false })))
  window.postMessage('hookline:port', '*', [port2])
  const link = new PortLink({ port: port1 })
  port1.start()
  return {
    link,
    ready: Promise.resolve(),
    closed: Promise.race([closed, gaveUp, lost]).then((how) => {
      // Calls that wait for an answer fail at once, as they do where ports tell it themselves.
      port1.dispatchEvent(new Event('close'))
      port1.close()
      return how
    }),
    close: () => {
      port1.close()
      giveUp()
    },
  }
}

/** One message ends every line of before. */
function whenDesktopSaysLost(): Promise<{ refused: boolean }> {
  return new Promise((resolve) => {
    const handleMessage = ({ source, data }: MessageEvent<unknown>): void => {
      if (source !== window || typeof data !== 'object' || data === null || !('type' in data) || data.type !== ('hookline:lost' satisfies DesktopMessage['type'])) return
      window.removeEventListener('message', handleMessage)
      resolve({ refused: false })
    }
    window.addEventListener('message', handleMessage)
  })
}

function openSocket(key: string): Line {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`, ['hookline.v1', `key.${key}`])
  let opened = false
  const ready = new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => {
      opened = true
      resolve()
    })
    socket.addEventListener('close', () => reject(new Error('The connection was closed.')))
  })
  const closed = new Promise<{ refused: boolean }>((resolve) => {
    socket.addEventListener('close', (event) => void wasRefused(opened, event.code).then((refused) => resolve({ refused })))
  })
  return { link: new SocketLink({ websocket: socket }), ready, closed, close: () => socket.close() }
}

const POLICY_VIOLATION = 1008

/** A browser hides why an upgrade failed. When the page itself can still be fetched the server is there, so it was the key. */
async function wasRefused(opened: boolean, code: number): Promise<boolean> {
  if (code === POLICY_VIOLATION) return true
  if (opened) return false
  return fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).then(
    (answer) => answer.ok,
    () => false,
  )
}
