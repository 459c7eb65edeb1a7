/** Starts the built desktop app in a fresh data folder: through the double, or in Electron itself with HOOKLINE_E2E=electron. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { connect, reachRunning, type Client } from '../../src/main/headless/connect.ts'
import { launch, type DoubleModules } from '../electron-double/launch.ts'
import type { Note } from '../electron-double/wire.ts'
import { followPage } from '../helpers/browser.ts'
import { findFreePort } from '../helpers/free-port.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import { launchElectron } from './launch-electron.ts'

/** What the double and Playwright's Electron have in common. */
export interface DesktopApp {
  readonly kind: 'double' | 'electron'
  /** Runs a function in main, which may use nothing from outside of itself but `arg`; `double` is there in the double alone. */
  evaluate<Value, Arg>(run: (modules: DoubleModules, arg: Arg) => Value, arg?: Arg): Promise<Awaited<Value>>
  firstWindow(): Promise<Page>
  windows(): Page[]
  process(): ChildProcess
  close(): Promise<void>
  /** What main asked of the system so far. */
  notes(): Promise<Note[]>
  /** The person clicks the notification that came last. */
  clickNotification(): Promise<void>
}

export interface Desktop {
  readonly app: DesktopApp
  readonly page: Page
  readonly dataFolder: string
  /** What pages reported as errors or violations of the policy. */
  readonly problems: string[]
  /** Asks the running app over its socket, as the command line does. */
  reach(): Promise<Client>
  /** What was recorded under that name, in order. */
  noted(what: string): Promise<unknown[]>
  /** Ends the process as a power cut would; the folder stays. */
  kill(): Promise<void>
  /** Quits; the folder goes unless it was given. */
  stop(): Promise<void>
}

export interface DesktopOptions {
  readonly dataFolder?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export const isElectron = process.env['HOOKLINE_E2E'] === 'electron'

export async function startDesktop({ dataFolder: given, args = [], env = {} }: DesktopOptions = {}): Promise<Desktop> {
  const dataFolder = given ?? (await makeDesktopFolder())
  const options = { args: [`--user-data-dir=${dataFolder}`, ...args], env }
  const app = isElectron ? await launchElectron(options) : await launchDouble(options)
  const page = await app.firstWindow()
  const problems: string[] = []
  followPage(page)
  page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())))
  page.on('pageerror', (error) => problems.push(error.message))
  const lines: { close(): Promise<void> }[] = []
  const end = async (): Promise<void> => {
    for (const line of lines.splice(0)) await line.close()
  }
  return {
    app,
    page,
    dataFolder,
    problems,
    reach: async () => {
      const line = await reachSoon(dataFolder)
      lines.push(line)
      return line.client
    },
    noted: async (what) => (await app.notes()).filter((note) => note.what === what).map(({ data }) => data),
    kill: async () => {
      const ended = once(app.process(), 'exit')
      app.process().kill('SIGKILL')
      await ended
      await end()
      await app.close()
    },
    stop: async () => {
      await end()
      await app.close()
      if (given === undefined) rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Before the first run, but for a port that nobody else uses. */
export async function makeDesktopFolder(): Promise<string> {
  const dataFolder = makeDataFolder()
  const { client, close } = await connect(dataFolder)
  await client.settings.set({ key: 'hooks.port', value: await findFreePort() })
  await close()
  return dataFolder
}

export async function launchDouble(options: DesktopOptions): Promise<DesktopApp & { readonly exited: Promise<{ code: number | null }> }> {
  const app = await launch(options)
  return {
    kind: 'double',
    evaluate: (run, arg) => app.evaluate(run, arg),
    firstWindow: () => app.firstWindow(),
    windows: () => app.windows(),
    process: () => app.process(),
    close: () => app.close(),
    notes: async () => app.notes,
    clickNotification: () => app.evaluate(({ double }) => double.clickNotification()),
    exited: app.exited,
  }
}

/** The window is there before the server says where it is: after a crash its file may still be the dead one's. */
async function reachSoon(dataFolder: string): Promise<NonNullable<Awaited<ReturnType<typeof reachRunning>>>> {
  const giveUpAt = performance.now() + 10_000
  for (;;) {
    const line = await reachRunning(dataFolder)
    if (line !== undefined) return line
    if (performance.now() > giveUpAt) throw new Error('The app that was started is not reachable.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
