/** What breaks is started again and nothing is lost: the server's thread, the window's page, a hang, a fault in main itself. Through the double alone: it can break things. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { reachRunning, type Client } from '../../src/main/headless/connect.ts'
import { launch, type DoubleApp } from '../electron-double/launch.ts'
import { post } from '../e2e/post.ts'
import { isElectron } from './launch-desktop.ts'
import { makeReadyFolder } from './ready-folder.ts'

let app: DoubleApp
let page: Page
let dataFolder: string
let hookUrl: string

const noted = (what: string) => app.notes.filter((note) => note.what === what).map(({ data }) => data)
const message = (text: string) => page.locator('[data-message-id]').filter({ hasText: text })
const log = (): string => readFileSync(join(dataFolder, 'shell.log'), 'utf8')

/** Over the socket of the thread that runs now. */
async function ask<T>(question: (client: Client) => Promise<T>): Promise<T> {
  const line = await expect.poll(() => reachRunning(dataFolder), { timeout: 15_000 }).toBeDefined().then(() => reachRunning(dataFolder))
  try {
    return await question(line!.client)
  } finally {
    await line!.close()
  }
}

describe.runIf(!isElectron)('recovery', () => {
  beforeAll(async () => {
    dataFolder = await makeReadyFolder(async (client) => {
      hookUrl = (await client.hooks.create({ name: 'ci', channel: 'town-square', dialects: ['mattermost'] })).addresses[0]!.url
    })
    app = await launch({ args: [`--user-data-dir=${dataFolder}`] })
    page = await app.firstWindow()
    await page.getByPlaceholder('Message #town-square').waitFor()
  })
  afterAll(async () => {
    await app.close()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  test('the server ends in the middle of posts: it runs again, said in the window, and has all that it said it has', async () => {
    const acknowledged: string[] = []
    let broken: Promise<void> | undefined
    const posting = Array.from({ length: 30 }, async (_, number) => {
      const text = `alarm ${number}.`
      if ((await post(hookUrl, { text }).catch(() => 0)) === 200) acknowledged.push(text)
      if (acknowledged.length === 5) broken ??= app.evaluate(({ double }) => double.breakThread('end'))
    })
    await Promise.all(posting)
    await broken
    await page.getByText('Hookline’s server stopped and runs again.').waitFor()
    const { messages } = await ask((client) => client.messages.list({ channel: 'town-square', limit: 100 }))
    expect(acknowledged.filter((text) => !messages.some((one) => one.text === text))).toEqual([])
    expect(acknowledged.length).toBeGreaterThanOrEqual(5)
    expect(await app.evaluate(({ double }) => double.countThreads())).toBe(1)
  })

  test('the page has a new line and hears what comes', async () => {
    await expect.poll(() => post(hookUrl, { text: 'after the break' }).catch(() => 0)).toBe(200)
    await message('after the break').waitFor()
    expect(await message('after the break').count()).toBe(1)
  })

  test('what is written while it is down is sent when it is back', async () => {
    const composer = page.getByPlaceholder('Message #town-square')
    await composer.fill('written across a fault')
    await Promise.all([app.evaluate(({ double }) => double.breakThread('fault')), composer.press('Enter')])
    await expect.poll(() => ask((client) => client.messages.list({ channel: 'town-square', limit: 5 })).then(({ messages }) => messages.filter(({ text }) => text === 'written across a fault').length), { timeout: 20_000 }).toBe(1)
    expect(log()).toMatch(/the server broke: Cannot read properties of null/)
  })

  test('when it breaks again and again people are asked, with the reason', async () => {
    await app.evaluate(({ double }) => void double.system.dialogAnswers.push({ response: 0 }))
    for (let times = 0; noted('messageBox').length === 0; times += 1) {
      expect(times).toBeLessThan(4)
      await expect.poll(() => app.evaluate(({ double }) => double.countThreads()), { timeout: 10_000 }).toBe(1)
      await ask((client) => client.session.get())
      await app.evaluate(({ double }) => double.breakThread('end'))
    }
    expect(noted('messageBox')).toEqual([expect.objectContaining({ message: 'Hookline’s server stopped again and again', detail: expect.stringContaining('it ended by itself'), buttons: ['Try again', 'Quit'] })])
    await expect.poll(() => post(hookUrl, { text: 'tried again' }).catch(() => 0), { timeout: 15_000 }).toBe(200)
    await message('tried again').waitFor()
  })

  test('a page that breaks is loaded anew, where it was, and says so', async () => {
    await page.evaluate(() => (location.hash = '#/threads'))
    const reopened = new Promise<Page>((resolve) => app.once('window', resolve))
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
    page = await reopened
    await page.getByText('This window broke and was loaded again.').waitFor()
    await post(hookUrl, { text: 'after the page broke' })
    await page.getByRole('link', { name: /^town-square/ }).click()
    await message('after the page broke').waitFor()
    expect(log()).toMatch(/the window broke: crashed \(5\)/)
  })

  test('a page that hangs is asked about; waiting is enough when it answers again', async () => {
    const before = noted('messageBox').length
    const release = await app.hang(page)
    await expect.poll(() => noted('messageBox').slice(before)).toEqual([expect.objectContaining({ message: 'The window does not answer', buttons: ['Wait', 'Reload the window'], cancelId: 0, hasWindow: true })])
    await release()
    await message('after the page broke').waitFor()
  })

  test('one that goes on hanging is loaded anew when that is chosen', async () => {
    await app.evaluate(({ double }) => void double.system.dialogAnswers.push({ response: 1 }))
    const reopened = new Promise<Page>((resolve) => app.once('window', resolve))
    await app.hang(page)
    page = await reopened
    await page.getByText('This window broke and was loaded again.').waitFor()
  })

  test('a fault in main is written down and said, and everything goes on', async () => {
    const before = noted('messageBox').length
    await app.evaluate(() => void setTimeout(() => { throw new Error('a planted fault') }))
    await expect.poll(() => noted('messageBox').slice(before)).toEqual([expect.objectContaining({ message: 'Something in Hookline went wrong', detail: expect.stringContaining('a planted fault'), buttons: ['Go on', 'Quit'] })])
    expect(log()).toMatch(/a fault in the shell.*a planted fault/)
    expect(await post(hookUrl, { text: 'still here' })).toBe(200)
  })

  test('quitting ends the app while no server runs', async () => {
    await app.evaluate(({ double }) => void double.system.dialogAnswers.push({ response: 1 }))
    const before = noted('messageBox').length
    for (let times = 0; noted('messageBox').length === before; times += 1) {
      expect(times).toBeLessThan(4)
      await expect.poll(() => app.evaluate(({ double }) => double.countThreads()), { timeout: 10_000 }).toBe(1)
      await ask((client) => client.session.get())
      // It may end while this is asked.
      await app.evaluate(({ double }) => double.breakThread('end')).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect(await app.exited).toMatchObject({ code: 0 })
  })
})
