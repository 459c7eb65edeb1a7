/** Real processes of a team: each a `hookline serve` with a data folder and a clock of its own, reached as the command line reaches it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { reachRunning, type Client } from '../../src/main/headless/connect.ts'
import { buildInviteLink, parseInviteLink } from '../../src/main/server/sync/sealing/invite-link.ts'
import { cliPath, runNode, waitUntilReady, type Child } from '../helpers/child.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import { startTcpProxy, type TcpProxy } from '../sync/tcp-proxy.ts'

export interface Station {
  readonly name: string
  readonly dataFolder: string
  readonly client: () => Client
  readonly hooksUrl: () => string
  /** Its network: what leads from it to the host. */
  readonly line: TcpProxy | undefined
  isUp(): boolean
  start(): Promise<void>
  /** Joins without a running app, as people do: `hookline join LINK`. @throws Error with what the command said */
  join(link: string): Promise<void>
  /** `SIGKILL` as by a crash, `SIGTERM` as by a person. */
  stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
  /** Everything that its processes printed so far. */
  printed(): string
}

/** One clock for all, ahead of the real one; some are wrong besides. */
export interface WorldClock {
  now(): number
  /** Lets that much time pass for everybody. */
  pass(ms: number): void
  env(wrongMs: number): Record<string, string>
  remove(): void
}

export function startWorldClock(): WorldClock {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-clock-'))
  const file = join(folder, 'ahead')
  let aheadMs = 0
  const write = (): void => {
    // In one step: nobody reads half a number.
    writeFileSync(`${file}.new`, String(aheadMs))
    renameSync(`${file}.new`, file)
  }
  write()
  return {
    now: () => Date.now() + aheadMs,
    pass(ms) {
      aheadMs += ms
      write()
    },
    env: (wrongMs) => ({ NODE_OPTIONS: `--import=${fileURLToPath(new URL('clock-ahead.ts', import.meta.url))}`, HOOKLINE_TEST_CLOCK: file, HOOKLINE_TEST_CLOCK_WRONG: String(wrongMs) }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export interface StationOptions {
  /** For `serve`, besides the usual. */
  readonly args?: readonly string[]
  readonly env?: Record<string, string>
  /** Where the host listens; the station then reaches it over a line of its own. */
  readonly hostPort?: number
}

export async function makeStation(name: string, { args = [], env = {}, hostPort }: StationOptions = {}): Promise<Station> {
  const dataFolder = makeDataFolder()
  const line = hostPort === undefined ? undefined : await startTcpProxy(() => hostPort)
  const children: Child[] = []
  const run = (words: readonly string[]): Child => {
    const child = runNode(cliPath, [...words, '--json', '--data', dataFolder], { env })
    children.push(child)
    return child
  }
  let running: { child: Child; hooksUrl: string; client: Client; close: () => Promise<void> } | undefined
  return {
    name,
    dataFolder,
    line,
    client: () => running!.client,
    hooksUrl: () => running!.hooksUrl,
    isUp: () => running !== undefined,
    async start() {
      const child = run(['serve', '--hooks-port', '0', '--ui-port', '0', ...args])
      const { hooksUrl } = await waitUntilReady(child)
      const connection = await reachRunning(dataFolder)
      if (!connection) throw new Error(`${name} is not reached`)
      running = { child, hooksUrl, client: connection.client, close: connection.close }
    },
    async join(link) {
      const there = line ? buildInviteLink({ ...parseInviteLink(link), hosts: [{ host: '127.0.0.1', port: line.port }] }) : link
      const { code, stderr } = await run(['join', there, '--username', name, '--device-name', `${name}-box`]).ended
      if (code !== 0) throw new Error(stderr)
    },
    async stop(signal) {
      const here = running
      running = undefined
      await here?.close()
      here?.child.process.kill(signal)
      await here?.child.ended
    },
    printed: () => children.map((child) => Object.values(child.output()).join('\n')).join('\n'),
  }
}

export async function removeAll(stations: readonly Station[]): Promise<void> {
  await Promise.all(stations.map((station) => station.stop('SIGKILL')))
  for (const { line } of stations) await line?.close()
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
export function findWords(folder: string, words: readonly string[], only: (path: string) => boolean = () => true): string[] {
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder} to look into`)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => only(path) && statSync(path).isFile())
    .flatMap((path) => {
      const bytes = readFileSync(path)
      return words.filter((word) => bytes.includes(word)).map((word) => `${path}: ${word}`)
    })
}
