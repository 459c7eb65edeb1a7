/** A team in two windows over two real programs: one hosts, one joins; they chat, verify each other, wait for the host, and one is removed. */
import { rmSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectWindow } from '../helpers/connect-socket.ts'
import { openWindow, shareBrowser, serveChild, type Served } from '../helpers/browser.ts'
import { findFreePort } from '../helpers/free-port.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

const folders = [makeDataFolder(), makeDataFolder()] as const
let browser: Browser
let port: number
let host: Served
let guest: Served
let lena: Page
let mara: Page
let problems: string[][]

beforeAll(async () => {
  browser = await shareBrowser()
  port = await findFreePort()
  host = await serveChild({ dataFolder: folders[0] })
  guest = await serveChild({ dataFolder: folders[1] })
  const { client, socket } = await connectWindow(host.uiUrl)
  await client.workspace.setUp({ workspaceName: 'Tidewater', displayName: 'Lena Fischer' })
  socket.terminate()
  const windows = [await openWindow(browser, host.uiUrl), await openWindow(browser, guest.uiUrl)]
  ;[lena, mara] = windows.map(({ page }) => page) as [Page, Page]
  for (const page of [lena, mara]) page.setDefaultTimeout(30_000)
  problems = windows.map((window) => window.problems)
})
afterAll(async () => {
  await browser?.close()
  await host?.stop()
  await guest?.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true }).filter({ visible: true })
const go = (page: Page, path: string): Promise<void> => page.evaluate((hash) => void (location.hash = hash), `#${path}`)
const rowOf = (page: Page, text: string): Locator => page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: text })
const texts = (page: Page): Promise<string[]> => page.getByRole('log', { name: 'Messages' }).locator('.msg:not(.msg--system) .msg__body').allInnerTexts()

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Message / }).fill(text)
  await page.keyboard.press('Enter')
}

test('alone, nothing speaks of a team', async () => {
  await go(lena, '/channels/town-square')
  await lena.getByRole('textbox', { name: 'Message #town-square' }).waitFor()
  expect(await lena.getByText(/encrypt/i).count()).toBe(0)
})

test('one lets others join', async () => {
  await go(lena, '/settings/team')
  await button(lena, 'Let others join…').click()
  await lena.getByLabel('Port').fill(String(port))
  await lena.getByLabel(/^A name or address of your own/).fill('127.0.0.1')
  await button(lena, 'Check again').click()
  await lena.getByText(`Listening on port ${port} works.`).waitFor()
  await lena.getByText('127.0.0.1 leads to this computer.').waitFor()
  await button(lena, 'Let others join').click()
  await lena.getByText('Others can join and write').waitFor()
  await lena.getByText(`127.0.0.1:${port}`).first().waitFor()
})

let link = ''

