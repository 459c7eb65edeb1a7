/** A flood as people see it: one message that says how often it came and opens to every time, and a backlog on the hook's page that they can clear. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWindow, shareBrowser, serveChild, type Served } from '../helpers/browser.ts'
import { post } from './post.ts'

let browser: Browser
let served: Served
let page: Page
let problems: string[]
let made: { id: string; addresses: { mattermost: string } }

beforeAll(async () => {
  browser = await shareBrowser()
  served = await serveChild()
  await served.cli('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
  made = (await served.cli('hooks', 'create', '--channel', 'town-square', '--name', 'uptime', '--dialect', 'mattermost', '--per-minute', '600')) as typeof made
  ;({ page, problems } = await openWindow(browser, served.uiUrl))
})
afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

test('forty-two times the same is one message that says so and opens to all of them', async () => {
  for (let time = 0; time < 42; time += 1) expect(await post(made.addresses.mattermost, { text: 'DiskPressure on runner-07' })).toBe(200)
  const row = page.getByRole('article', { name: /DiskPressure on runner-07/ })
  await expect.poll(() => row.count()).toBe(1)
  await row.getByText('×42').waitFor()
  expect(await row.getAttribute('aria-label')).toContain('42 times')
  await row.getByRole('button', { name: 'Show all 42' }).click()
  const times = page.getByRole('dialog', { name: '42 times' }).getByRole('list', { name: 'Every time' }).getByRole('listitem')
  await expect.poll(() => times.count()).toBe(42)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('what waits is told on the page of the webhook, and can be posted at once or discarded', async () => {
  await served.cli('hooks', 'update', made.id, '--per-minute', '1')
  for (let number = 0; number < 8; number += 1) expect(await post(made.addresses.mattermost, { text: `alert ${number}` })).toBe(200)
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Integrations' }).click()
  await page.getByRole('main').getByRole('link', { name: /^Incoming webhooks/ }).click()
  await page.getByRole('link', { name: 'uptime' }).click()
  const note = page.getByRole('status').filter({ hasText: 'Waiting:' })
  await note.waitFor()
  await note.getByRole('button', { name: 'Post all now' }).click()
  await note.waitFor({ state: 'detached' })
  await expect.poll(async () => ((await served.cli('messages', 'list', '--channel', 'town-square')) as { text: string }[]).filter(({ text }) => text.startsWith('alert')).length).toBe(8)
  await post(made.addresses.mattermost, { text: 'alert 8' })
  await note.getByRole('button', { name: 'Discard…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click()
  await page.getByText('Discarded while it waited').first().waitFor()
  expect(problems).toEqual([])
})
