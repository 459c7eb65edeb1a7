/** The pages that collect what waits: Catch up, Threads, Mentions, Saved. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { pointAt } from './point-at.ts'
import { startTeam, type Team } from './team.ts'

let browser: Browser
let team: Team
let page: Page
let problems: string[]

beforeAll(async () => {
  browser = await shareBrowser()
  team = await startTeam()
  ;({ page, problems } = await openWindow(browser, team.served.uiUrl))
  await page.getByRole('link', { name: 'release-room' }).first().waitFor()
})
afterAll(async () => {
  await browser?.close()
  await team?.stop()
})

const go = (path: string): Promise<unknown> => page.evaluate((to) => (location.hash = to), `#${path}`)
const entries = (name: string): Locator => page.getByRole('list', { name }).locator(':scope > li')
const entry = (name: string, text: string): Locator => entries(name).filter({ hasText: text })
const post = (text: string, channel = 'release-room') => team.lena.messages.post({ channel, text })

/** In the note that says what was done. */
const undo = (note: string): Promise<void> => page.getByRole('dialog').filter({ hasText: note }).getByRole('button', { name: 'Undo' }).click()

async function unreadOf(name: string): Promise<number | undefined> {
  const channel = (await team.mara.channels.list()).find((one) => one.name === name)
  return (await team.mara.unreads.get()).channels.find(({ channelId }) => channelId === channel?.id)?.unread
}

test('each page says what to do while nothing is there', async () => {
  for (const [path, title] of [
    ['/unread', 'You are all caught up'],
    ['/threads', 'Follow a thread to find it here'],
    ['/mentions', 'Nobody has called for you yet'],
    ['/saved', 'Keep messages for later'],
  ] as const) {
    await go(path)
    await page.getByRole('heading', { name: title }).waitFor()
  }
})

test('what calls for me is listed with its reason, the newest first, and is read where I say so', async () => {
  await go('/mentions')
  await page.getByRole('heading', { name: 'Nobody has called for you yet' }).waitFor()
  await team.mara.preferences.set({ key: 'notify.keywords', value: ['Deploy'] })
  await post('@mara can you look at this?')
  await post('the deploy hangs')
  await post('@channel lunch is here')
  await post('nothing for you')
  await expect.poll(() => entries('Mentions').count()).toBe(3)
  const reasons = () => entries('Mentions').evaluateAll((all) => all.map((one) => one.querySelector('.entry__reason')?.textContent))
  await expect.poll(reasons).toEqual(['@channel addressed everyone here', 'Keyword “Deploy”', 'You were mentioned'])
  await entry('Mentions', 'the deploy hangs').getByRole('button', { name: 'Mark as read' }).click()
  const unread = () => entries('Mentions').filter({ has: page.getByRole('button', { name: 'Mark as read' }) }).count()
  await expect.poll(unread).toBe(1)
  await expect.poll(() => unreadOf('release-room')).toBe(2)
})

test('a mention leads to its place in the channel', async () => {
  await go('/mentions')
  await entry('Mentions', 'can you look at this?').getByRole('link', { name: 'Show in channel: the message of Lena Fischer' }).click()
  const row = page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: 'can you look at this?' })
  await row.waitFor()
  await expect.poll(() => new URL(page.url()).hash).toMatch(/^#\/channels\/release-room\/messages\//)
})

test('why I was notified is said in words, and the channel can be changed there', async () => {
  await go('/mentions')
  const mention = entry('Mentions', 'can you look at this?')
  await (await pointAt(mention.getByRole('article'))).getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Why was I notified?' }).click()
  const why = page.getByRole('dialog')
  await why.getByText('You were mentioned').waitFor()
  await why.getByRole('button', { name: 'Nothing' }).click()
  await why.getByText('In this channel nothing notifies you.').waitFor()
  const state = async () => (await team.mara.unreads.get()).channels.find(({ notify }) => notify !== null)?.notify
  await expect.poll(state).toBe('none')
  await why.getByRole('button', { name: 'Mentions' }).click()
  await expect.poll(state).toBe('mentions')
  await page.keyboard.press('Escape')
})

test('a message is saved from its row, listed, removed, and put back', async () => {
  const first = await post('the runbook is in the wiki')
  const second = await post('the pager rota moved')
  await team.mara.messages.save({ messageId: first.id, on: true })
  await go('/channels/release-room')
  const row = page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: second.text })
  await (await pointAt(row)).getByRole('button', { name: 'Save for later' }).click()
  await go('/saved')
  const listed = () => entries('Saved').evaluateAll((all) => all.map((one) => one.querySelector('.msg__body')?.textContent))
  await expect.poll(listed).toEqual([second.text, first.text])
  await entry('Saved', second.text).getByRole('button', { name: 'Remove', exact: true }).click()
  await expect.poll(listed).toEqual([first.text])
  await expect.poll(() => team.mara.messages.savedIds()).toEqual([first.id])
  await undo('Removed from your saved messages.')
  await expect.poll(listed).toEqual([second.text, first.text])
})

