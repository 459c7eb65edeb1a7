/** The start as somebody sees it: main starts, the window is painted first, its composer takes keys; through the double and in web mode. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { launch } from '../test/electron-double/launch.ts'
import { openBrowser, readLine } from '../test/helpers/browser.ts'
import { median } from './load.ts'

const rounds = 6

/** ms since the process was started. */
interface Marks {
  /** The server answers and the window is made, or its address is printed. */
  readonly ready: number
  readonly painted: number
  readonly interactive: number
}

export interface Folders {
  readonly none: string
  readonly million: string
}

export async function timeline(folders: Folders): Promise<string[]> {
  const lines: string[] = []
  const browser = await openBrowser()
  const ways = { 'through the double': startDesktop, 'in web mode': (folder: string) => startWeb(browser, folder) }
  for (const [way, start] of Object.entries(ways)) {
    const seen: Record<keyof Folders, Marks[]> = { none: [], million: [] }
    for (let round = 0; round < rounds; round += 1) for (const size of ['none', 'million'] as const) seen[size].push(await start(folders[size]))
    // The first of each fills caches.
    for (const size of ['none', 'million'] as const) lines.push(`start ${way}, ${size}: ${describe(seen[size].slice(1))}`)
    const ratio = (name: keyof Marks): string => median(seen.million.slice(1).map((mark, index) => mark[name] / seen.none[index + 1]![name])).toFixed(2)
    lines.push(`start ${way}, million/none: painted ${ratio('painted')}, interactive ${ratio('interactive')}`)
  }
  await browser.close()
  return lines
}

function describe(marks: readonly Marks[]): string {
  const middle = (name: keyof Marks): string => `${name} ${median(marks.map((mark) => mark[name])).toFixed(0)} ms`
  return [middle('ready'), middle('painted'), middle('interactive')].join(', ')
}

/** Chromium runs before main starts: Electron has it in the same program. */
async function startDesktop(folder: string): Promise<Marks> {
  const app = await launch({ args: [`--user-data-dir=${folder}`], isWarm: true })
  const at: Record<string, number> = {}
  app.on('note', ({ what }) => (at[what] ??= Date.now() - app.startedAt))
  const page = await app.firstWindow()
  await takeKeys(page)
  const interactive = Date.now() - app.startedAt
  await app.close()
  return { ready: at['window'] ?? Number.NaN, painted: at['show'] ?? Number.NaN, interactive }
}

async function startWeb(browser: Browser, folder: string): Promise<Marks> {
  const cli = fileURLToPath(new URL('../out/main/cli.js', import.meta.url))
  const startedAt = Date.now()
  const child = spawn(process.execPath, [cli, 'serve', '--data', folder, '--hooks-port', '0', '--ui-port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const { uiUrl } = JSON.parse(await readLine(child)) as { uiUrl: string }
  const ready = Date.now() - startedAt
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(uiUrl)
  await takeKeys(page)
  const interactive = Date.now() - startedAt
  const paintedAt = await page.evaluate(() => performance.timeOrigin + (performance.getEntriesByName('first-paint')[0]?.startTime ?? Number.NaN))
  await context.close()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
  return { ready, painted: paintedAt - startedAt, interactive }
}

/** A key that is seen in the composer is what "interactive" means here. */
async function takeKeys(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'town-square' }).first().click()
  const composer = page.getByPlaceholder('Message #town-square')
  await composer.press('x')
  await page.waitForFunction(() => [...document.querySelectorAll('textarea')].some(({ value }) => value === 'x'))
  await composer.press('Backspace')
}
