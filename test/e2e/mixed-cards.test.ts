/** Cards of every kind of tool in one channel: scrolling through them holds the window up no longer than words do. A thousand with `SOAK=1` and in `npm run bench -- ui`. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { fillWithCards, fillWithWords, scrollUp } from '../helpers/mixed-cards.ts'
import { startTeam, type Team } from './team.ts'

let browser: Browser
let team: Team
beforeAll(async () => {
  browser = await shareBrowser()
  team = await startTeam()
})
afterAll(async () => {
  await browser?.close()
  await team?.stop()
})

const count = process.env['SOAK'] ? 1000 : 300

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

test(`${count} mixed cards scroll as plain words do`, async () => {
  await fillWithCards(team.lena, 'town-square', count)
  await fillWithWords(team.lena, 'release-room', count)
  const { page, problems } = await openWindow(browser, team.served.uiUrl)
  const through = async (channel: string) => {
    await page.getByRole('link', { name: channel }).first().click()
    await page.getByPlaceholder(`Message #${channel}`).waitFor()
    await page.getByRole('article').last().waitFor()
    return scrollUp(page)
  }
  const words = await through('release-room')
  const cards = await through('town-square')
  const told = `tasks above 50 ms: cards ${cards.longTasks.join(', ')}; words ${words.longTasks.join(', ')}`
  expect(cards.seen).toBeGreaterThan(80)
  // A machine at work holds both up, and one task alone says little there: compared is all the time of long ones.
  expect(sum(cards.longTasks), told).toBeLessThanOrEqual(Math.max(500, 2 * sum(words.longTasks)))
  expect(problems).toEqual([])
})
