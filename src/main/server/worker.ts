/** The server thread's entry under the desktop: listener, all writes and hot reads, away from the window's loop. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MessageChannel, parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { createApp } from './app.ts'
import { setPreference } from './actions/people/set-preference.ts'
import type { Platform, ShellStatus, SystemNotification } from './platform.ts'
import { listenOnOwnPort } from './own-port.ts'
import { createReport } from './report/create-report.ts'
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
  /** Whether the folder is one of several that may run at once. */
  readonly isProfile: boolean
}

/** What the desktop tells the thread: a window's port, where to send a support report, until when notifications are paused (ms since epoch), or to stop. */
export type WorkerMessage = { readonly type: 'window' | 'report'; readonly port: MessagePort } | { readonly type: 'pause'; readonly until: number | null } | { readonly type: 'stop' }

/** What the thread tells the desktop. */
export type WorkerReport =
  | { readonly type: 'ready' }
  | { readonly type: 'stopped' }
  /** This device joined another workspace, or the data file is to be repaired; the thread ends, and the next finds it. */
  | { readonly type: 'reopened' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'notify'; readonly notification: SystemNotification }
  | { readonly type: 'withdraw'; readonly path: string }
  | { readonly type: 'status'; readonly status: ShellStatus }
  /** Answered over the port: what `sealMasterKey` or `openMasterKey` says. */
  | { readonly type: 'sealMasterKey' | 'openMasterKey'; readonly bytes: Uint8Array; readonly port: MessagePort }

const start = workerData as WorkerStart
const report = (message: WorkerReport): void => parentPort?.postMessage(message)

function askKeyring<T>(type: 'sealMasterKey' | 'openMasterKey', bytes: Uint8Array): Promise<T> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve, reject) => {
    port1.once('message', (answer: T) => (port1.close(), resolve(answer)))
    port1.once('close', () => reject(new Error('the desktop did not answer')))
    parentPort?.postMessage({ type, bytes, port: port2 } satisfies WorkerReport, [port2])
  })
}

try {
  const platform: Platform = {
    suggestNames: async () => start.names,
    notify: async (notification) => {
      if (start.canNotify) report({ type: 'notify', notification })
      return start.canNotify
    },
    withdraw: async (path) => report({ type: 'withdraw', path }),
    showStatus: async (status) => report({ type: 'status', status }),
    sealMasterKey: (bytes) => askKeyring('sealMasterKey', bytes),
    openMasterKey: (bytes) => askKeyring('openMasterKey', bytes),
  }
  const app = await createApp({ dataFolder: start.dataFolder, platform, version: start.version, onReopen: () => void beginAnew() })
  // Icon and tray stay true while no page listens: before the first, and while one is loaded anew.
  const endWatch = app.ctx.events.subscribe(() => undefined, app.me.personId)
  await app.listen()
  if (start.isProfile) await listenOnOwnPort(app)
  const stopSocket = await serveCli()
  parentPort?.on('message', (message: WorkerMessage) => {
    if (message.type === 'window') servePort(message.port, app.callAs(app.me))
    else if (message.type === 'report') void sendReport(message.port)
    else if (message.type === 'pause') void pause(message.until)
    else void stop()
  })
  report({ type: 'ready' })

  /** The CLI reaches the running app through a loopback socket, as in web mode. */
  async function serveCli(): Promise<() => void> {
    const keys = createKeys()
    const server = createServer((_request, response) => response.writeHead(404).end())
    const sockets = serveSocket({ server, keys, callFor: (sessionKey) => app.callAs(app.me, { sessionKey }) })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const removeRunFile = writeRunFile(start.dataFolder, { pid: process.pid, rpcUrl: `ws://127.0.0.1:${port}/rpc`, key: keys.mintLasting() })
    return () => {
      removeRunFile()
      sockets.close()
      server.close()
    }
  }

  /** A port that closes without one says that it failed. */
  async function sendReport(port: MessagePort): Promise<void> {
    try {
      port.postMessage(await createReport(app.ctx, app.me, app.listener.status()))
    } catch (error) {
      app.ctx.log.error({ err: error }, 'a support report could not be made')
    } finally {
      port.close()
    }
  }

  async function pause(until: number | null): Promise<void> {
    await setPreference(app.ctx, app.me, { key: 'notify.pausedUntil', value: until }).catch((error: unknown) => app.ctx.log.warn({ err: error }, 'notifications could not be paused'))
  }

  async function beginAnew(): Promise<void> {
    stopSocket()
    endWatch()
    await app.stop().catch((error: unknown) => app.ctx.log.error({ err: error }, 'the server did not stop cleanly'))
    report({ type: 'reopened' })
    process.exit(0)
  }

  async function stop(): Promise<void> {
    stopSocket()
    endWatch()
    await app.stop()
    report({ type: 'stopped' })
  }
} catch (error) {
  report({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
}
