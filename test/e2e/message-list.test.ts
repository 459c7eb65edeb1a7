/** Reading a channel: what is new, how one gets there, what counts as read, links to a message, the keyboard, floods, and what is unsent. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Message } from '../../src/shared/contract/message.ts'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { upload } from '../helpers/upload.ts'
import { startTeam, type Team } from './team.ts'

let browser: Browser
let team: Team
let page: Page
let problems: string[]
let channel = ''

/** The window is Mara's. */
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

let channels = 0
/** Each test has a channel of its own, and begins in another one. */
beforeEach(async () => {
  channel = `room-${(channels += 1)}`
  await team.lena.channels.create({ name: channel, members: ['mara'] })
  await leave()
})

const go = (path: string): Promise<unknown> => page.evaluate((to) => (location.hash = to), `#${path}`)
const list = (): Locator => page.getByRole('log', { name: 'Messages' })
const row = (text: string): Locator => list().getByRole('article').filter({ hasText: new RegExp(`${text}(?!\\d)`) })
const box = (): Locator => page.getByPlaceholder(`Message #${channel}`)
const newLine = (): Locator => page.getByRole('separator', { name: /^New messages since/ })
/** What it says depends on what came in while one was on the way. */
const toNewest = (): Locator => page.getByRole('button', { name: /^Newest messages$|new messages?$/ })
const asLena = (text: string): Promise<Message> => team.lena.messages.post({ channel, text })
const asMara = (text: string): Promise<Message> => team.mara.messages.post({ channel, text })
const isFocused = (place: Locator): Promise<boolean> => place.evaluate((element) => element === document.activeElement)
const isInView = (place: Locator): Promise<boolean> =>
  place.evaluate((element) => {
    const [box, view] = [element.getBoundingClientRect(), element.closest('.list')!.getBoundingClientRect()]
    return box.top >= view.top - 1 && box.bottom <= view.bottom + 1
  })
/** The row is marked for two seconds, so whoever looks begins before. */
const flashes = (text: string): Promise<void> => page.locator('.msg--flash').filter({ hasText: new RegExp(`${text}(?!\\d)`) }).waitFor()

async function enter(): Promise<void> {
  await go(`/channels/${channel}`)
  await box().waitFor()
}

async function leave(): Promise<void> {
  await go('/channels/town-square')
  await page.getByPlaceholder('Message #town-square').waitFor()
}

async function fill(count: number, from = 1): Promise<Message[]> {
  const posted: Message[] = []
  for (let number = from; number < from + count; number += 1) posted.push(await asLena(`line ${number}`))
  return posted
}

const unreadRow = (): Locator => page.locator('.nav__row.is-unread').filter({ has: page.getByText(channel, { exact: true }) })

/** All is read, as the server knows and the window, too: where the line stands is decided by what the window knows. */
async function allRead(): Promise<void> {
  await expect.poll(async () => (await state()).unread).toBe(0)
  await expect.poll(() => unreadRow().count()).toBe(0)
}

/** The window knows that there is something to read: before that, `allRead` could not tell what was read from what it has not heard of. */
async function enterUnread(): Promise<void> {
  await unreadRow().waitFor()
  await enter()
}

/** I read the first lines, left, and the others were written. */
async function readThenMiss(read: number, missed: number): Promise<void> {
  await fill(read)
  await enterUnread()
  await allRead()
  await leave()
  await fill(missed, read + 1)
  // In a flood the window hears in batches: once it shows what came last, it knows all before.
  const last = `after ${missed} in ${channel}`
  await team.lena.messages.post({ channel: 'town-square', text: last })
  await row(last).waitFor()
}

const state = async () => {
  const { channels: states } = await team.mara.unreads.get()
  const { id } = (await team.mara.channels.list()).find(({ name }) => name === channel)!
  return states.find(({ channelId }) => channelId === id)!
}

test('the line stands above what is new since I was here, and stays until I leave', async () => {
  await asMara('mine is never new')
  await fill(3)
  await enter()
  await row('line 3').waitFor()
  const item = page.locator('.list__item').filter({ has: newLine() })
  await expect.poll(() => item.getByRole('article').innerText()).toContain('line 1')
  await allRead()
  expect(await newLine().count()).toBe(1)
  await expect.poll(() => newLine().evaluate((line) => getComputedStyle(line).color)).toBe('rgb(189, 57, 7)')
  await leave()
  await enter()
  await row('line 3').waitFor()
  expect(await newLine().count()).toBe(0)
})

