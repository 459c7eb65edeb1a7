/** Threads in the window: replying, following, what is new, closing, and links to a reply. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Message } from '../../src/shared/contract/message.ts'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { pointAt } from './point-at.ts'
import { settledBox } from './settled.ts'
import { startTeam, type Team } from './team.ts'

let browser: Browser
let team: Team
let page: Page
let problems: string[]

beforeAll(async () => {
  browser = await shareBrowser()
  team = await startTeam()
  ;({ page, problems } = await openWindow(browser, 'about:blank'))
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => server.send(typeof message === 'string' ? distort(message) : message))
  })
  await page.goto(team.served.uiUrl)
  await page.getByRole('link', { name: 'release-room' }).first().waitFor()
})
afterAll(async () => {
  await browser?.close()
  await team?.stop()
})
beforeEach(async () => {
  await page.setViewportSize({ width: 1440, height: 900 })
  // Leaving a channel closes what stands beside it.
  await go('/channels/town-square')
  await page.getByPlaceholder('Message #town-square').waitFor()
  await go('/channels/release-room')
  await page.getByPlaceholder('Message #release-room').waitFor()
})

/** Changes what the window asks, so that the server refuses it. */
let distort = (message: string): string => message

const go = (path: string): Promise<unknown> => page.evaluate((to) => (location.hash = to), `#${path}`)
const say = (text: string, root?: Message): Promise<Message> => team.lena.messages.post({ channel: 'release-room', text, ...(root && { threadRootId: root.id }) })
const panel = (): Locator => page.getByRole('complementary', { name: 'Thread' })
const row = (text: string): Locator => page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: text })
const reply = (text: string): Locator => panel().getByRole('article').filter({ hasText: text })
const box = (): Locator => panel().getByRole('textbox')

async function openThread(text: string): Promise<void> {
  await (await pointAt(row(text))).getByRole('button', { name: 'Reply in thread' }).click()
  await panel().waitFor()
}

/** Once the server has them, too: what is written is shown before. */
async function areStored(root: Message, ...texts: string[]): Promise<void> {
  await expect.poll(async () => (await team.lena.messages.list({ channel: 'release-room', thread: root.id })).messages.map(({ text }) => text)).toEqual(texts)
}

async function close(): Promise<void> {
  await box().press('Escape')
  await panel().waitFor({ state: 'detached' })
}

test('a reply stands in its thread and not in the channel, and whoever replied follows', async () => {
  const root = await say('Who reviews 4.19?')
  await openThread('Who reviews 4.19?')
  await expect.poll(() => box().evaluate((element) => element === document.activeElement)).toBe(true)
  await expect.poll(() => box().getAttribute('placeholder')).toBe('Reply to Lena')
  await box().fill('I do, after lunch')
  await box().press('Enter')
  await reply('I do, after lunch').waitFor()
  await panel().getByText('1 reply', { exact: true }).waitFor()
  await panel().getByRole('button', { name: 'Following', pressed: true }).waitFor()
  expect(await page.getByRole('log', { name: 'Messages' }).getByText('I do, after lunch').count()).toBe(0)
  await areStored(root, 'I do, after lunch')
  const { messages } = await team.lena.messages.list({ channel: 'release-room', thread: root.id })
  expect(messages.map(({ text, author, threadRootId }) => ({ text, author, threadRootId }))).toEqual([{ text: 'I do, after lunch', author: 'mara', threadRootId: root.id }])
  await say('Thanks', root)
  await reply('Thanks').waitFor()
  await panel().getByText('2 replies', { exact: true }).waitFor()
})

