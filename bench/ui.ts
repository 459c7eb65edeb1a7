/** The window with a million messages stored: channel switches, typing in a long draft, a flood of posts, cards of all kinds of tools, each beside a plain page in the same run. */
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openWindow, serveChild, type Served } from '../test/helpers/browser.ts'
import { reachRunning } from '../src/main/headless/connect.ts'
import { fillWithCards, fillWithWords, scrollUp } from '../test/helpers/mixed-cards.ts'
import { makeFilledFolder } from './fill.ts'
import { median } from './load.ts'

const rooms = Array.from({ length: 10 }, (_, index) => `room-${index}`)
const perRoom = 100_000
const rounds = 3
const draftLength = 10_000
const keys = 60
const floodMs = 6000
const floodPerSecond = 40

export async function ui(): Promise<string[]> {
  const dataFolder = await makeFilledFolder(Object.fromEntries(rooms.map((name) => [name, perRoom])))
  const served = await serveChild({ dataFolder })
  const browser = await openBrowser()
  try {
    const { page } = await openWindow(browser, served.uiUrl)
    await page.getByRole('link', { name: rooms[0]! }).first().waitFor()
    const plain = await openPlainPage(browser)
    const switches = await measureSwitches(page, plain)
    const typing = await measureTyping(page, plain)
    const flood = await measureFlood(page, served)
    const cards = await measureCards(page, served)
    return [...switches, ...typing, ...flood, ...cards]
  } finally {
    await browser.close()
    await served.stop()
  }
}

/** The value that 95 of 100 do not exceed. */
const p95 = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN
const ms = (value: number): string => `${value.toFixed(0)} ms`

/** What a browser needs for the same without us: sixty text nodes, a bare textarea. */
async function openPlainPage(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.setContent('<main style="height:700px;overflow:auto"></main><textarea style="width:900px;height:300px"></textarea>')
  return page
}

async function measureSwitches(page: Page, plain: Page): Promise<string[]> {
  const cold: number[] = []
  const visited: number[] = []
  const bare: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await page.evaluate(() => (location.hash = '#/channels/town-square'))
    await page.reload()
    await page.getByRole('link', { name: rooms[0]! }).first().waitFor()
    await page.waitForTimeout(700)
    for (const name of rooms) {
      cold.push(await openRoom(page, name))
      bare.push(await drawPlain(plain))
      await page.waitForTimeout(100)
    }
    for (const name of rooms) visited.push(await openRoom(page, name))
  }
  const base = median(bare)
  return [
    `ui switch cold/plain list ratio ${(median(cold) / base).toFixed(2)}`,
    `ui switch visited/plain list ratio ${(median(visited) / base).toFixed(2)}`,
    `ui switch with 1 M messages: cold median ${ms(median(cold))}, p95 ${ms(p95(cold))}; visited median ${ms(median(visited))}, p95 ${ms(p95(visited))}; plain list of 60 text nodes ${ms(base)}`,
  ]
}

/** From the click to the newest message standing still for a frame. */
function openRoom(page: Page, name: string): Promise<number> {
  return page
    .getByRole('link', { name })
    .first()
    .evaluate((element, wanted) => {
      const startedAt = performance.now()
      ;(element as HTMLElement).click()
      return new Promise<number>((resolve) => {
        const look = (): void => {
          const rows = [...document.querySelectorAll('article[data-message-id]')]
          const isThere = location.hash.endsWith(wanted.name) && document.querySelector('h1')?.textContent?.includes(wanted.name) === true
          const shown = isThere && rows.some((row) => row.textContent?.includes(` ${wanted.last}`) && row.getBoundingClientRect().bottom <= innerHeight)
          if (shown) resolve(performance.now() - startedAt)
          else requestAnimationFrame(look)
        }
        look()
      })
    }, { name, last: perRoom })
}

function drawPlain(plain: Page): Promise<number> {
  return plain.evaluate(() => {
    const startedAt = performance.now()
    const list = document.querySelector('main')!
    list.replaceChildren(...Array.from({ length: 60 }, (_, index) => Object.assign(document.createElement('div'), { textContent: `message ${index} ${startedAt}` })))
    list.scrollTop = list.scrollHeight
    return new Promise<number>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - startedAt))))
  })
}

