/** The program that docs/try-it.md starts, its window, and where things are in it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import * as pointing from './point-at.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))

const dataFolder = makeDataFolder()
let browser: Browser | undefined
let program: ChildProcess | undefined
/** Of the window that is open now. */
export let page: Page
export let problems: readonly string[] = []

/** Runs a line as it stands, but on a folder of its own and on any free port, and opens the address that it prints. */
export async function start(line: string): Promise<void> {
  const command = `${line.replace('../hookline-tour', dataFolder)} --hooks-port 0`
  program = spawn('sh', ['-c', command], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  const url = await readAddress(program)
  browser ??= await shareBrowser()
  await page?.context().close()
  ;({ page, problems } = await openWindow(browser, url))
  page.setDefaultTimeout(20_000)
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const address = /Open (http\S+)/.exec(out)?.[1]
      if (address !== undefined) resolve(address)
    })
    child.once('exit', () => reject(new Error(`It ended: ${out}`)))
  })
}

/** As a terminal does: everything that the line started gets it. */
export async function pressControlC(): Promise<void> {
  if (program?.pid === undefined || program.exitCode !== null) return
  const ended = once(program, 'close')
  process.kill(-program.pid, 'SIGINT')
  await ended
}

export async function leave(): Promise<void> {
  await browser?.close()
  await pressControlC()
  rmSync(dataFolder, { recursive: true, force: true })
}

const exactly = (name: string, behind: string): RegExp => new RegExp(`^${name.replaceAll(/[?.]/g, '\\$&')}(${behind}|$)`)

export const button = (name: string | RegExp, within: Page | Locator = page): Locator => within.getByRole('button', { name, exact: true }).filter({ visible: true })
/** Tips and menus show keys behind the name. */
export const tool = (name: string): Locator => button(exactly(name, ' \\('))
export const item = (name: string): Locator => page.getByRole('menuitem', { name: exactly(name, ' ') })
/** Some say “· optional” behind their name. */
export const field = (name: string): Locator => page.getByLabel(exactly(name, ' ·'))
export const link = (name: string): Locator => page.getByRole('link', { name, exact: true })
export const heading = (name: string): Locator => page.getByRole('heading', { level: 1, name, exact: true })
export const panel = (name: string | RegExp): Locator => page.getByRole('complementary', { name })
export const setting = (name: string): Locator => page.locator('.setting').filter({ has: page.getByText(name, { exact: true }) })
/** A row of the sidebar; what waits in it is part of its name. */
export const side = (name: string | RegExp): Locator => page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name })
export const box = (channel: string): Locator => page.getByPlaceholder(`Message #${channel}`)
export const row = (text: string): Locator => page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: text })

/** @returns the bar that appears at the message. */
export const pointAt = (text: string): Promise<Locator> => pointing.pointAt(row(text))
