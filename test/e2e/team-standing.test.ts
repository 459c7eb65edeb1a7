/** What a window says of its place in the team when that changes: the workspace is handed over, and a second computer has the same keys. */
import { cpSync, rmSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, type Serving } from '../../src/main/headless/serve.ts'
import { createInlineClient } from '../../src/main/server/rpc/router.ts'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { findFreePort } from '../helpers/free-port.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import type { Client } from './place.ts'

const folders = { host: makeDataFolder(), mara: makeDataFolder(), copy: makeDataFolder() }
const running: Serving[] = []
const long = { timeout: 60_000, interval: 50 }
let browser: Browser
let lena: Page
let mara: Page
let maras: Serving
let hosts: Serving
let port: number
let problems: readonly (readonly string[])[]

const start = async (dataFolder: string): Promise<Serving> => {
  const serving = await serve({ dataFolder, hooksPort: 0 })
  running.push(serving)
  return serving
}
const clientOf = ({ app }: Serving): Client => createInlineClient(app.callAs(app.me))
const go = (page: Page, path: string): Promise<void> => page.evaluate((hash) => void (location.hash = hash), `#${path}`)

beforeAll(async () => {
  browser = await shareBrowser()
  const host = (hosts = await start(folders.host))
  port = await findFreePort()
  await clientOf(host).workspace.setUp({ workspaceName: 'Tidewater', displayName: 'Lena Fischer' })
  await clientOf(host).team.host({ addresses: [`127.0.0.1:${port}`], port })
  const { link } = await clientOf(host).team.createInvite({})
  const before = await serve({ dataFolder: folders.mara, hooksPort: 0 })
  await clientOf(before).team.join({ link, username: 'mara', displayName: 'Mara Lindqvist', deviceName: 'mara-laptop' })
  await before.stop()
  maras = await start(folders.mara)
  const windows = [await openWindow(browser, host.uiUrl), await openWindow(browser, maras.uiUrl)]
  ;[lena, mara] = windows.map(({ page }) => page) as [Page, Page]
  problems = windows.map((window) => window.problems)
  // Each goes to its first channel by itself, which must not come after where a test sends it.
  for (const { page } of windows) await page.getByRole('textbox', { name: 'Message #town-square' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  for (const serving of running.reverse()) await serving.stop()
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true })
})

