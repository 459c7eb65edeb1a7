/** Ten thousand times the same alert within ten seconds: what the reader's window, the other webhooks and the record of it come to. */
import type { Page } from 'playwright-core'
import { reachRunning } from '../src/main/headless/connect.ts'
import { openBrowser, openWindow, serveChild, type Served } from '../test/helpers/browser.ts'
import { runPaced, runSlice } from './load.ts'

const posts = 10_000
const perSecond = 1000
const senders = 20
const calmMs = 8000
/** Of the other webhook: a post at a time, this far apart. */
const stepMs = 25

interface Seen {
  readonly framesPerSecond: number
  readonly cards: number
}

export async function flood(): Promise<string[]> {
  const served = await serveChild()
  const browser = await openBrowser()
  try {
    await served.cli('init', '--workspace', 'Flood', '--display-name', 'Lena Fischer')
    const [loud, other] = [await makeHook(served, 'alerts'), await makeHook(served, 'off-topic')]
    const { page } = await openWindow(browser, served.uiUrl)
    await page.getByRole('link', { name: 'town-square' }).first().waitFor()
    await warmUp(loud.url, other.url)
    const calm = await postFor(other.url, calmMs)
    const watched = watch(page, (posts / perSecond) * 1000)
    const disturbed = postFor(other.url, (posts / perSecond) * 1000)
    const { failed, seconds } = await pour(loud.url)
    const { framesPerSecond, cards } = await watched
    const during = await disturbed
    const { messages, counted } = await count(served)
    return [
      `flood other webhook p99 with/without ratio ${(p99(during) / p99(calm)).toFixed(2)}`,
      `flood of ${posts} equal posts in ${seconds.toFixed(1)} s: ${failed} failed, ${messages} messages that count ${counted}, ${cards} notification cards, ${framesPerSecond.toFixed(0)} frames/s; other webhook p99 ${p99(calm).toFixed(1)} and ${p99(during).toFixed(1)} ms`,
    ]
  } finally {
    await browser.close()
    await served.stop()
  }
}

/** In a channel of its own, of which the reader wants to hear everything. */
async function makeHook({ dataFolder, cli }: Served, channel: string): Promise<{ url: string }> {
  const running = await reachRunning(dataFolder)
  if (running === undefined) throw new Error('The program that was just started is not reachable.')
  if (!(await running.client.channels.list()).some(({ name }) => name === channel)) await running.client.channels.create({ name: channel })
  await running.client.channels.setPreference({ channel, notify: channel === 'alerts' ? 'all' : 'none' })
  await running.close()
  const { addresses } = (await cli('hooks', 'create', '--channel', channel, '--name', channel, '--dialect', 'mattermost', '--per-minute', 'unlimited')) as { addresses: { mattermost: string } }
  return { url: addresses.mattermost }
}

async function warmUp(...urls: readonly string[]): Promise<void> {
  for (const url of urls) await runSlice(url, JSON.stringify({ text: 'warm' }), 1)
}

const pour = (url: string): Promise<{ failed: number; seconds: number }> => runPaced(url, JSON.stringify({ text: 'DiskPressure on runner-07' }), { amount: posts, perSecond, senders })

/** @returns how long each took, ms. */
async function postFor(url: string, durationMs: number): Promise<number[]> {
  const taken: number[] = []
  for (const until = performance.now() + durationMs; performance.now() < until; await new Promise((resolve) => setTimeout(resolve, stepMs))) {
    const startedAt = performance.now()
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ text: `number ${taken.length}` }) })
    if (!answer.ok) throw new Error(`The other webhook was answered ${answer.status}: nothing was measured`)
    await answer.arrayBuffer()
    taken.push(performance.now() - startedAt)
  }
  return taken
}

const p99 = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? Number.NaN

/** Frames, and cards that come up. */
function watch(page: Page, durationMs: number): Promise<Seen> {
  return page.evaluate(
    (lastsMs) =>
      new Promise<Seen>((resolve) => {
        let [frames, cards] = [0, 0]
        const observer = new MutationObserver((records) => {
          for (const { addedNodes } of records) for (const node of addedNodes) if (node instanceof Element && (node.matches('article.note') || node.querySelector('article.note'))) cards += 1
        })
        observer.observe(document.body, { childList: true, subtree: true })
        const startedAt = performance.now()
        const tick = (): void => {
          frames += 1
          if (performance.now() - startedAt < lastsMs) return void requestAnimationFrame(tick)
          observer.disconnect()
          resolve({ framesPerSecond: (frames * 1000) / lastsMs, cards })
        }
        requestAnimationFrame(tick)
      }),
    durationMs,
  )
}

async function count({ dataFolder }: Served): Promise<{ messages: number; counted: number }> {
  const running = await reachRunning(dataFolder)
  if (running === undefined) throw new Error('The program is not reachable any more.')
  let counted = 0
  let same: { repeats?: { count: number } | undefined }[] = []
  // The number is told now and then, not with each post.
  for (const until = performance.now() + 10_000; counted < posts && performance.now() < until; await new Promise((resolve) => setTimeout(resolve, 200))) {
    same = (await running.client.messages.list({ channel: 'alerts', limit: 100 })).messages.filter(({ text }) => text.startsWith('DiskPressure'))
    counted = same.reduce((sum, { repeats }) => sum + (repeats?.count ?? 1), 0)
  }
  await running.close()
  return { messages: same.length, counted }
}
