/** Drafts: what is written and not sent outlives programs, windows and lost connections, files included. */
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reachRunning, type Client } from '../../src/main/headless/connect.ts'
import { openWindow, shareBrowser, serveChild, type Served } from '../helpers/browser.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

let browser: Browser
let served: Served
const dataFolder = makeDataFolder()

beforeAll(async () => {
  browser = await shareBrowser()
  served = await serveChild({ dataFolder })
  await served.cli('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
})
afterAll(async () => {
  await served?.stop()
  await browser?.close()
  rmSync(dataFolder, { recursive: true, force: true })
})

const portOf = (url: string): number => Number(new URL(url).port)
const area = (page: Page) => page.getByPlaceholder('Message #off-topic')

async function openChannel(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'off-topic' }).click()
  await area(page).waitFor()
}

/** Asks the program directly, as the same person. */
async function ask<T>(question: (client: Client) => Promise<T>): Promise<T> {
  const running = await reachRunning(dataFolder)
  if (running === undefined) throw new Error('The program is not reachable.')
  try {
    return await question(running.client)
  } finally {
    await running.close()
  }
}

const postedTexts = (): Promise<string[]> => ask(async (client) => (await client.messages.list({ channel: 'off-topic' })).messages.map((message) => message.text))
const draftTexts = (): Promise<string[]> => ask(async (client) => (await client.drafts.list()).map((draft) => draft.text))

async function openOffTopic(): Promise<{ page: Page; context: BrowserContext }> {
  const { url } = await ask((client) => client.session.open())
  const { page } = await openWindow(browser, url!)
  await openChannel(page)
  return { page, context: page.context() }
}

/** As a power cut would: nothing is asked to finish. */
async function killAndStartAgain(): Promise<void> {
  const ended = once(served.process, 'exit')
  served.process.kill('SIGKILL')
  await ended
  served = await serveChild({ dataFolder, hooksPort: portOf(served.hooksUrl), uiPort: portOf(served.uiUrl) })
}

/** Nothing waits in the browser for the server any more. */
const isGiven = (page: Page): Promise<unknown> => page.waitForFunction(() => Object.keys(localStorage).every((key) => !key.startsWith('hookline.drafts')))

test('a draft with a file survives kill -9 of the program and of the browser, until it is sent', async () => {
  const first = await openOffTopic()
  await area(first.page).pressSequentially('half a thought')
  await first.page.locator('input[type=file]').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('x') })
  await first.page.getByRole('button', { name: 'Remove notes.txt' }).waitFor()
  // Another window shows what the server has.
  const other = await openOffTopic()
  await expect.poll(() => area(other.page).inputValue()).toBe('half a thought')
  await other.page.getByRole('button', { name: 'Remove notes.txt' }).waitFor()
  // Nothing is asked to finish here either.
  await first.page.goto('chrome://crash').catch(() => undefined)
  await other.page.goto('chrome://crash').catch(() => undefined)
  await first.context.close()
  await other.context.close()
  await killAndStartAgain()
  const second = await openOffTopic()
  await expect.poll(() => area(second.page).inputValue()).toBe('half a thought')
  await second.page.getByRole('button', { name: 'Remove notes.txt' }).waitFor()
  await area(second.page).press('Enter')
  await second.page.getByRole('log').getByText('half a thought').waitFor()
  // The row is shown before the server has it, and the window is about to close.
  await expect.poll(postedTexts).toContain('half a thought')
  await expect.poll(draftTexts).toEqual([])
  await second.context.close()
  const third = await openOffTopic()
  await third.page.getByRole('log').getByText('half a thought').waitFor()
  await expect.poll(() => area(third.page).inputValue()).toBe('')
  await expect.poll(() => third.page.getByRole('list', { name: 'Files of this message' }).count()).toBe(0)
  await third.context.close()
})

test('two windows have the same drafts, one for each channel', async () => {
  const [one, two] = [await openOffTopic(), await openOffTopic()]
  await area(one.page).pressSequentially('from one')
  await expect.poll(() => area(two.page).inputValue()).toBe('from one')
  await area(two.page).pressSequentially(', on in two')
  await expect.poll(() => area(one.page).inputValue()).toBe('from one, on in two')
  await area(two.page).press('Enter')
  await expect.poll(() => area(one.page).inputValue()).toBe('')
  await two.context.close()
  await keepsEachChannel(one.page)
  await one.context.close()
})

/** Each channel has its own draft, and a space is no draft but stays. */
async function keepsEachChannel(page: Page): Promise<void> {
  await area(page).fill('here')
  await page.getByRole('link', { name: 'town-square' }).click()
  const other = page.getByPlaceholder('Message #town-square')
  await other.waitFor()
  await expect.poll(() => other.inputValue()).toBe('')
  await other.pressSequentially(' ')
  await expect.poll(draftTexts).toEqual(expect.arrayContaining(['here', ' ']))
  await expect.poll(() => other.inputValue()).toBe(' ')
  await openChannel(page)
  await expect.poll(() => area(page).inputValue()).toBe('here')
  await area(page).fill('')
  await expect.poll(draftTexts).toEqual([' '])
}

test('what is written while the program is away is kept by the browser and given to the next one', async () => {
  const { page, context } = await openOffTopic()
  const ended = once(served.process, 'exit')
  served.process.kill('SIGKILL')
  await ended
  await page.getByText(/connection lost|offline/i).first().waitFor()
  await area(page).fill('written in the dark')
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('hookline.drafts')))
  await page.close()
  served = await serveChild({ dataFolder, hooksPort: portOf(served.hooksUrl), uiPort: portOf(served.uiUrl) })
  const again = await context.newPage()
  await again.goto(served.uiUrl)
  await openChannel(again)
  await expect.poll(() => area(again).inputValue()).toBe('written in the dark')
  await isGiven(again)
  const other = await openOffTopic()
  await expect.poll(() => area(other.page).inputValue()).toBe('written in the dark')
  await context.close()
  await other.context.close()
})

test('a draft of a private channel that one left is shown in the settings, and thrown away there', async () => {
  await ask(async (client) => {
    await client.people.create({ username: 'jim', displayName: 'Jim' })
    const { id } = await client.channels.create({ name: 'plans', private: true, members: ['jim'] })
    await client.drafts.save({ channel: id, threadRootId: null, text: 'never to be sent' })
    await client.channels.leave({ channel: id })
  })
  const { page, context } = await openOffTopic()
  await page.evaluate(() => (location.hash = '#/settings/data'))
  const row = page.locator('[data-setting^="draft-"]')
  await row.getByText('never to be sent').waitFor()
  await row.getByRole('button', { name: 'Delete' }).click()
  await row.waitFor({ state: 'detached' })
  await expect.poll(draftTexts).not.toContain('never to be sent')
  await context.close()
})