test('handing over says what it means, and both windows know the new owner at once', async () => {
  await go(lena, '/settings/workspace')
  await go(mara, '/settings/workspace')
  await lena.getByRole('button', { name: 'Hand the workspace over… Mara Lindqvist' }).click()
  const dialog = lena.getByRole('alertdialog', { name: 'Make Mara Lindqvist the owner?' })
  await dialog.getByText('Mara Lindqvist becomes the owner, and you are an admin from then on.').waitFor()
  expect(await mara.getByRole('button', { name: /^Hand the workspace over/ }).count()).toBe(0)
  await dialog.getByRole('button', { name: 'Hand over', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await mara.getByRole('button', { name: 'Hand the workspace over… Lena Fischer' }).waitFor(long)
  await expect.poll(() => lena.getByRole('button', { name: /^Hand the workspace over/ }).count(), long).toBe(0)
  const roles = async () => (await clientOf(maras).people.list()).map(({ username, role }) => [username, role]).sort()
  expect(await roles()).toEqual([['lena.fischer', 'admin'], ['mara', 'owner']])
})

test('an incoming webhook of another computer says so in the list and on its page, which offers what can be done from here', async () => {
  const { hook } = await clientOf(maras).hooks.create({ channel: 'town-square', name: 'Mara’s CI', dialects: ['slack'] })
  await go(lena, '/integrations/incoming')
  const row = lena.getByRole('row').filter({ hasText: 'Mara’s CI' })
  await row.getByText('on mara-laptop').waitFor()
  expect(await row.innerText()).not.toMatch(/never|no address|Check/)
  await row.getByRole('link', { name: 'Mara’s CI' }).click()
  await lena.getByRole('status').filter({ hasText: 'It lives on another device: mara-laptop.' }).waitFor()
  expect(await lena.getByRole('tab').allInnerTexts()).toEqual(['Settings', 'Who may post'])
  expect(await lena.getByRole('link', { name: 'Check', exact: true }).count()).toBe(0)
  await lena.getByRole('switch', { name: /Mara’s CI/ }).click()
  await expect.poll(async () => (await clientOf(maras).hooks.show({ id: hook.id })).enabled, long).toBe(false)
})

test('an outgoing webhook of another computer says so, and is switched off from here', async () => {
  const { subscription } = await clientOf(maras).subscriptions.create({ name: 'To the wiki', channels: ['town-square'], urls: ['https://wiki.example/hooks/secret'] })
  await go(lena, '/integrations/outgoing')
  const row = lena.getByRole('row').filter({ hasText: 'To the wiki' })
  await row.getByRole('button', { name: /^More/ }).click()
  await lena.getByRole('menuitem', { name: 'Delete' }).waitFor()
  expect(await lena.getByRole('menuitem').allInnerTexts()).toEqual(['Open', 'Delete…'])
  await lena.getByRole('menuitem', { name: 'Open' }).click()
  const note = lena.getByRole('status').filter({ hasText: 'It sends from another device: mara-laptop.' })
  await note.waitFor()
  expect(await lena.getByRole('tab').allInnerTexts()).toEqual([expect.stringMatching(/^Consents/)])
  expect(await lena.getByRole('button', { name: 'Send a test' }).count()).toBe(0)
  await lena.getByRole('switch', { name: /To the wiki/ }).click()
  const enabled = async () => (await clientOf(maras).subscriptions.show({ id: subscription.id })).enabled
  await expect.poll(enabled, long).toBe(false)
  await lena.getByRole('switch', { name: /To the wiki/ }).click()
  await expect.poll(enabled, long).toBe(true)
  expect(await lena.locator('.toast').count()).toBe(0)
})

test('the host moves to other addresses, and who is connected follows by itself', async () => {
  await go(lena, '/settings/team')
  await lena.getByRole('button', { name: 'Other addresses…' }).click()
  // It begins with what was announced and where it listens.
  await expect.poll(() => lena.getByLabel('Port').inputValue()).toBe(String(port))
  await expect.poll(() => lena.getByLabel(/^A name or address of your own/).inputValue()).toBe('127.0.0.1')
  await lena.getByText('Whoever is connected hears of it first').waitFor()
  const next = await findFreePort()
  await lena.getByLabel('Port').fill(String(next))
  await lena.getByRole('button', { name: 'Move', exact: true }).click()
  await lena.getByText('Others can join and write').waitFor()
  await lena.getByText(`127.0.0.1:${next}`).first().waitFor()
  await clientOf(maras).messages.post({ channel: 'town-square', text: 'followed' })
  await expect.poll(async () => (await clientOf(hosts).messages.list({ channel: 'town-square' })).messages.map(({ text }) => text), long).toContain('followed')
  port = next
})

test('where a member could not be told, the host is found by the address that somebody says', async () => {
  await go(mara, '/settings/team')
  const field = mara.getByLabel('The host has another address now?')
  expect(await field.count()).toBe(0)
  await clientOf(hosts).team.stopHosting()
  await field.waitFor(long)
  port = await findFreePort()
  await clientOf(hosts).team.host({ addresses: [`127.0.0.1:${port}`], port })
  const look = mara.getByRole('button', { name: 'Look there' })
  expect(await look.isDisabled()).toBe(true)
  await field.fill('nowhere')
  await look.click()
  await mara.getByText('“nowhere” is no address that others could reach').waitFor()
  await field.fill(`127.0.0.1:${port}`)
  expect(await mara.getByText('“nowhere”').count()).toBe(0)
  await look.click()
  await field.waitFor({ state: 'detached', timeout: 60_000 })
  await expect.poll(async () => (await clientOf(maras).team.status()).link, long).toBe('connected')
})

test('settings say where the key of this device is', async () => {
  await go(mara, '/settings/data')
  await mara.locator('[data-setting="data.key"]').getByText(/It is in the data folder, in device\.key, which only you may read: no safe keyring of this system keeps it\./).waitFor()
})

test('where a second computer has the same keys this one stops, says so in each language, and takes nothing more', async () => {
  await expect.poll(async () => (await clientOf(maras).team.status()).code, long).not.toBe('')
  await mara.context().close()
  await maras.stop()
  running.splice(running.indexOf(maras), 1)
  cpSync(folders.mara, folders.copy, { recursive: true })
  const [here, there] = [await start(folders.mara), await start(folders.copy)]
  const { page, problems: reported } = await openWindow(browser, here.uiUrl)
  await go(page, '/channels/town-square')
  await clientOf(here).messages.post({ channel: 'town-square', text: 'from here' })
  await expect.poll(async () => (await clientOf(there).messages.list({ channel: 'town-square' })).messages.map(({ text }) => text), long).toContain('from here')
  expect(await page.locator('.banner').count()).toBe(0)
  await clientOf(there).messages.post({ channel: 'town-square', text: 'from there' })
  const banner = page.getByRole('alert').filter({ hasText: 'Another computer uses the keys of this device' })
  await banner.waitFor({ timeout: 60_000 })
  await page.getByText('This device has stopped, because another one uses its keys. Nothing can be written here.').waitFor()
  expect(await page.getByRole('textbox', { name: /^Message / }).count()).toBe(0)
  await clientOf(here).preferences.set({ key: 'look.language', value: 'de' })
  await page.getByRole('alert').filter({ hasText: /Ein anderer Computer .*Schlüssel/ }).waitFor()
  expect(reported).toEqual([])
})

test('nothing was reported as an error', () => expect(problems.flat().filter((problem) => !/WebSocket|ERR_CONNECTION/.test(problem))).toEqual([]))