test('one makes an invite, and its link is shown once', async () => {
  await button(lena, 'Invite people…').click()
  await lena.getByLabel(/^For whom or what/).fill('Mara')
  await button(lena, 'Make link').click()
  await lena.getByRole('img', { name: 'The link as a QR picture' }).waitFor()
  link = await lena.locator('.linkonce__link').innerText()
  expect(link).toMatch(/^hookline:\/\/join#[\w-]+$/)
  await button(lena, 'Done').click()
  await lena.locator('[data-setting^="invite."]').filter({ hasText: 'Mara' }).getByText('Open', { exact: true }).waitFor()
  expect(await lena.locator('body').innerText()).not.toContain(link.slice(-20))
})

test('another sees where the link leads, and joins from the first page', async () => {
  const fingerprint = await lena.locator('[data-setting="team.fingerprint"] code').innerText()
  await button(mara, 'I have an invite link').click()
  await mara.getByLabel('Invite link').fill(`${link.slice(0, -1)}`)
  await button(mara, 'Look where it leads').click()
  await mara.getByText(/damaged or cut off/).waitFor()
  await mara.getByLabel('Invite link').fill(link)
  await button(mara, 'Look where it leads').click()
  await mara.getByText('Tidewater').waitFor()
  await mara.getByText(`127.0.0.1:${port}`).first().waitFor()
  expect(await mara.locator('.join__facts .team-digits').innerText()).toBe(fingerprint)
  await mara.getByLabel('Your name').fill('Mara Lindqvist')
  await mara.getByLabel('Username').fill('mara')
  await mara.getByLabel('Name of this device').fill('mara-laptop')
  await button(mara, 'Join').click()
  await mara.getByRole('button', { name: /^Tidewater/ }).waitFor({ timeout: 60_000 })
  expect(new URL(mara.url()).hash).not.toContain('join')
  await lena.locator('[data-setting^="invite."]').filter({ hasText: 'Mara' }).getByText('Used', { exact: true }).waitFor()
})

test('what one writes the other reads, and the composer says that it is encrypted', async () => {
  for (const page of [lena, mara]) await go(page, '/channels/town-square')
  await write(lena, 'Welcome aboard, Mara')
  await rowOf(mara, 'Welcome aboard').waitFor()
  await write(mara, 'Glad to be here')
  await rowOf(lena, 'Glad to be here').waitFor()
  await button(mara, 'End-to-end encrypted').click()
  await mara.getByRole('heading', { name: 'Encryption' }).waitFor()
  await mara.getByText(/It wears the yellow badge/).waitFor()
  await button(mara, 'Close details').click()
})

async function openNumber(page: Page, text: string, name: string): Promise<string> {
  await rowOf(page, text).getByRole('button', { name }).first().click()
  await button(page, 'Verify').click()
  await page.getByRole('img', { name: 'The safety number as a QR picture' }).waitFor()
  return page.locator('.safety__digits').innerText()
}

test('both see the same safety number, and one marks the other as verified', async () => {
  const [hers, mine] = [await openNumber(mara, 'Welcome aboard', 'Lena Fischer'), await openNumber(lena, 'Glad to be here', 'Mara Lindqvist')]
  expect(mine.replace(/\D/g, '')).toMatch(/^\d{60}$/)
  expect(hers).toBe(mine)
  await button(mara, 'Close').click()
  await button(lena, 'Mark as verified').click()
  await lena.getByText(/^You verified this person/).waitFor()
  await button(lena, 'Close').click()
  await rowOf(lena, 'Glad to be here').getByRole('button', { name: 'Mara Lindqvist' }).first().click()
  await lena.locator('.person-card').getByText(/^You verified this person/).waitFor()
  await lena.locator('.person-card').getByText('Online now').waitFor()
  await lena.keyboard.press('Escape')
})

test('a number that changed while it was compared is said to have, and compared again', async () => {
  const before = await openNumber(mara, 'Welcome aboard', 'Lena Fischer')
  const { client, socket } = await connectWindow(host.uiUrl)
  const { link: own } = await client.team.addDevice()
  socket.terminate()
  const second = await serveChild()
  await second.cli('join', own)
  await mara.getByRole('alert').getByText('The number changed while you compared it, because a device was added or removed. Begin again with the new one.').waitFor()
  expect(await mara.locator('.safety__digits').innerText()).not.toBe(before)
  expect(await button(mara, 'Mark as verified').count()).toBe(0)
  await button(mara, 'Compare again').click()
  await mara.getByRole('alert').waitFor({ state: 'detached' })
  await button(mara, 'Mark as verified').click()
  await mara.getByText(/^You verified this person/).waitFor()
  await button(mara, 'Close').click()
  await second.stop()
})

const hooks = { url: '' }

test('a member may have a webhook of their own, which posts for everybody', async () => {
  const { client, socket } = await connectWindow(host.uiUrl)
  await client.settings.set({ key: 'integrations.managedBy', value: 'members' })
  socket.terminate()
  const hers = await connectWindow(guest.uiUrl)
  await expect.poll(async () => (await hers.client.settings.get({ key: 'integrations.managedBy' })).value).toBe('members')
  const { addresses } = await hers.client.hooks.create({ channel: 'town-square', name: 'Backup', dialects: ['any'] })
  hers.socket.terminate()
  hooks.url = addresses[0]!.url
  await post(hooks.url, 'Backup of monday is done')
  await rowOf(lena, 'Backup of monday').getByText('Webhook · not E2EE').waitFor()
})

const unreadTown = (page: Page): Locator => page.locator('.nav__row.is-unread').filter({ has: page.getByText('town-square', { exact: true }) })

async function post(url: string, text: string): Promise<void> {
  expect((await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text }) })).status).toBe(200)
}