test('Esc closes the thread and gives the focus back to the row that opened it', async () => {
  const root = await say('Is the canary green?')
  await say('Yes', root)
  await row('Is the canary green?').getByRole('button', { name: /^Open the thread/ }).click()
  await reply('Yes').waitFor()
  await expect.poll(() => box().evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Escape')
  await panel().waitFor({ state: 'detached' })
  const focused = () => page.evaluate(() => document.activeElement?.closest('[data-message-id]')?.getAttribute('data-message-id'))
  await expect.poll(focused).toBe(root.id)
})

test('a thread is followed and left again, and only who follows finds it under Threads', async () => {
  const root = await say('Rotating the signing key on Monday')
  await say('Details follow', root)
  await row('Rotating the signing key').getByRole('button', { name: /^Open the thread/ }).click()
  await panel().getByRole('button', { name: 'Follow', exact: true }).click()
  await panel().getByRole('button', { name: 'Following' }).waitFor()
  await expect.poll(async () => (await listed()).includes('Rotating the signing key on Monday')).toBe(true)
  await go('/channels/release-room')
  await panel().getByRole('button', { name: 'Following' }).click()
  await panel().getByRole('button', { name: 'Follow', exact: true }).waitFor()
  await expect.poll(async () => (await listed()).includes('Rotating the signing key on Monday')).toBe(false)
  await go('/channels/release-room')
})

/** The roots on the page Threads. */
async function listed(): Promise<string> {
  await go('/threads')
  await page.getByRole('heading', { name: 'Threads', level: 1 }).waitFor()
  return page.getByRole('region', { name: 'Threads' }).innerText()
}

test('what is new to me in a thread stands below a line, and is read once I saw its end', async () => {
  const root = await say('Postmortem at four?')
  await openThread('Postmortem at four?')
  await box().fill('Works for me')
  await box().press('Enter')
  await reply('Works for me').waitFor()
  await areStored(root, 'Works for me')
  await close()
  await say('Moved to five', root)
  await say('Room 2', root)
  const line = row('Postmortem at four?').getByRole('button', { name: /^Open the thread: 3 replies .* 2 new$/ })
  await line.click()
  await reply('Room 2').waitFor()
  const order = () => panel().locator('[data-first-new], [data-message-id]').evaluateAll((all) => all.map((one) => (one.matches('[data-message-id]') ? one.querySelector('.msg__body')?.textContent : one.textContent)))
  await expect.poll(order).toEqual(['Postmortem at four?', 'Works for me', 'New replies', 'Moved to five', 'Room 2'])
  await row('Postmortem at four?').getByRole('button', { name: /^Open the thread: 3 replies last one [\d:]+$/ }).waitFor()
})

test('whoever is called in a thread that they do not follow has read that once they saw its end', async () => {
  const root = await say('Cake in the kitchen')
  await say('@channel there is some left', root)
  const isUnread = async () => (await team.mara.messages.notices({})).notices.find(({ message }) => message.text === '@channel there is some left')?.unread
  expect(await isUnread()).toBe(true)
  await row('Cake in the kitchen').getByRole('button', { name: /^Open the thread/ }).click()
  await reply('there is some left').waitFor()
  await expect.poll(isUnread).toBe(false)
  await panel().getByRole('button', { name: 'Follow', exact: true }).waitFor()
})

test('a reply that is marked unread stays so while its thread is open, and is read when one comes back', async () => {
  const root = await say('Retro notes')
  await openThread('Retro notes')
  await box().fill('Here')
  await box().press('Enter')
  await reply('Here').waitFor()
  await areStored(root, 'Here')
  await say('First point', root)
  await say('Second point', root)
  await reply('Second point').waitFor()
  await (await pointAt(reply('First point'))).getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Mark unread from here' }).click()
  await panel().getByText('New replies').waitFor()
  const unread = async () => (await team.mara.threads.show({ rootId: root.id })).unread
  await expect.poll(unread).toBe(2)
  await box().press('Escape')
  await panel().waitFor({ state: 'detached' })
  expect(await unread()).toBe(2)
  await row('Retro notes').getByRole('button', { name: /2 new$/ }).click()
  await expect.poll(unread).toBe(0)
})

/** More than a page. */
const REPLIES = 80

test('a link to a reply opens its thread and marks it, also far up in a long thread', async () => {
  const root = await say('The long one')
  for (let number = 1; number <= REPLIES; number += 1) await say(`Point ${number}.`, root)
  const { messages } = await team.lena.messages.list({ channel: 'release-room', thread: root.id, limit: 1000 })
  const wanted = messages[9]!
  const marked = panel().locator(`[data-message-id="${wanted.id}"]`)
  // It is marked for two seconds, so whoever looks begins before.
  const flashed = panel().locator(`.msg--flash[data-message-id="${wanted.id}"]`).waitFor()
  await go(`/channels/release-room/messages/${wanted.id}`)
  await flashed
  await expect.poll(() => isInSight(marked)).toBe(true)
  await panel().getByRole('button', { name: 'Newest replies' }).click()
  await expect.poll(() => isInSight(reply(`Point ${REPLIES}.`))).toBe(true)
})

test('a long thread begins at its end and older replies come as one scrolls up, without a jump', async () => {
  await go('/channels/release-room')
  await row('The long one').getByRole('button', { name: /^Open the thread/ }).click()
  await expect.poll(() => isInSight(reply(`Point ${REPLIES}.`))).toBe(true)
  const replies = panel().getByRole('log', { name: 'Replies' })
  await replies.hover()
  await expect.poll(async () => {
    await page.mouse.wheel(0, -1500)
    return (await reply('Point 1.').count()) === 1 && isInSight(reply('Point 1.'))
  }).toBe(true)
  const points = () => reply('Point').evaluateAll((all) => all.map((one) => Number(/Point (\d+)\./.exec(one.textContent ?? '')?.[1])))
  await expect.poll(points).toEqual(Array.from({ length: REPLIES }, (_, index) => index + 1))
})

const isInSight = (one: Locator): Promise<boolean> =>
  one.evaluate((element) => {
    const box = element.getBoundingClientRect()
    const list = element.closest('[role="log"]')!.getBoundingClientRect()
    return box.top >= list.top - 1 && box.bottom <= list.bottom + 1
  })

test('a deleted root keeps its replies and says that it is deleted', async () => {
  const root = await say('Wrong channel, sorry')
  await say('No harm done', root)
  await row('Wrong channel, sorry').getByRole('button', { name: /^Open the thread/ }).click()
  await reply('No harm done').waitFor()
  await team.lena.messages.delete({ messageId: root.id })
  await panel().getByText('This message was deleted').waitFor()
  await expect.poll(() => reply('No harm done').count()).toBe(1)
})

test('a thread whose only message is deleted says that it is gone', async () => {
  const root = await say('Never mind')
  await openThread('Never mind')
  await team.lena.messages.delete({ messageId: root.id })
  await panel().getByRole('heading', { name: 'This thread is gone' }).waitFor()
})

test('a reply that is refused keeps its words, says why, and can be tried again', async () => {
  const root = await say('Freeze starts now')
  await openThread('Freeze starts now')
  distort = (message) => (message.includes('Until when?') ? message.replaceAll(root.id, '01976f00-0000-7000-8000-000000000001') : message)
  await box().fill('Until when?')
  await box().press('Enter')
  const failed = panel().getByRole('alert').filter({ hasText: 'Not sent' })
  await failed.waitFor()
  await reply('Until when?').waitFor()
  distort = (message) => message
  await failed.getByRole('button', { name: 'Retry' }).click()
  await failed.waitFor({ state: 'detached' })
  await areStored(root, 'Until when?')
})

test('in a narrow window the thread takes the place of the channel, and back leads to it', async () => {
  await page.setViewportSize({ width: 900, height: 700 })
  await openThread('Who reviews 4.19?')
  const channel = page.getByRole('region', { name: 'release-room' })
  await expect.poll(async () => (await settledBox(panel())).width).toBe(await page.locator('main').evaluate((element) => element.clientWidth))
  await expect.poll(() => channel.evaluate((element) => element.closest('[inert]') !== null)).toBe(true)
  await panel().getByRole('button', { name: 'Close thread' }).filter({ visible: true }).click()
  await panel().waitFor({ state: 'detached' })
  await page.setViewportSize({ width: 1440, height: 900 })
  await expect.poll(() => channel.evaluate((element) => element.closest('[inert]') === null)).toBe(true)
})

test('F6 goes through title bar, sidebar, list, composer and panel, and back', async () => {
  await openThread('Who reviews 4.19?')
  await expect.poll(() => box().evaluate((element) => element === document.activeElement)).toBe(true)
  const region = () => page.evaluate(() => (document.activeElement?.closest('[data-region="panel"]') ?? document.activeElement?.closest('[data-region]'))?.getAttribute('data-region'))
  for (const next of ['titlebar', 'sidebar', 'list', 'composer', 'panel']) {
    await page.keyboard.press('F6')
    await expect.poll(region).toBe(next)
  }
  await page.keyboard.press('Shift+F6')
  await expect.poll(region).toBe('composer')
})

test('nothing was reported as an error or a policy violation', () => expect(problems).toEqual([]))