/** From a key to the end of the work that it causes, as the main thread feels it. */
async function measureTyping(page: Page, plain: Page): Promise<string[]> {
  const text = 'All work and no play makes @nobody a dull :boy. '.repeat(Math.ceil(draftLength / 48)).slice(0, draftLength)
  const ours = await typeInto(page, 'textarea.composer__text', text)
  const bare = await typeInto(plain, 'textarea', text)
  return [
    `ui typing/plain textarea ratio ${(median(ours) / median(bare)).toFixed(2)}`,
    `ui typing in a draft of ${draftLength} characters: median ${median(ours).toFixed(1)} ms, p95 ${p95(ours).toFixed(1)} ms; plain textarea p95 ${p95(bare).toFixed(1)} ms`,
  ]
}

async function typeInto(page: Page, selector: string, text: string): Promise<number[]> {
  const area = page.locator(selector).first()
  await area.fill(text)
  await area.press('End')
  await page.waitForTimeout(1500)
  await area.evaluate((element) => {
    const found: number[] = []
    Object.assign(window, { keyTimes: found })
    element.addEventListener('keydown', () => {
      const startedAt = performance.now()
      // A message is handled after the key's own work, rendering excluded, layout forced by scripts included.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => found.push(performance.now() - startedAt)
      port2.postMessage(0)
    })
  })
  for (let index = 0; index < keys; index += 1) {
    await area.press('abcdefghij'[index % 10]!)
    await page.waitForTimeout(20)
  }
  const times = await page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes)
  await area.fill('')
  return times
}

/** Posts come faster than anybody reads, while the reader stands above the end. */
async function measureFlood(page: Page, served: Served): Promise<string[]> {
  const room = rooms[0]!
  await openRoom(page, room)
  const { addresses } = (await served.cli('hooks', 'create', '--channel', room, '--name', 'flood', '--dialect', 'mattermost', '--per-minute', 'unlimited')) as { addresses: { mattermost: string } }
  await page.mouse.move(800, 400)
  await page.mouse.wheel(0, -1500)
  await page.waitForTimeout(500)
  const counted = page.evaluate(countFrames, floodMs)
  const startedAt = performance.now()
  for (let sent = 0; performance.now() - startedAt < floodMs; sent += 1) {
    void fetch(addresses.mattermost, { method: 'POST', body: JSON.stringify({ text: `flood ${sent}` }) })
    await new Promise((resolve) => setTimeout(resolve, 1000 / floodPerSecond))
  }
  const { frames, updates } = await counted
  const pill = await page.getByRole('button', { name: /\d+\+? new/i }).first().textContent().catch(() => null)
  return [
    `ui flood of ${floodPerSecond} posts/s: ${((frames * 1000) / floodMs).toFixed(0)} frames/s, ${((updates * 1000) / floodMs).toFixed(1)} list updates/s, shows “${pill ?? 'nothing'}”`,
  ]
}

/** An update is a frame in which anything of the list pane changed. */
function countFrames(durationMs: number): Promise<{ frames: number; updates: number }> {
  return new Promise((resolve) => {
    let frames = 0
    let updates = 0
    let changed = false
    const observer = new MutationObserver(() => (changed = true))
    observer.observe(document.querySelector('.list-place') ?? document.body, { childList: true, subtree: true, characterData: true })
    const startedAt = performance.now()
    const tick = (): void => {
      frames += 1
      if (changed) updates += 1
      changed = false
      if (performance.now() - startedAt < durationMs) return void requestAnimationFrame(tick)
      observer.disconnect()
      resolve({ frames, updates })
    }
    requestAnimationFrame(tick)
  })
}

/** A thousand posts of all kinds of tools, scrolled through after as many of words alone. */
async function measureCards(page: Page, served: Served): Promise<string[]> {
  const running = await reachRunning(served.dataFolder)
  if (running === undefined) throw new Error('The program that was just started is not reachable.')
  for (const name of ['words', 'cards']) await running.client.channels.create({ name })
  await fillWithWords(running.client, 'words', 1000)
  await fillWithCards(running.client, 'cards', 1000)
  await running.close()
  await page.reload()
  const describe = async (name: string): Promise<string> => {
    await page.evaluate((hash) => void (location.hash = hash), `#/channels/${name}`)
    await page.getByPlaceholder(`Message #${name}`).waitFor()
    await page.getByRole('article').last().waitFor()
    const { longTasks, seen } = await scrollUp(page)
    return `ui scrolling 1000 ${name}: longest task ${Math.max(0, ...longTasks)} ms, ${longTasks.length} above 50 ms, ${seen} messages seen`
  }
  return [await describe('words'), await describe('cards')]
}