test('what arrives while I look on is no news; what arrives while I am scrolled up is, with its count', async () => {
  await fill(60)
  await enterUnread()
  await allRead()
  await leave()
  await enter()
  await row('line 60').waitFor()
  await expect.poll(() => isInView(row('line 60'))).toBe(true)
  await asLena('seen at once')
  await row('seen at once').waitFor()
  expect(await newLine().count()).toBe(0)
  await expect.poll(async () => (await state()).unread).toBe(0)

  await list().hover()
  await page.mouse.wheel(0, -900)
  await page.getByRole('button', { name: 'Newest messages' }).waitFor()
  await asLena('below 1')
  await asLena('below 2')
  const news = page.getByRole('button', { name: '2 new messages' })
  await news.waitFor()
  await expect.poll(async () => (await state()).unread).toBe(2)
  await news.click()
  await row('below 2').waitFor()
  await expect.poll(async () => (await state()).unread).toBe(0)
  await expect.poll(() => page.locator('.list__item').filter({ has: newLine() }).getByRole('article').innerText()).toContain('below 1')
  await news.waitFor({ state: 'detached' })
})

test('nothing is read while the window is not in front', async () => {
  await fill(2)
  await page.evaluate(() => Object.assign(document, { hasFocus: () => false }))
  try {
    await enter()
    await row('line 2').waitFor()
    await asLena('line 3')
    await row('line 3').waitFor()
    expect((await state()).unread).toBe(3)
  } finally {
    await page.evaluate(() => {
      delete (document as { hasFocus?: unknown }).hasFocus
      dispatchEvent(new Event('focus'))
    })
  }
  await expect.poll(async () => (await state()).unread).toBe(0)
})

test('“Jump to first unread” leads to the line, also where it is not loaded', async () => {
  await readThenMiss(4, 146)
  await enter()
  await row('line 150').waitFor()
  await allRead()
  expect(await newLine().count()).toBe(0)
  const jump = page.getByRole('button', { name: 'Jump to first unread' })
  await jump.click()
  await newLine().waitFor()
  await expect.poll(() => page.locator('.list__item').filter({ has: newLine() }).getByRole('article').innerText()).toContain('line 5')
  await expect.poll(() => isInView(newLine())).toBe(true)
  await jump.waitFor({ state: 'detached' })
  await toNewest().click()
  await row('line 150').waitFor()
})

test('Esc marks all of the channel read', async () => {
  await readThenMiss(4, 86)
  await page.evaluate(() => Object.assign(document, { hasFocus: () => false }))
  await enter()
  await row('line 90').waitFor()
  expect((await state()).unread).toBe(86)
  await box().press('Escape')
  await expect.poll(async () => (await state()).unread).toBe(0)
  await page.getByRole('button', { name: 'Jump to first unread' }).waitFor({ state: 'detached' })
  await page.evaluate(() => delete (document as { hasFocus?: unknown }).hasFocus)
})

test('an address of an old message loads what is around it, shows and marks it; again when the link is pressed again', async () => {
  const posted = await fill(150)
  const target = posted[9]!
  await asLena(`look at ${new URL(team.served.uiUrl).origin}/#/channels/${channel}/messages/${target.id}`)
  await enter()
  const marked = flashes('line 10')
  await row('look at').getByRole('link').click()
  await marked
  await expect.poll(() => isInView(row('line 10'))).toBe(true)
  expect(await row('line 150').count()).toBe(0)
  await toNewest().click()
  await row('look at').getByRole('link').click()
  await expect.poll(() => row('line 10').count().then(async (count) => count === 1 && (await isInView(row('line 10'))))).toBe(true)
})

test('the address of a reply opens its thread beside the root', async () => {
  const root = await asLena('the root of it')
  const reply = await team.lena.messages.post({ channel, text: 'the reply that is meant', threadRootId: root.id })
  await go(`/channels/${channel}/messages/${reply.id}`)
  const panel = page.getByRole('complementary', { name: 'Thread' })
  await panel.getByText('the reply that is meant').waitFor()
  await row('the root of it').waitFor()
  await panel.getByRole('textbox').press('Escape')
})

test('an address of a message that does not exist says so and shows the channel', async () => {
  await asLena('still here')
  await go(`/channels/${channel}/messages/01976f00-0000-7000-8000-00000000dead`)
  await page.getByRole('alert').getByText(/^That message cannot be shown: /).waitFor({ state: 'attached' })
  await row('still here').waitFor()
  await page.locator('.toast').getByTitle('Close').click()
})

test('arrows walk through the list by message, further than what is drawn; Home, End and Esc', async () => {
  await fill(80)
  await enter()
  await row('line 80').waitFor()
  await box().press('Shift+F6')
  await expect.poll(() => isFocused(row('line 80'))).toBe(true)
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => isFocused(row('line 79'))).toBe(true)
  for (let step = 0; step < 40; step += 1) await page.keyboard.press('ArrowUp')
  await expect.poll(() => isFocused(row('line 39'))).toBe(true)
  await expect.poll(() => isInView(row('line 39'))).toBe(true)
  await page.keyboard.press('End')
  await expect.poll(() => isFocused(row('line 80'))).toBe(true)
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => isFocused(row('line 80'))).toBe(true)
  // Tab walks through the page and not through the rows: one stop, then what the row holds.
  await expect.poll(() => list().getAttribute('tabindex')).toBe('-1')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Thread' })
  await panel.waitFor()
  await panel.getByRole('textbox').press('Escape')
  await panel.waitFor({ state: 'detached' })
  await expect.poll(() => isFocused(row('line 80'))).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => isFocused(box())).toBe(true)
})

