/** How a command reaches the data folder: through the running app, or by opening the folder for one thing and closing it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import type { WebSocket } from 'ws'
import type { Contract } from '#shared/contract/rpc/index.ts'
import { AppError } from '#shared/contract/errors.ts'
import { FolderInUse } from '#server/data-folder.ts'
import { readRunFile } from '#server/run-file.ts'
import { version } from '../version.ts'
import { toBody } from './output.ts'

export type Client = ContractRouterClient<Contract>

export interface Connection {
  readonly client: Client
  /** There was no data in the folder: this has begun a workspace there. */
  readonly isNew: boolean
  /** @returns what to tell of a call that failed: the same, unless a running app went away or is frozen. */
  explain(error: unknown): unknown
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

/** A program that is stopped by the system keeps its connections; it gets this long to show that it lives. */
const silenceMs = 20_000
const pingsMissed = 4

/** Undefined when nothing runs there, or nothing that answers. @param patientMs how long it may be silent before it is given up */
export async function reachRunning(dataFolder: string, patientMs = silenceMs): Promise<Connection | undefined> {
  const run = readRunFile(dataFolder)
  if (!run) return undefined
  const { WebSocket: Socket } = await import('ws')
  const socket = new Socket(run.rpcUrl, ['hookline.v1', `key.${run.key}`], { handshakeTimeout: 3000 })
  const opened = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true))
    socket.once('error', () => resolve(false))
  })
  if (!opened) return undefined
  const isSilent = watchSilence(socket, patientMs)
  const link = new RPCLink({ websocket: socket })
  return {
    client: createORPCClient<Client>(link),
    isNew: false,
    explain: (error) => (socket.readyState === Socket.OPEN || toBody(error).code !== 'internal' ? error : explainCut(isSilent() ? patientMs : null)),
    close: async () => socket.terminate(),
  }
}

/** Closes the connection when nothing is heard for so long. Pings are counted, not time: this command may have been stopped itself. @returns whether that is what closed it */
function watchSilence(socket: WebSocket, patientMs: number): () => boolean {
  let missed = 0
  const heard = (): void => void (missed = 0)
  const timer = setInterval(() => {
    if (missed === pingsMissed) socket.terminate()
    else if (socket.readyState === socket.OPEN) socket.ping()
    missed = Math.min(missed + 1, pingsMissed + 1)
  }, patientMs / pingsMissed)
  socket.on('message', heard).on('pong', heard)
  socket.once('close', () => clearInterval(timer))
  return () => missed > pingsMissed
}

/** What was asked of an app that then went away may be done or not: only a look tells. */
function explainCut(silentMs: number | null): AppError {
  if (silentMs === null) return new AppError('unavailable', 'Hookline was stopped before it answered. Look whether it was done, and start the command again if not.')
  return new AppError('unavailable', `Hookline has not answered for ${Math.ceil(silentMs / 1000)} seconds: its program is frozen, or has far too much to do. Look whether it was done, and start the command again if not.`)
}

/** The program itself is loaded only here: a command beside a running app starts in half the time without it. */
async function openInline(dataFolder: string): Promise<Connection> {
  const [{ createApp }, { createInlineClient }, { webPlatform }] = await Promise.all([import('#server/app.ts'), import('#server/rpc/router.ts'), import('./platform.ts')])
  const isNew = !existsSync(join(dataFolder, 'hookline.db'))
  const app = await createApp({ dataFolder, platform: webPlatform, version })
  return { client: createInlineClient(app.callAs(app.me)), isNew, explain: (error) => error, close: () => app.stop() }
}