test('without the host all can be read, what is written waits in sight, and goes out once and in order', async () => {
  const ended = new Promise((resolve) => host.process.once('exit', resolve))
  host.process.kill('SIGKILL')
  await ended
  await mara.getByText(`Not connected to 127.0.0.1:${port}.`).waitFor({ timeout: 60_000 })
  const waiting = ['First while offline', 'Second while offline', 'Third while offline']
  for (const text of waiting) await write(mara, text)
  for (const text of waiting) await rowOf(mara, text).getByRole('img', { name: 'Waiting to send' }).waitFor()
  // What a webhook of hers posts meanwhile is unread until she has seen it, and read then.
  await go(mara, '/settings/team')
  await post(hooks.url, 'Backup of tuesday is done')
  await go(mara, '/threads')
  await unreadTown(mara).waitFor()
  await go(mara, '/channels/town-square')
  await rowOf(mara, 'Backup of tuesday').getByRole('img', { name: 'Waiting to send' }).waitFor()
  await unreadTown(mara).waitFor({ state: 'detached' })
  host = await serveChild({ dataFolder: folders[0] })
  await lena.goto(host.uiUrl)
  await lena.reload()
  await go(lena, '/channels/town-square')
  await button(mara, 'Try now').click({ timeout: 5000 }).catch(() => undefined)
  await expect.poll(() => texts(lena), { timeout: 60_000 }).toEqual(['Welcome aboard, Mara', 'Glad to be here', 'Backup of monday is done', ...waiting, 'Backup of tuesday is done'])
  await mara.getByText(/^Not connected to/).waitFor({ state: 'detached' })
  await expect.poll(() => mara.getByRole('img', { name: 'Waiting to send' }).count()).toBe(0)
  expect(await texts(mara)).toEqual(await texts(lena))
})

test('who is removed keeps what is there, is told, and gets nothing new', async () => {
  await rowOf(lena, 'Glad to be here').getByRole('button', { name: 'Mara Lindqvist' }).first().click()
  await lena.locator('.person-card').getByRole('button', { name: 'Message' }).click()
  await lena.getByRole('textbox', { name: 'Message Mara Lindqvist' }).waitFor()
  await write(lena, 'Just us two')
  await go(lena, '/settings/workspace')
  await button(lena, 'Remove from workspace… Mara Lindqvist').click()
  await lena.getByRole('alertdialog').getByText(/no new message from this moment on.*The webhook \u2068Backup\u2069 lives there and stops for good\.$/).waitFor()
  await lena.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await mara.getByRole('alert').getByText('You were removed from this workspace. Its public channels and your conversations stay readable here; nothing new arrives.').waitFor({ timeout: 60_000 })
  await mara.locator('.composer__closed').waitFor()
  await go(lena, '/channels/town-square')
  await write(lena, 'Now among ourselves')
  await rowOf(lena, 'Now among ourselves').waitFor()
  await rowOf(mara, 'Glad to be here').waitFor()
  expect(await texts(mara)).not.toContain('Now among ourselves')
})

test('a conversation with who was removed keeps their name, and nothing can be written there', async () => {
  await lena.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Mara Lindqvist' }).click()
  await lena.getByText('Mara Lindqvist does not belong to this workspace any more.').waitFor()
  await rowOf(lena, 'Just us two').waitFor()
  await go(lena, '/channels/town-square')
  await rowOf(lena, 'Glad to be here').getByRole('button', { name: 'Mara Lindqvist' }).first().click()
  await lena.getByText('Mara Lindqvist (@mara) does not belong to this workspace any more.').waitFor()
  await lena.keyboard.press('Escape')
})

test('who was removed is brought back with a link', async () => {
  await go(lena, '/settings/workspace')
  await button(lena, 'Bring back… Mara Lindqvist').click()
  await lena.getByRole('dialog', { name: 'A link that brings Mara Lindqvist back' }).waitFor()
  const way = await lena.locator('.linkonce__link').innerText()
  await button(lena, 'Done').click()
  const folder = makeDataFolder()
  const back = await serveChild({ dataFolder: folder })
  await back.cli('join', way)
  await button(lena, 'Remove from workspace… Mara Lindqvist').waitFor()
  expect(await button(lena, 'Bring back… Mara Lindqvist').count()).toBe(0)
  await back.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('nothing was reported as an error', () => expect(problems.flat().filter((problem) => !/WebSocket|ERR_CONNECTION/.test(problem))).toEqual([]))
