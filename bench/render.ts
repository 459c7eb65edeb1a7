/** Render: opening a channel of 100 000 messages against one of 100, long tasks while scrolling, and how soon a post is on screen. */
import type { Page } from 'playwright-core'
import { openBrowser, openWindow, serveChild, type Served } from '../test/helpers/browser.ts'
import { makeFilledFolder } from './fill.ts'
import { median } from './load.ts'

const rounds = 9
const posts = 15

export async function render(): Promise<string[]> {
  const dataFolder = await makeFilledFolder({ small: 100, big: 100_000 })
  const served = await serveChild({ dataFolder })
  const browser = await openBrowser()
  try {
    const { page } = await openWindow(browser, served.uiUrl)
    const opened: { small: number; big: number }[] = []
    for (let round = 0; round <= rounds; round += 1) opened.push({ small: await openChannel(page, 'small', 100), big: await openChannel(page, 'big', 100_000) })
    const warm = opened.slice(1)
    const longest = await scroll(page)
    const delays = await postDelays(page, served)
    return [
      `render open 100k/100 ratio ${median(warm.map((round) => round.big / round.small)).toFixed(2)}`,
      `render open 100: ${median(warm.map((round) => round.small)).toFixed(0)} ms, 100k: ${median(warm.map((round) => round.big)).toFixed(0)} ms`,
      `render longest task while scrolling ${longest.toFixed(0)} ms`,
      `render post on screen after its 200: median ${median(delays).toFixed(0)} ms, worst ${Math.max(...delays)} ms`,
    ]
  } finally {
    await browser.close()
    await served.stop()
  }
}

/** A fresh page each time, so that nothing is cached; from the click on the channel to its last message standing still. */
async function openChannel(page: Page, name: string, lastNumber: number): Promise<number> {
  await page.evaluate(() => (location.hash = '#/channels/town-square'))
  await page.reload()
  const link = page.getByRole('link', { name })
  await link.waitFor()
  await page.waitForTimeout(300)
  return link.evaluate((element, last) => {
    const startedAt = performance.now()
    ;(element as HTMLElement).click()
    return new Promise<number>((resolve) => {
      let still = 0
      const look = (): void => {
        const rows = [...document.querySelectorAll('article[data-message-id]')]
        const shown = rows.some((row) => row.textContent?.includes(` ${last}`) && row.getBoundingClientRect().bottom <= innerHeight)
        still = shown ? still + 1 : 0
        if (still === 2) resolve(performance.now() - startedAt)
        else requestAnimationFrame(look)
      }
      look()
    })
  }, lastNumber)
}

async function scroll(page: Page): Promise<number> {
  await page.evaluate(() => {
    const found: number[] = []
    Object.assign(window, { longTasks: found })
    new PerformanceObserver((list) => found.push(...list.getEntries().map((entry) => entry.duration))).observe({ entryTypes: ['longtask'] })
  })
  await page.mouse.move(800, 400)
  for (let step = 0; step < 240; step += 1) {
    await page.mouse.wheel(0, -120)
    await page.waitForTimeout(16)
  }
  return page.evaluate(() => Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks))
}

async function postDelays(page: Page, served: Served): Promise<number[]> {
  await page.evaluate(() => (location.hash = '#/channels/small'))
  await page.getByRole('article').first().waitFor()
  await page.waitForTimeout(500)
  const { addresses } = (await served.cli('hooks', 'create', '--channel', 'small', '--name', 'bench', '--dialect', 'mattermost', '--per-minute', 'unlimited')) as { addresses: { mattermost: string } }
  const delays: number[] = []
  for (let round = 0; round < posts; round += 1) {
    const text = `delay-${round}-`
    const shown = page.evaluate(
      (wanted) =>
        new Promise<number>((resolve) => {
          const look = (): unknown => ([...document.querySelectorAll('article[data-message-id]')].some((row) => row.textContent?.includes(wanted)) ? resolve(Date.now()) : requestAnimationFrame(look))
          look()
        }),
      text,
    )
    const { status } = await fetch(addresses.mattermost, { method: 'POST', body: JSON.stringify({ text }) })
    const answeredAt = Date.now()
    if (status !== 200) throw new Error(`a post was answered ${status}; is .cache/bench older than the schema? Delete it.`)
    delays.push(Math.max(0, (await shown) - answeredAt))
    // More than ten a second would be a flood, which is drawn calmly.
    await page.waitForTimeout(150)
  }
  return delays
}
