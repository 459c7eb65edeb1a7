/** The server thread's entry under the desktop: listener, all writes and hot reads, away from the window's loop. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { createApp } from './app.ts'
import type { Platform, SystemNotification } from './platform.ts'
import { createKeys } from './rpc/keys.ts'
import { servePort } from './rpc/serve-port.ts'
import { serveSocket } from './rpc/serve-socket.ts'
import { writeRunFile } from './run-file.ts'

/** What the desktop gives the thread at its start. */
export interface WorkerStart {
  readonly dataFolder: string
  readonly version: string
  readonly names: Awaited<ReturnType<Platform['suggestNames']>>
  /** Whether the system shows notifications at all. */
  readonly canNotify: boolean
}

/** What the desktop tells the thread: a window's port, or to stop. */
export type WorkerMessage = { readonly type: 'window'; readonly port: MessagePort } | { readonly type: 'stop' }

/** What the thread tells the desktop. */
export type WorkerReport =
  | { readonly type: 'ready' }
  | { readonly type: 'stopped' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'notify'; readonly notification: SystemNotification }
  | { readonly type: 'badge'; readonly count: number }

const start = workerData as WorkerStart
const report = (message: WorkerReport): void => parentPort?.postMessage(message)

try {
  const platform: Platform = {
    suggestNames: async () => start.names,
    notify: async (notification) => {
      if (start.canNotify) report({ type: 'notify', notification })
      return start.canNotify
    },
    setBadge: async (count) => report({ type: 'badge', count }),
  }
  const app = await createApp({ dataFolder: start.dataFolder, platform, version: start.version })
  await app.listen()
  const stopSocket = await serveCli()
  parentPort?.on('message', (message: WorkerMessage) => {
    if (message.type === 'window') servePort(message.port, app.callAs(app.me))
    else void stop()
  })
  report({ type: 'ready' })

  /** The CLI reaches the running app through a loopback socket, as in web mode. */
  async function serveCli(): Promise<() => void> {
    const keys = createKeys()
    const server = createServer((_request, response) => response.writeHead(404).end())
    const closeSockets = serveSocket({ server, keys, callFor: (sessionKey) => app.callAs(app.me, { sessionKey }) })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const removeRunFile = writeRunFile(start.dataFolder, { pid: process.pid, rpcUrl: `ws://127.0.0.1:${port}/rpc`, key: keys.mintLasting() })
    return () => {
      removeRunFile()
      closeSockets()
      server.close()
    }
  }

  async function stop(): Promise<void> {
    stopSocket()
    await app.stop()
    report({ type: 'stopped' })
  }
} catch (error) {
  report({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
}
