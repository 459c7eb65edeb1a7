/** The desktop app from its first run to its restart: the built main, preload and window together, with real posts over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../src/main/headless/connect.ts'
import { post } from '../e2e/post.ts'
import { isElectron, launchDouble, startDesktop, type Desktop } from './launch-desktop.ts'

let desktop: Desktop
let client: Client
let hookUrl: string

beforeAll(async () => {
  desktop = await startDesktop()
})
afterAll(() => desktop?.stop())

/** In the list: cards of notifications are articles, too. */
const message = (text: string) => desktop.page.locator('[data-message-id]').filter({ hasText: text })
const isFocused = (): Promise<boolean> => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused() === true)

test('the first run asks for two names and opens # town-square', async () => {
  const { page } = desktop
  await page.getByRole('textbox', { name: 'Workspace name' }).fill('Tidewater')
  await page.getByRole('textbox', { name: 'Your name' }).fill('Lena Fischer')
  await page.getByRole('button', { name: 'Create workspace' }).click()
  await page.getByPlaceholder('Message #town-square').waitFor()
  client = await desktop.reach()
  hookUrl = (await client.hooks.create({ name: 'ci', channel: 'town-square', dialects: ['mattermost'] })).addresses[0]!.url
})

test('what a tool posts is in the window, signed BOT', async () => {
  expect(await post(hookUrl, { text: 'build **42** passed' })).toBe(200)
  await message('build 42 passed').getByText('BOT', { exact: true }).waitFor()
})

test('a sandboxed page with the preload’s one object, and nothing of Node', async () => {
  const seen = await desktop.page.evaluate(() => [typeof (window as never)['require'], typeof (window as never)['process'], Object.isFrozen(window.hooklineDesktop), window.hooklineDesktop?.platform])
  expect(seen).toEqual(['undefined', 'undefined', true, process.platform])
})

test('while the window is looked at nothing is shown outside of it; afterwards a click leads to the message', async ({ skip }) => {
  // On Linux a system may be without any service for notifications.
  if (isElectron && !(await desktop.app.evaluate(({ Notification }) => Notification.isSupported()))) skip()
  await client.preferences.set({ key: 'notify.level', value: 'all' })
  await client.preferences.set({ key: 'notify.outside', value: true })
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus())
  await expect.poll(isFocused).toBe(true)
  await post(hookUrl, { text: 'seen at once' })
  await message('seen at once').waitFor()

  await desktop.page.getByRole('link', { name: 'Catch up' }).click()
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur())
  await expect.poll(isFocused).toBe(false)
  await post(hookUrl, { text: 'disk is full' })
  await expect.poll(() => desktop.noted('notification')).toEqual([expect.objectContaining({ title: expect.stringContaining('#town-square'), body: expect.stringMatching(/^disk is full\n/) })])

  await desktop.app.clickNotification()
  await expect.poll(isFocused).toBe(true)
  const { messages } = await client.messages.list({ channel: 'town-square', limit: 1 })
  await expect.poll(() => new URL(desktop.page.url()).hash).toBe(`#/channels/town-square/messages/${messages[0]!.id}`)
  await message('disk is full').waitFor()
})

test('a page that is loaded anew has one line to the server, and hears everything once', async () => {
  await desktop.page.getByRole('link', { name: 'town-square' }).first().click()
  for (let times = 0; times < 3; times += 1) {
    await desktop.page.reload()
    await desktop.page.getByPlaceholder('Message #town-square').waitFor()
  }
  await post(hookUrl, { text: 'after three reloads' })
  await message('after three reloads').waitFor()
  expect(await message('after three reloads').count()).toBe(1)
  if (!isElectron) await expect.poll(() => desktop.app.evaluate(({ double }) => double.countPagePorts())).toBe(1)
})

describe.runIf(!isElectron)('a second instance', () => {
  test('ends, and the first comes to the front', async () => {
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    const second = await launchDouble({ args: [`--user-data-dir=${desktop.dataFolder}`] })
    expect(await second.exited).toMatchObject({ code: 0 })
    await second.close()
    await expect.poll(isFocused).toBe(true)
    expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })
})

test('killed in the middle of posts it has everything that it said it has', async () => {
  const acknowledged: string[] = []
  let killing: Promise<void> | undefined
  const posting = Array.from({ length: 40 }, async (_, number) => {
    const answered = await post(hookUrl, { text: `alarm ${number}.` }).catch(() => 0)
    if (answered === 200) acknowledged.push(`alarm ${number}.`)
    if (acknowledged.length >= 10) killing ??= desktop.kill()
  })
  await Promise.all(posting)
  await killing
  expect(acknowledged.length).toBeGreaterThanOrEqual(10)

  const { dataFolder } = desktop
  desktop = await startDesktop({ dataFolder })
  client = await desktop.reach()
  await message(acknowledged.at(-1)!).waitFor()
  const { messages } = await client.messages.list({ channel: 'town-square', limit: 100 })
  expect(acknowledged.filter((text) => !messages.some((one) => one.text === text))).toEqual([])
})

test('no page reported an error or a violation of the policy', () => expect(desktop.problems).toEqual([]))
