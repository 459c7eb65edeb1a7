/** How a command reaches the data folder: through the running app, or by opening the folder for one thing and closing it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '#shared/contract/rpc/index.ts'
import { AppError } from '#shared/contract/errors.ts'
import { FolderInUse } from '#server/data-folder.ts'
import { readRunFile } from '#server/run-file.ts'
import { version } from '../version.ts'

export type Client = ContractRouterClient<Contract>

export interface Connection {
  readonly client: Client
  /** There was no data in the folder: this has begun a workspace there. */
  readonly isNew: boolean
  /** False once a running app has gone away. */
  isOpen(): boolean
  close(): Promise<void>
}

/** A folder that is held but not reachable is starting or stopping: wait this long for it. */
const patienceMs = 5000

/** @throws AppError `unavailable` when another program holds the folder and does not answer. */
export async function connect(dataFolder: string): Promise<Connection> {
  const giveUpAt = Date.now() + patienceMs
  for (;;) {
    const running = await reachRunning(dataFolder)
    if (running) return running
    try {
      return await openInline(dataFolder)
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error
      if (Date.now() > giveUpAt) throw new AppError('unavailable', `A running Hookline holds ${dataFolder} and does not answer. Close it and try again.`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Undefined when nothing runs there. */
export async function reachRunning(dataFolder: string): Promise<Connection | undefined> {
  const run = readRunFile(dataFolder)
  if (!run) return undefined
  const { WebSocket } = await import('ws')
  const socket = new WebSocket(run.rpcUrl, ['hookline.v1', `key.${run.key}`], { handshakeTimeout: 3000 })
  const opened = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true))
    socket.once('error', () => resolve(false))
  })
  if (!opened) return undefined
  const link = new RPCLink({ websocket: socket })
  return {
    client: createORPCClient<Client>(link),
    isNew: false,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: async () => socket.terminate(),
  }
}

/** The program itself is loaded only here: a command beside a running app starts in half the time without it. */
async function openInline(dataFolder: string): Promise<Connection> {
  const [{ createApp }, { createInlineClient }, { webPlatform }] = await Promise.all([import('#server/app.ts'), import('#server/rpc/router.ts'), import('./platform.ts')])
  const isNew = !existsSync(join(dataFolder, 'hookline.db'))
  const app = await createApp({ dataFolder, platform: webPlatform, version })
  return { client: createInlineClient(app.callAs(app.me)), isNew, isOpen: () => true, close: () => app.stop() }
}