test('a row with the focus stays in the page however far one scrolls away', async () => {
  await fill(60)
  await enter()
  await row('line 60').waitFor()
  await box().press('Shift+F6')
  await expect.poll(() => isFocused(row('line 60'))).toBe(true)
  // What it shows first changes the heights that it guessed, so once is not enough.
  await expect.poll(async () => {
    await list().evaluate((element) => element.scrollTo(0, 0))
    return row('line 1').count()
  }).toBe(1)
  expect(await isFocused(row('line 60'))).toBe(true)
})

test('a flood leaves nothing out, keeps the order, and the list stays at its end', async () => {
  const hook = await team.lena.hooks.create({ channel, name: 'flood', dialects: ['mattermost'] })
  const { url } = hook.addresses[0]!
  await enter()
  await asLena('before the flood')
  await row('before the flood').waitFor()
  for (let number = 1; number <= 120; number += 1) {
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ text: `drop ${number}` }) })
    expect(answer.status).toBe(200)
  }
  await row('drop 120').waitFor()
  await expect.poll(() => isInView(row('drop 120'))).toBe(true)
  const shown = async (): Promise<number[]> => (await list().getByRole('article').allInnerTexts()).map((text) => Number(/drop (\d+)/.exec(text)?.[1]))
  await expect.poll(async () => (await shown()).slice(-10)).toEqual(Array.from({ length: 10 }, (_, index) => 111 + index))
})

test('what is not sent survives a reload, waits for the server, and is posted once', async () => {
  await enter()
  // A channel that was never loaded shows nothing without the server.
  await page.getByText('This is the start of').waitFor()
  await page.context().setOffline(true)
  await page.evaluate(() => Object.assign(WebSocket.prototype, { send: () => undefined }))
  await box().fill('written in the tunnel')
  await box().press('Enter')
  const waiting = row('written in the tunnel')
  await waiting.waitFor()
  await expect.poll(() => waiting.getAttribute('aria-busy')).toBe('true')
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('hookline.outbox.')).length)
  await expect.poll(kept).toBe(1)
  await page.context().setOffline(false)
  await page.reload()
  await expect.poll(() => waiting.getAttribute('aria-busy')).toBeNull()
  await expect.poll(async () => (await team.lena.messages.list({ channel })).messages.filter(({ text }) => text === 'written in the tunnel').length).toBe(1)
  await expect.poll(kept).toBe(0)
})

test('a refused message keeps its words and its reason, over a reload too; Retry sends it, Edit takes it back into the composer', async () => {
  const { workspace, me } = await team.mara.session.get()
  const { id: channelId } = (await team.mara.channels.list()).find(({ name }) => name === channel)!
  const file = await upload(team.mara, { name: 'plan.txt', bytes: Buffer.from('the plan') })
  const entry = { channelId, threadRootId: null, createdAt: Date.now(), problem: null }
  const entries = ['01976f00-0000-7000-8000-00000000000a', '01976f00-0000-7000-8000-00000000000b'].map((id, index) => ({ ...entry, id, text: `${index}`.repeat(5000), isAction: index === 1, files: index === 1 ? [file] : [] }))
  await page.evaluate(([key, value]) => localStorage.setItem(key, value), [`hookline.outbox.${workspace.id}.${me.id}`, JSON.stringify(entries)] as const)
  await enter()
  await page.reload()
  const failed = list().getByRole('article').filter({ hasText: 'Not sent:' })
  await expect.poll(() => failed.count()).toBe(2)
  // Whoever went on to another channel hears of it too.
  const told = page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: channel }).getByRole('img', { name: 'Not sent' })
  await page.evaluate(() => (location.hash = '#/saved'))
  await told.waitFor()
  await page.evaluate((name) => (location.hash = `#/channels/${name}`), channel)
  await failed.last().getByRole('button', { name: 'Edit' }).click()
  await expect.poll(() => box().inputValue()).toBe(`/me ${'1'.repeat(5000)}`)
  await page.getByRole('button', { name: 'Remove plan.txt' }).click()
  await box().fill('')
  await team.lena.settings.set({ key: 'messages.maxLength', value: 6000 })
  await failed.getByRole('button', { name: 'Retry' }).click()
  await failed.waitFor({ state: 'detached' })
  await told.waitFor({ state: 'detached' })
  // The row shows it as sent while the server is still being asked.
  const mine = async () => (await team.lena.messages.list({ channel })).messages.filter(({ author }) => author === 'mara').map(({ id, text }) => [id, text.length])
  await expect.poll(mine).toEqual([[entries[0]!.id, 5000]])
  await team.lena.settings.set({ key: 'messages.maxLength', value: 4000 })
})

test('nothing was reported as an error', () => expect(problems.filter((problem) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(problem))).toEqual([]))
