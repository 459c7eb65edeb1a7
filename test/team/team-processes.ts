/** Real processes of a team: each a `hookline serve` with a data folder of its own, reached as the command line reaches it. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { connect, reachRunning, type Client } from '../../src/main/headless/connect.ts'
import { cliPath, runNode, waitUntilReady, type Child } from '../helpers/child.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

export interface Station {
  readonly name: string
  readonly dataFolder: string
  readonly client: () => Client
  readonly hooksUrl: () => string
  isUp(): boolean
  start(): Promise<void>
  /** `SIGKILL` as by a crash, `SIGTERM` as by a person. */
  stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** @param args for `serve`, besides the usual. */
export function makeStation(name: string, args: readonly string[] = []): Station {
  const dataFolder = makeDataFolder()
  let running: { child: Child; hooksUrl: string; client: Client; close: () => Promise<void> } | undefined
  return {
    name,
    dataFolder,
    client: () => running!.client,
    hooksUrl: () => running!.hooksUrl,
    isUp: () => running !== undefined,
    async start() {
      const child = runNode(cliPath, ['serve', '--json', '--data', dataFolder, '--hooks-port', '0', '--ui-port', '0', ...args])
      const { hooksUrl } = await waitUntilReady(child)
      const connection = await reachRunning(dataFolder)
      if (!connection) throw new Error(`${name} is not reached`)
      running = { child, hooksUrl, client: connection.client, close: connection.close }
    },
    async stop(signal) {
      const here = running
      running = undefined
      await here?.close()
      here?.child.process.kill(signal)
      await here?.child.ended
    },
  }
}

/** Joins without a running app, as `hookline join` does. */
export async function joinWith(station: Station, link: string, username: string): Promise<void> {
  const { client, close } = await connect(station.dataFolder)
  try {
    await client.team.join({ link, username, displayName: username, deviceName: `${username}-box` })
  } finally {
    await close()
  }
}

export async function removeAll(stations: readonly Station[]): Promise<void> {
  await Promise.all(stations.map((station) => station.stop('SIGKILL')))
  for (const { dataFolder } of stations) rmSync(dataFolder, { recursive: true, force: true })
}

/** Texts of a channel in their order, of what everybody sees alike. */
export async function textsOf(client: Client, channel: string): Promise<string[]> {
  const texts: string[] = []
  let before: number | undefined
  for (;;) {
    const page = await client.messages.list({ channel, limit: 200, ...(before === undefined ? {} : { before }) })
    const all = page.messages.filter(({ type, sending }) => type !== 'system' && sending === 'sent')
    texts.unshift(...all.map(({ text }) => text))
    const first = page.messages[0]
    if (!page.hasOlder || !first) return texts
    before = first.position
  }
}

/** Which of these words stand in any file below a folder. */
export function findWords(folder: string, words: readonly string[], only: (name: string) => boolean): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => only(path) && statSync(path).isFile())
    .flatMap((path) => {
      const bytes = readFileSync(path)
      return words.filter((word) => bytes.includes(word)).map((word) => `${path}: ${word}`)
    })
}
