/** A real browser on the real program: starts `hookline serve` as a child and opens its window in Chromium. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { makeDataFolder } from './start-app.ts'

/** For every Chromium that a test starts. */
export const chromiumFlags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

const usualPlaces = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** @throws Error that says what to do when there is none. */
export function findChromium(): string {
  const path = usualPlaces.find((place) => place !== undefined && existsSync(place))
  if (path === undefined) throw new Error('No Chromium was found. Install it, or name it in CHROMIUM_PATH; "npm test" does that on Debian.')
  return path
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: chromiumFlags })
}

let shared: Promise<Browser> | undefined

/** One Chromium for all files of a worker, since each start costs as much as some tests. `close` closes its windows; the process ends with the worker. */
export function shareBrowser(): Promise<Browser> {
  shared ??= openBrowser().then((browser) => {
    browser.on('disconnected', () => (shared = undefined))
    return Object.assign(browser, { close: async () => void (await Promise.all(browser.contexts().map((context) => context.close()))) })
  })
  return shared
}

export interface Served {
  readonly hooksUrl: string
  readonly uiUrl: string
  readonly dataFolder: string
  readonly process: ChildProcess
  /** Runs a command against this program. @returns its JSON. */
  cli(...args: string[]): Promise<unknown>
  stop(signal?: NodeJS.Signals): Promise<void>
}

const cliPath = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url))

export interface ServeArgs {
  readonly dataFolder?: string
  readonly hooksPort?: number
  readonly uiPort?: number
  readonly as?: string
}

export async function serveChild({ dataFolder = makeDataFolder(), hooksPort = 0, uiPort = 0, as }: ServeArgs = {}): Promise<Served> {
  const args = ['serve', '--data', dataFolder, '--hooks-port', String(hooksPort), '--ui-port', String(uiPort), '--json', ...(as === undefined ? [] : ['--as', as])]
  const child = spawn(process.execPath, [cliPath, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const { hooksUrl, uiUrl } = JSON.parse(await readLine(child)) as { hooksUrl: string; uiUrl: string }
  return {
    hooksUrl,
    uiUrl,
    dataFolder,
    process: child,
    cli: async (...words) => {
      const command = spawn(process.execPath, [cliPath, ...words, '--data', dataFolder, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] })
      return JSON.parse(await readLine(command)) as unknown
    },
    stop: async (signal = 'SIGTERM') => {
      const ended = child.exitCode === null && child.signalCode === null ? new Promise((resolve) => child.once('exit', resolve)) : undefined
      child.kill(signal)
      await ended
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

const openPages = new Set<Page>()

/** What stands in every open window, as somebody who listens to it gets it: for a test that failed. */
export async function describeOpenPages(): Promise<string> {
  const described = [...openPages].map(async (page) => `${page.url()}\n${await page.locator('body').ariaSnapshot({ timeout: 2000 }).catch(String)}`)
  return (await Promise.all(described)).join('\n\n')
}

/** What this page shows is told when a test fails. */
export function followPage(page: Page): void {
  openPages.add(page)
  page.on('close', () => openPages.delete(page))
}

/** Opens the window; anything that a page reports as an error or a policy violation is collected in `problems`. */
export async function openWindow(browser: Browser, url: string, options: { width?: number; height?: number; dark?: boolean; locale?: string } = {}): Promise<{ page: Page; problems: string[] }> {
  const { width = 1440, height = 900, dark = false, locale = 'en-GB' } = options
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale, timezoneId: 'Europe/Berlin', reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())))
  followPage(page)
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(url)
  return { page, problems }
}

/** The first line that a child prints. @throws Error when it ends before. */
export function readLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const end = out.indexOf('\n')
      if (end !== -1) resolve(out.slice(0, end))
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it printed a line`)))
  })
}
