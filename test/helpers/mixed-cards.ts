/** A channel full of cards of all kinds of tools, and how smoothly a window scrolls through it. */
import type { CDPSession, Page } from 'playwright-core'
import type { Client } from '../../src/main/headless/connect.ts'
import { payloadRooms, postTo } from './staged-payloads.ts'

export interface Scrolled {
  /** ms of each task above 50 ms, while the wheel turned. */
  readonly longTasks: readonly number[]
  /** Processor time of the window's own thread while the wheel turned, in ms: what else the computer does counts not. */
  readonly workedMs: number
  /** How many messages stood there at some time. */
  readonly seen: number
}

/** Of the wheel. */
export const scrollSteps = 240
const atOnce = 8
/** And each for itself. */
const asFastAsPossible = { perMinute: null, countRepeats: false }

/** Posts `count` payloads of all rooms in turn, over real HTTP. @throws Error when one is refused. */
export async function fillWithCards(owner: Pick<Client, 'hooks'>, channel: string, count: number): Promise<void> {
  const posts = payloadRooms.flatMap((room) => room.posts)
  const dialects = [...new Set(posts.map(({ dialect }) => dialect))]
  const { addresses } = await owner.hooks.create({ channel, name: 'Tools', dialects, rules: asFastAsPossible })
  const urls = new Map(addresses.map(({ url }, index) => [dialects[index]!, url]))
  let next = 0
  const postSome = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const post = posts[index % posts.length]!
      await postTo(urls.get(post.dialect) ?? '', post)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, postSome))
}

/** For comparison: as many posts, of words alone. */
export async function fillWithWords(owner: Pick<Client, 'hooks'>, channel: string, count: number): Promise<void> {
  const { addresses } = await owner.hooks.create({ channel, name: 'Words', dialects: ['any'], rules: asFastAsPossible })
  let next = 0
  const postSome = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await postTo(addresses[0]?.url ?? '', { tool: 'Words', dialect: 'any', headers: {}, query: '', body: Buffer.from(`line ${index} of what somebody says`) })
  }
  await Promise.all(Array.from({ length: atOnce }, postSome))
}

/** From the newest message upwards by the wheel, 120 px each frame, in one go. */
export async function scrollUp(page: Page): Promise<Scrolled> {
  const scrolling = await startScrolling(page)
  await scrolling.goOn(scrollSteps)
  return scrolling.end()
}

/** The same in pieces, between which another window may have its turn: only these count. */
export interface Scrolling {
  goOn(steps: number): Promise<void>
  end(): Promise<Scrolled>
}

export async function startScrolling(page: Page): Promise<Scrolling> {
  await page.evaluate(() => {
    const found: number[] = []
    Object.assign(window, { longTasks: found, seenIds: new Set<string>() })
    new PerformanceObserver((list) => found.push(...list.getEntries().map(({ duration }) => Math.round(duration)))).observe({ entryTypes: ['longtask'] })
  })
  // What the start left to do is no scrolling.
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2000 })))
  await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks.splice(0))
  await page.mouse.move(800, 400)
  const clock = await page.context().newCDPSession(page)
  await clock.send('Performance.enable', { timeDomain: 'threadTicks' })
  let workedMs = 0
  return {
    goOn: async (steps) => {
      // A window behind another may draw nothing.
      await page.bringToFront()
      const before = await readWork(clock)
      await turn(page, steps)
      workedMs += (await readWork(clock)) - before
    },
    end: async () => {
      await clock.detach()
      const { longTasks, seen } = await page.evaluate(() => {
        const kept = window as unknown as { longTasks: number[]; seenIds: Set<string> }
        return { longTasks: kept.longTasks, seen: kept.seenIds.size }
      })
      return { longTasks, workedMs, seen }
    },
  }
}

async function readWork(clock: CDPSession): Promise<number> {
  const { metrics } = await clock.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000
}

async function turn(page: Page, steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    await page.mouse.wheel(0, -120)
    await page.evaluate(
      () =>
        new Promise((resolve) =>
          requestAnimationFrame(() => {
            const { seenIds } = window as unknown as { seenIds: Set<string> }
            for (const row of document.querySelectorAll<HTMLElement>('article[data-message-id]')) seenIds.add(row.dataset['messageId'] ?? '')
            resolve(undefined)
          }),
        ),
    )
  }
}