test('a saved message that is edited or deleted is so here, too', async () => {
  const message = await post('the password is hunter2')
  await team.mara.messages.save({ messageId: message.id, on: true })
  await go('/saved')
  await entry('Saved', 'the password is hunter2').waitFor()
  await team.lena.messages.edit({ messageId: message.id, text: 'the password is in the vault' })
  await entry('Saved', 'the password is in the vault').waitFor()
  await team.lena.messages.delete({ messageId: message.id })
  await entry('Saved', 'the password is').waitFor({ state: 'detached' })
})

test('long lists come page by page', async () => {
  const messages = await Promise.all(Array.from({ length: 60 }, (_, index) => post(`item ${index + 1}.`, 'town-square')))
  for (const { id } of messages) await team.mara.messages.save({ messageId: id, on: true })
  await go('/saved')
  await entry('Saved', 'item 60.').waitFor()
  await page.getByRole('list', { name: 'Saved' }).hover()
  await expect.poll(async () => {
    await page.mouse.wheel(0, 4000)
    return entry('Saved', 'item 1.').count()
  }).toBe(1)
})

test('threads that I follow are listed, the last reply first, and open beside the list', async () => {
  const older = await post('older thread')
  const newer = await post('newer thread')
  await team.mara.messages.post({ channel: 'release-room', text: 'mine', threadRootId: newer.id })
  await team.mara.messages.post({ channel: 'release-room', text: 'mine', threadRootId: older.id })
  await team.lena.messages.post({ channel: 'release-room', text: 'answer', threadRootId: newer.id })
  await go('/threads')
  const listed = () => entries('Threads').evaluateAll((all) => all.map((one) => one.querySelector('.msg__body')?.textContent))
  await expect.poll(listed).toEqual(['newer thread', 'older thread'])
  await entry('Threads', 'newer thread').getByText('1 new reply').waitFor()
  await entry('Threads', 'newer thread').getByRole('button', { name: 'Open thread' }).click()
  await page.getByRole('complementary', { name: 'Thread' }).getByText('answer').waitFor()
  await entry('Threads', 'newer thread').getByText('1 new reply').waitFor({ state: 'detached' })
  await entry('Threads', 'older thread').getByRole('button', { name: 'Stop following' }).click()
  await expect.poll(listed).toEqual(['newer thread'])
  await undo('You no longer follow this thread.')
  await expect.poll(listed).toEqual(['newer thread', 'older thread'])
  await page.keyboard.press('Escape')
})

test('Catch up shows each channel with what is unread in it, marks one or all as read, and takes it back', async () => {
  await team.mara.unreads.markAllRead()
  await go('/unread')
  await page.getByRole('heading', { name: 'You are all caught up' }).waitFor()
  for (let number = 1; number <= 6; number += 1) await post(`news ${number}`)
  await post('@mara coffee?', 'town-square')
  const channel = (name: string): Locator => page.getByRole('region', { name, exact: true })
  await channel('# release-room').getByText('6 unread').waitFor()
  await channel('# release-room').getByText('2 more messages').waitFor()
  await expect.poll(() => channel('# release-room').getByRole('article').count()).toBe(4)
  const order = () => page.getByRole('region', { name: /^#/ }).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
  await expect.poll(order).toEqual(['# town-square', '# release-room'])

  await channel('# release-room').getByRole('button', { name: 'Mark as read' }).click()
  await channel('# release-room').waitFor({ state: 'detached' })
  await expect.poll(() => unreadOf('release-room')).toBe(0)
  await undo('# release-room is marked as read.')
  await channel('# release-room').getByText('6 unread').waitFor()

  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await page.getByRole('heading', { name: 'You are all caught up' }).waitFor()
  await expect.poll(async () => [await unreadOf('release-room'), await unreadOf('town-square')]).toEqual([0, 0])
  await undo('Everything is marked as read.')
  await channel('# town-square').getByText('1 unread').waitFor()
  await channel('# release-room').getByText('6 unread').waitFor()
})

test('Ctrl Shift A opens Catch up', async () => {
  await go('/channels/release-room')
  await page.getByRole('log', { name: 'Messages' }).waitFor()
  await page.keyboard.press('Control+Shift+A')
  await page.getByRole('heading', { name: 'Catch up', level: 1 }).waitFor()
})

test('nothing was reported as an error or a policy violation', () => expect(problems).toEqual([]))
