/** What Hookline is for, from the first page to a tool's message with its BOT label and its yellow badge. */
import { execFileSync } from 'node:child_process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWindow, shareBrowser, serveChild, type Served } from '../helpers/browser.ts'

let browser: Browser
let served: Served
let page: Page
let problems: string[]

beforeAll(async () => {
  browser = await shareBrowser()
  served = await serveChild()
  ;({ page, problems } = await openWindow(browser, served.uiUrl))
})
afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

test('first run asks for two names, prefilled, and shows the two channels', async () => {
  await expect.poll(() => page.getByLabel('Workspace name').inputValue()).toBe('My team')
  await expect.poll(() => page.getByLabel('Your name').inputValue()).not.toBe('')
  await expect.poll(() => new URL(page.url()).hash).not.toContain('key')
  await page.getByLabel('Workspace name').fill('Tidewater')
  await page.getByLabel('Your name').fill('Lena Fischer')
  await page.getByRole('button', { name: 'Create workspace' }).click()
  await page.getByRole('link', { name: 'town-square' }).waitFor()
  await page.getByRole('link', { name: 'off-topic' }).waitFor()
  await expect.poll(() => served.cli('people', 'list'), { timeout: 60_000 }).toMatchObject([{ username: 'lena.fischer', displayName: 'Lena Fischer', role: 'owner' }])
})

test('the + beside the workspace name leads to a webhook, whose pasted curl line posts', async () => {
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await page.getByRole('menuitem', { name: /Integrations/ }).click()
  await page.getByText('No tool posts here yet').waitFor()
  await page.getByRole('link', { name: 'Add incoming webhook' }).or(page.getByRole('button', { name: 'Add incoming webhook' })).first().click()
  await page.getByRole('button', { name: 'Create webhook' }).click()
  await page.getByText('A valid channel is required').waitFor()
  await page.getByLabel('Name', { exact: true }).fill("Lena's deploys")
  await page.getByLabel('Channel', { exact: true }).selectOption({ label: '# town-square' })
  await page.getByRole('button', { name: /^Mattermost/ }).or(page.getByRole('radio', { name: /^Mattermost/ })).first().click()
  await page.getByRole('button', { name: 'Create webhook' }).click()
  await page.getByRole('heading', { name: /is ready$/ }).waitFor()

  await page.getByRole('button', { name: 'Copy address' }).click()
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(copied).toMatch(new RegExp(`^${served.hooksUrl}/hooks/[a-z0-9]{26}$`))
  const address = await copied()
  await page.getByRole('button', { name: 'Copy snippet' }).click()
  await expect.poll(copied).not.toBe(address)
  const line = await copied()
  expect(line).toContain(address)
  const answer = execFileSync('sh', ['-c', line], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n[\s\S]*\r\n\r\nok$/)
  await page.getByText('It arrived in').waitFor()
})

test('the message stands in the channel with BOT and the yellow badge, and says so to a screen reader', async () => {
  await page.getByRole('button', { name: 'Show in channel' }).or(page.getByRole('link', { name: 'Show in channel' })).first().click()
  const row = page.getByRole('article').filter({ hasText: "Hello from Lena's deploys" })
  await row.waitFor()
  await expect.poll(() => row.getByText('BOT', { exact: true }).isVisible()).toBe(true)
  const badge = row.getByRole('button', { name: 'Webhook, not end-to-end encrypted' })
  await expect.poll(() => badge.innerText()).toBe('Webhook · not E2EE')
  await expect.poll(() => badge.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(255, 223, 107)')
  await expect.poll(() => row.getAttribute('aria-label')).toMatch(/^webhook, BOT, webhook, not end-to-end encrypted/i)
  await badge.click()
  await page.getByText('Not end-to-end encrypted').waitFor()
  await page.keyboard.press('Escape')
})

test('a post is on screen within 100 ms of its 200', async () => {
  const { addresses } = (await served.cli('hooks', 'create', '--channel', 'town-square', '--name', 'timing', '--dialect', 'mattermost')) as { addresses: { mattermost: string } }
  const delays: number[] = []
  for (let round = 0; round < 9; round += 1) {
    const text = `timing round ${round}`
    const watched = await page.evaluateHandle((wanted) => {
      const log = document.querySelector<HTMLElement>('[role="log"]')!
      const shown = new Promise<number>((resolve) => {
        const look = () => (log.innerText.includes(wanted) ? resolve(Date.now()) : requestAnimationFrame(look))
        look()
      })
      return { shown }
    }, text)
    await fetch(addresses.mattermost, { method: 'POST', body: JSON.stringify({ text }) })
    const answeredAt = Date.now()
    delays.push((await watched.evaluate(({ shown }) => shown)) - answeredAt)
  }
  expect(delays.sort((a, b) => a - b)[4]).toBeLessThanOrEqual(100)
})

test('I write, and a reload keeps everything', async () => {
  const box = page.getByPlaceholder('Message #town-square')
  await box.fill('It **works** :tada:')
  await box.press('Enter')
  const mine = page.getByRole('article').filter({ hasText: 'It works 🎉' })
  await mine.waitFor()
  expect(await mine.getByText('BOT', { exact: true }).count()).toBe(0)
  await page.reload()
  await page.getByRole('article').filter({ hasText: 'It works 🎉' }).waitFor()
  await page.getByRole('article').filter({ hasText: "Hello from Lena's deploys" }).waitFor()
})

test('nothing was reported as an error or a policy violation', () => expect(problems).toEqual([]))
