/** Cases in the window: the list beside a channel, closing and reopening from anywhere, and what tools and others do meanwhile. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { MessageId } from '#shared/contract/ids.ts'
import { shareBrowser } from '../helpers/browser.ts'
import { closeToasts } from './close-toasts.ts'
import { openPlace, type Place } from './place.ts'

let browser: Browser
let place: Place
let page: Page
let url: string
let count = 0

beforeAll(async () => {
  browser = await shareBrowser()
  place = await openPlace(browser, {
    as: 'aiko',
    prepare: async (owner) => {
      await owner.channels.create({ name: 'checkout-cases', members: ['aiko', 'priya', 'tomas'] })
      url = (await owner.hooks.create({ channel: 'checkout-cases', name: 'order-watch', dialects: ['emakin'] })).addresses[0]?.url ?? ''
    },
  })
  page = place.page
  // The port is another one than while it was prepared.
  url = new URL(new URL(url).pathname, place.serving.hooksUrl).href
})
afterAll(async () => {
  await place?.stop()
  await browser?.close()
})
beforeEach(async () => {
  // Leaving the channel closes what stands beside it.
  await place.goTo('/browse')
  // Two addresses in a row may be one to the window, which then has never left.
  await page.getByRole('list', { name: 'All channels' }).waitFor()
  await place.goTo('/channels/checkout-cases')
})

interface Reported {
  readonly id: string
  readonly caseId: MessageId
  readonly text: string
}

async function report(payload: { id?: string; references?: string[]; text: string }): Promise<Reported> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(payload) })
  expect(answer.status).toBe(200)
  const { caseId } = (await answer.json()) as { caseId: MessageId }
  return { id: payload.id ?? '', caseId, text: payload.text }
}

const open = (text: string): Promise<Reported> => report({ id: `case-${(count += 1)}`, text })
const panel = (): Locator => page.getByRole('complementary', { name: 'Cases' })
const entry = (text: string): Locator => panel().getByRole('listitem').filter({ hasText: text })
const row = (text: string): Locator => page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: text })
const fact = (): Locator => page.getByRole('button', { name: /open case|Cases: none/ })
const stateOf = async ({ caseId }: Reported): Promise<string> => (await place.as('priya').cases.show({ caseId })).state

async function openPanel(): Promise<void> {
  await fact().click()
  await panel().waitFor()
}

test('a channel without cases has no way to them; the first one brings it, with the number of open ones', async () => {
  await page.getByPlaceholder('Message #checkout-cases').waitFor()
  expect(await fact().count()).toBe(0)
  await open('Refunds are paid twice')
  await page.getByRole('button', { name: '1 open case' }).waitFor()
  await open('Basket is emptied')
  await page.getByRole('button', { name: '2 open cases' }).waitFor()
})

test('a case says what it is, under which id, from whom, and how often it was updated; its thread has the updates', async () => {
  const { id, caseId } = await open('## Card payments **declined**\n118 orders are held.')
  await report({ references: [id], text: 'Provider confirmed it' })
  await openPanel()
  const one = entry('Card payments declined')
  await one.getByText('1 update').waitFor()
  await expect.poll(async () => (await one.innerText()).split('\n').filter((line) => line.trim() !== '')).toEqual(['Card payments declined', 'Open', id, 'order-watch', 'BOT', '1 update', 'just now', 'Close', 'Card payments declined'])
  await one.getByRole('button', { name: 'Card payments declined', exact: true }).click()
  const thread = page.getByRole('complementary', { name: 'Thread' })
  await thread.getByText('Provider confirmed it').waitFor()
  await expect.poll(() => thread.getByRole('article').nth(1).getAttribute('aria-label')).toMatch(/Provider confirmed it.*, Update/)
  // The chip of the first message leads back.
  await thread.locator(`[data-message-id="${caseId}"]`).getByRole('button', { name: /^Case Open 1 update/ }).click()
  await panel().waitFor()
})

test('the last changed comes first, also while one looks', async () => {
  const first = await open('Older of two')
  await open('Newer of two')
  await openPanel()
  const titles = async () => (await panel().locator('.case__title').allInnerTexts()).filter((title) => title.endsWith('of two'))
  await expect.poll(titles).toEqual(['Newer of two', 'Older of two'])
  await report({ references: [first.id], text: 'More about it' })
  await expect.poll(titles).toEqual(['Older of two', 'Newer of two'])
})

test('closing takes a case out of the list, says so, and can be taken back; the focus goes to its neighbour', async () => {
  const above = await open('Stays open')
  const closing = await open('Is closed here')
  await openPanel()
  await entry('Is closed here').getByRole('button', { name: /^Close/ }).click()
  await entry('Is closed here').waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Stays open')
  await expect.poll(() => stateOf(closing)).toBe('closed')
  await row('Is closed here').getByRole('button', { name: 'Case Closed' }).waitFor()

  await panel().getByRole('button', { name: 'Closed' }).click()
  await entry('Is closed here').getByText('closed by Aiko Tanaka').waitFor()
  await entry('Is closed here').getByRole('button', { name: /^Reopen/ }).click()
  await expect.poll(() => stateOf(closing)).toBe('open')
  await entry('Is closed here').waitFor({ state: 'detached' })
  await page.locator('.toast').getByRole('button', { name: 'Close case' }).first().waitFor()
  await panel().getByRole('button', { name: /^Open/ }).click()
  await entry('Is closed here').waitFor()
  expect(await stateOf(above)).toBe('open')
})

test('what is refused is taken back, and its reason is said', async () => {
  let isHolding = true
  let held: (() => void) | null = null
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => {
      if (isHolding && String(message).includes('/cases/close')) held = () => server.send(message)
      else server.send(message)
    })
  })
  await page.reload()
  const { text } = await open('Cannot be closed')
  await openPanel()
  await entry(text).getByRole('button', { name: /^Close/ }).click()
  // Shown before the server answers.
  await entry(text).waitFor({ state: 'detached' })
  await row(text).getByRole('button', { name: 'Case Closed' }).waitFor()
  await expect.poll(() => held !== null).toBe(true)
  const owner = place.as('lena.fischer')
  await owner.channels.archive({ channel: 'checkout-cases' })
  isHolding = false
  held!()
  await page.locator('.toast').getByText('The case was not closed: #checkout-cases is archived').waitFor()
  await entry(text).waitFor()
  await row(text).getByRole('button', { name: 'Case Open' }).waitFor()
  // Nothing can be changed in an archived channel.
  await expect.poll(() => entry(text).getByRole('button', { name: /^Close/ }).count()).toBe(0)
  await owner.channels.restore({ channel: 'checkout-cases' })
  await entry(text).getByRole('button', { name: /^Close/ }).waitFor()
})

test('an update of its tool reopens a closed case at once', async () => {
  const { id, caseId, text } = await open('Closed too early')
  await place.as('priya').cases.close({ caseId })
  await row(text).getByRole('button', { name: 'Case Closed' }).waitFor()
  await report({ references: [id], text: 'It goes on' })
  await row(text).getByRole('button', { name: 'Case Open 1 update' }).waitFor()
})

test('the menu of the opening message closes and reopens it, by keys too', async () => {
  const reported = await open('From its menu')
  const message = row(reported.text)
  await message.waitFor()
  await message.hover()
  await message.getByRole('toolbar').getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Close case' }).click()
  await expect.poll(() => stateOf(reported)).toBe('closed')
  await closeToasts(page)
  await message.hover()
  await message.getByRole('toolbar').getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Reopen case' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => stateOf(reported)).toBe('open')
})

test('a case goes with its opening message', async () => {
  const { caseId, text } = await open('Is deleted')
  await openPanel()
  await entry(text).waitFor()
  await place.as('priya').messages.delete({ messageId: caseId })
  await entry(text).waitFor({ state: 'detached' })
})

test('arrows move through the list, Enter opens the thread, and the channel’s menu leads to the list', async () => {
  await open('By keys, the older')
  await open('By keys, the newer')
  await page.getByTitle('Menu of checkout-cases').click()
  await page.getByRole('menuitem', { name: /^Cases/ }).click()
  await entry('the newer').getByRole('button').first().focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('By keys, the older')
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: 'Thread' }).getByText('By keys, the older').waitFor()
})

test('more than a page is loaded when asked for', async () => {
  for (let more = 0; more < 31; more += 1) await open(`One of many ${more}.`)
  await page.reload()
  await openPanel()
  await entry('One of many 30.').waitFor()
  expect(await entry('One of many 0.').count()).toBe(0)
  await panel().getByRole('button', { name: 'Show older cases' }).click()
  await entry('One of many 0.').waitFor()
})

test('nothing open is said, with the way to the closed ones', async () => {
  await place.as('lena.fischer').channels.create({ name: 'quiet-cases', members: ['aiko'] })
  const made = await place.as('lena.fischer').hooks.create({ channel: 'quiet-cases', name: 'quiet', dialects: ['emakin'] })
  const answer = await fetch(made.addresses[0]?.url ?? '', { method: 'POST', body: JSON.stringify({ id: 'q', text: 'Only one' }) })
  const { caseId } = (await answer.json()) as { caseId: MessageId }
  await place.as('lena.fischer').cases.close({ caseId })
  await place.goTo('/channels/quiet-cases')
  await openPanel()
  await panel().getByRole('heading', { name: 'No case is open' }).waitFor()
  await panel().getByRole('button', { name: 'Show closed cases' }).click()
  await entry('Only one').waitFor()
})

test('nothing was reported as an error or a policy violation', () => expect(place.problems).toEqual([]))
