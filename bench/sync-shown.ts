/** From one person's Enter to another's screen: a host, a member with a window in Chromium, nine members without one in three processes. */
import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { connect, reachRunning } from '../src/main/headless/connect.ts'
import { openBrowser, openWindow, readLine } from '../test/helpers/browser.ts'
import { findFreePort } from '../test/helpers/free-port.ts'
import { median } from './load.ts'
import type { Answer, Order } from './sync-members.ts'
import { timeEcho } from './sync-echo.ts'

const processes = 3
const perProcess = 3
const warmUp = 10
const rounds = 150
/** Between one message shown and the next, ms: people, no flood. */
const pauseMs = 20

export async function syncShown(lines: string[]): Promise<void> {
  const ends: (() => unknown)[] = []
  try {
    const { page, groups } = await gather(ends)
    const echoes = [await timeEcho()]
    const times: number[] = []
    for (let round = 0; round < warmUp + rounds; round += 1) {
      const ms = await sendOnce(page, groups[round % processes]!, { text: `Deployed **web 4.18.2** to production, ${round}.`, member: Math.floor(round / processes) % perProcess })
      if (round >= warmUp) times.push(ms)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
    echoes.push(await timeEcho())
    const echo = median(echoes)
    const p95 = times.toSorted((one, other) => one - other)[Math.ceil(times.length * 0.95) - 1]!
    lines.push(
      `sync shown ratio ${(median(times) / echo).toFixed(1)} (from a member's call to the frame on another's screen, against an unencrypted echo over the same sockets of ${echo.toFixed(2)} ms)`,
      `sync shown p50 ${median(times)} ms, p95 ${p95} ms of ${times.length}, with 1 browser and ${processes * perProcess} members in ${processes} processes (to be at most 60 ms)`,
    )
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

interface Gathered {
  readonly page: Page
  readonly groups: readonly ChildProcess[]
}

async function gather(ends: (() => unknown)[]): Promise<Gathered> {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'hookline-shown-'))) as [string, string]
  ends.push(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))
  await serve(folders[0], ends, ['--host', `127.0.0.1:${await findFreePort()}`])
  const host = (await reachRunning(folders[0]))!
  ends.push(() => host.close())
  const { link } = await host.client.team.createInvite({ uses: 1 + processes * perProcess })
  const joining = await connect(folders[1])
  await joining.client.team.join({ link, username: 'screen', displayName: 'Screen', deviceName: 'screen' })
  await joining.close()
  const uiUrl = await serve(folders[1], ends)
  const groups: ChildProcess[] = []
  for (let number = 0; number < processes; number += 1) {
    const group = dieWithUs(fork(fileURLToPath(new URL('sync-members.ts', import.meta.url)), { execArgv: [] }))
    ends.push(async () => {
      const ended = once(group, 'exit')
      group.send({ end: true } satisfies Order)
      await ended
    })
    groups.push(group)
    await ask(group, { link, names: Array.from({ length: perProcess }, (_, index) => `m${number}-${index}`) })
  }
  const browser = await openBrowser()
  ends.push(() => browser.close())
  const { page } = await openWindow(browser, uiUrl)
  await page.evaluate(() => void (location.hash = '#/channels/town-square'))
  await page.getByRole('textbox', { name: /town-square/ }).waitFor()
  return { page, groups }
}

/** Also when this benchmark is given up. */
function dieWithUs<T extends ChildProcess>(child: T): T {
  process.once('exit', () => child.kill('SIGKILL'))
  return child
}

async function serve(folder: string, ends: (() => unknown)[], args: readonly string[] = []): Promise<string> {
  const cli = fileURLToPath(new URL('../out/main/cli.js', import.meta.url))
  const child = dieWithUs(spawn(process.execPath, [cli, 'serve', '--data', folder, '--hooks-port', '0', '--ui-port', '0', '--json', ...args], { stdio: ['ignore', 'pipe', 'inherit'] }))
  ends.push(async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  })
  return (JSON.parse(await readLine(child)) as { uiUrl: string }).uiUrl
}

/** When it ended instead of answering, the whole benchmark ends by its time. */
async function ask(group: ChildProcess, order: Order): Promise<Answer> {
  const answered = once(group, 'message') as Promise<[Answer]>
  group.send(order)
  return (await answered)[0]
}

/** Both sides read the system's clock, which both round to a ms. */
async function sendOnce(page: Page, group: ChildProcess, order: Extract<Order, { text: string }>): Promise<number> {
  const shown = page.evaluate(waitUntilShown, order.text.slice(order.text.lastIndexOf(' ')).trim())
  // The page looks from now on: the call that makes it look was answered before this one.
  await page.evaluate(() => undefined)
  const answer = await ask(group, order)
  const at = await shown
  return at - ('at' in answer ? answer.at : Number.NaN)
}

/** @returns ms since epoch, after the frame in which the newest message ends with this. */
function waitUntilShown(ending: string): Promise<number> {
  return new Promise((resolve) => {
    const isThere = (): boolean => [...document.querySelectorAll('.msg__body')].at(-1)?.textContent?.trim().endsWith(`, ${ending}`) === true
    const look = (): boolean => {
      if (!isThere()) return false
      observer.disconnect()
      const channel = new MessageChannel()
      channel.port1.onmessage = () => resolve(Date.now())
      requestAnimationFrame(() => channel.port2.postMessage(null))
      return true
    }
    const observer = new MutationObserver(look)
    if (!look()) observer.observe(document.body, { childList: true, subtree: true, characterData: true })
  })
}
