/** Pages of a channel that come late: where one went meanwhile, nothing is missing and nothing leads away. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Message } from '../../src/shared/contract/message.ts'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { startTeam, type Team } from './team.ts'

const LINES = 300

let browser: Browser
let team: Team
let page: Page
let posted: Message[]
/** While this is a list, what asks for older messages is kept from the server. */
let held: (() => void)[] | null = null

/** The window is Mara's. */
beforeAll(async () => {
  browser = await shareBrowser()
  team = await startTeam()
  posted = []
  for (let number = 1; number <= LINES; number += 1) posted.push(await team.lena.messages.post({ channel: 'release-room', text: `line ${number}.` }))
  ;({ page } = await openWindow(browser, 'about:blank'))
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => {
      if (held !== null && String(message).includes('"before":')) held.push(() => server.send(message))
      else server.send(message)
    })
  })
  await page.goto(team.served.uiUrl)
  await page.getByRole('link', { name: 'release-room' }).first().waitFor()
})
afterAll(async () => {
  await browser?.close()
  await team?.stop()
})
/** The reader stands at the newest message and has asked for older ones, which do not come. */
beforeEach(async () => {
  await go('/channels/town-square')
  await page.getByPlaceholder('Message #town-square').waitFor()
  await page.reload()
  await go('/channels/release-room')
  await row(LINES).waitFor()
  held = []
  await list().hover()
  await expect.poll(async () => {
    await page.mouse.wheel(0, -600)
    return held?.length
  }).toBe(1)
})

const go = (path: string): Promise<unknown> => page.evaluate((to) => (location.hash = to), `#${path}`)
const list = (): Locator => page.getByRole('log', { name: 'Messages' })
const row = (number: number): Locator => list().getByRole('article').filter({ hasText: `line ${number}.` })

function release(): void {
  for (const send of held ?? []) send()
  held = null
}

test('a jump is not undone by them, and what follows the place is there line by line', async () => {
  await go(`/channels/release-room/messages/${posted[9]!.id}`)
  await row(10).waitFor()
  release()
  const seen = new Set<number>()
  await list().hover()
  await expect.poll(async () => {
    for (const text of await list().getByRole('article').allInnerTexts()) seen.add(Number(/line (\d+)\./.exec(text)?.[1]))
    await page.mouse.wheel(0, 300)
    return seen.has(150)
  }).toBe(true)
  const missing = Array.from({ length: 141 }, (_, index) => 10 + index).filter((number) => !seen.has(number))
  expect(missing).toEqual([])
})

test('the way to the newest message does not wait for them', async () => {
  await go(`/channels/release-room/messages/${posted[149]!.id}`)
  await row(150).waitFor()
  await page.getByRole('button', { name: /^Newest messages$|new messages?$/ }).click()
  await row(LINES).waitFor()
  release()
  await expect.poll(() => row(LINES).isVisible()).toBe(true)
})

test('a channel that was left in the past opens at its end again', async () => {
  release()
  await go(`/channels/release-room/messages/${posted[9]!.id}`)
  await row(10).waitFor()
  await go('/channels/town-square')
  await page.getByPlaceholder('Message #town-square').waitFor()
  await go('/channels/release-room')
  await row(LINES).waitFor()
})
