/** The inspector: what a request carried and became, live and paused, searched, by keyboard, replayed, copied as curl; and requests to no webhook. */
import { execFileSync } from 'node:child_process'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWindow, shareBrowser, serveChild, type Served } from '../helpers/browser.ts'
import { post } from './post.ts'

let browser: Browser
let served: Served
let page: Page
let problems: string[]
let url: string
beforeAll(async () => {
  browser = await shareBrowser()
  served = await serveChild()
  await served.cli('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
  const made = (await served.cli('hooks', 'create', '--channel', 'town-square', '--name', 'grafana-prod', '--dialect', 'slack')) as { id: string; addresses: { slack: string } }
  url = made.addresses.slack
  // A replay is to be a message of its own here, not one more of the same.
  await served.cli('hooks', 'update', made.id, '--no-count-repeats')
  expect(await post(url, { text: 'first of all' })).toBe(200)
  ;({ page, problems } = await openWindow(browser, served.uiUrl))
  await page.goto(`${new URL(page.url()).origin}/#/integrations/incoming/${made.id}`)
})
afterAll(async () => {
  await served?.stop()
  await browser?.close()
})

const requests = (): Locator => page.getByRole('list', { name: 'Requests' })
const rows = (): Locator => requests().getByRole('button', { name: /^\d{3}/ })
const carried = (): Locator => page.getByRole('region', { name: 'What it carried' })
const focusedText = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '')

test('a refused request: its body with the line that it was refused for, its headers, its times, and what it would become', async () => {
  const answer = await fetch(`${url}?key=hush`, { method: 'POST', headers: { Authorization: 'Bearer hush', 'X-Deploy': '42' }, body: JSON.stringify({ text: '*Resolved* 5xx', username: 'Grafana', channel: '#nowhere' }) })
  expect(answer.status).toBeGreaterThanOrEqual(400)
  await requests().getByRole('button', { name: /no such channel/ }).click()
  await expect.poll(() => carried().locator('.is-marked').innerText()).toMatch(/"channel": "#nowhere"/)
  await page.getByRole('region', { name: 'What it would become' }).getByText('Resolved').waitFor()
  await carried().getByRole('button', { name: 'Headers' }).click()
  await expect.poll(() => carried().innerText()).toMatch(/X-Deploy\s+42/i)
  expect(await carried().innerText()).toMatch(/Authorization\s+hidden[\s\S]*key\s+hidden/i)
  expect(await page.content()).not.toContain('hush')
  await carried().getByRole('button', { name: 'Timing' }).click()
  await carried().getByText('Body arrived').waitFor()
  await carried().getByRole('button', { name: 'Body', exact: true }).click()
})

test('copied as curl it is the request without its address, and says so; with the address it posts', async () => {
  await page.getByRole('button', { name: /Posted to #\s+town-square/ }).first().click()
  await carried().getByText('first of all').waitFor()
  await page.getByRole('button', { name: 'Copy as curl' }).click()
  await page.getByText(`only its end, ${url.slice(-4)}, is known here`).waitFor()
  const command = await page.evaluate(() => navigator.clipboard.readText())
  expect(command).not.toContain(url.slice(-12))
  const whole = command.replace(/^HOOK_URL=.*$/m, `HOOK_URL='${url}'`)
  expect(execFileSync('sh', ['-c', whole], { encoding: 'utf8' })).toMatch(/^HTTP\/1\.1 200/)
})

test('replayed, it posts again and the new request is open', async () => {
  await expect.poll(() => rows().count()).toBe(3)
  await page.getByRole('button', { name: 'Replay', exact: true }).click()
  await page.getByText('Replayed. Posted to # town-square').waitFor()
  await requests().getByRole('button', { name: /Replay: Posted to #\s+town-square/ }).waitFor()
  await expect.poll(() => requests().locator('[aria-current]').innerText()).toMatch(/Replay: Posted/)
  await page.getByRole('button', { name: 'Show the first request' }).click()
  await expect.poll(() => requests().locator('[aria-current]').innerText()).not.toMatch(/Replay:/)
})

test('what cannot be replayed says why', async () => {
  const before = await rows().count()
  expect(await post(url, { text: 'with a secret', token: 'hush' })).toBe(200)
  await expect.poll(() => rows().count()).toBe(before + 1)
  await rows().first().click()
  await page.getByText('a secret was taken out before it was kept').waitFor()
  expect(await page.getByRole('button', { name: 'Replay', exact: true }).isDisabled()).toBe(true)
  expect(await carried().innerText()).toContain('[hidden]')
})

test('paused, the list stands still and counts what came; going on, it is there', async () => {
  const before = await rows().count()
  await page.getByRole('button', { name: 'Pause the list' }).click()
  for (const text of ['while paused', 'again']) expect(await post(url, { text })).toBe(200)
  await page.getByText('Paused · 2 new').waitFor()
  expect(await rows().count()).toBe(before)
  await page.getByRole('button', { name: 'Go on live' }).click()
  await expect.poll(() => rows().count()).toBe(before + 2)
})

test('searched and filtered by the server, and still live', async () => {
  const search = page.getByRole('searchbox', { name: 'Search sender, reason, words' })
  await search.fill('nowhere')
  await expect.poll(() => rows().count()).toBe(1)
  expect(await post(url, { text: 'x', channel: '#nowhere-else' })).toBeGreaterThanOrEqual(400)
  await expect.poll(() => rows().count()).toBe(2)
  await search.fill('nothing says this')
  await requests().getByText('No request matches.').waitFor()
  await search.press('Escape')
  await page.getByRole('button', { name: /^Refused/ }).first().click()
  await expect.poll(() => rows().count()).toBe(2)
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await expect.poll(() => rows().count()).toBeGreaterThan(5)
})

test('by keyboard: arrows move, Enter opens and goes there, Esc comes back', async () => {
  await rows().first().focus()
  await page.keyboard.press('ArrowDown')
  const second = await rows().nth(1).innerText()
  expect(await focusedText()).toBe(await rows().nth(1).textContent())
  await page.keyboard.press('Enter')
  await expect.poll(() => requests().locator('[aria-current]').innerText()).toBe(second)
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('The open request')
  await page.keyboard.press('Escape')
  await expect.poll(focusedText).toBe(await rows().nth(1).textContent())
  await page.keyboard.press('End')
  expect(await focusedText()).toBe(await rows().last().textContent())
})

test('in a flood the list still comes to show all of the newest, in their order', async () => {
  const made = (await served.cli('hooks', 'create', '--channel', 'off-topic', '--name', 'storm', '--dialect', 'mattermost', '--no-count-repeats', '--per-minute', 'unlimited')) as { id: string; addresses: { mattermost: string } }
  const address = page.url()
  await page.goto(`${new URL(address).origin}/#/integrations/incoming/${made.id}`)
  await page.getByRole('heading', { level: 1, name: 'storm' }).waitFor()
  const bodies = Array.from({ length: 400 }, (_, number) => ({ text: `${number}` }))
  const lane = async (): Promise<void> => {
    for (let body = bodies.shift(); body; body = bodies.shift()) await post(made.addresses.mattermost, body)
  }
  await Promise.all([lane(), lane(), lane()])
  await post(made.addresses.mattermost, { text: 'late', channel: 'nowhere' })
  // As many as the list holds, without a gap.
  await expect.poll(() => rows().count()).toBe(200)
  const kept = (await served.cli('verdicts', 'list', '--hook', made.id, '--limit', '200')) as { detail: string; status: number }[]
  await expect.poll(async () => (await rows().allInnerTexts()).map((text) => text.includes('no such channel'))).toEqual(kept.map(({ status }) => status >= 400))
  await page.goto(address)
  await page.getByRole('heading', { level: 1, name: 'grafana-prod' }).waitFor()
})

test('requests to no webhook: counted for their sender, with what to do', async () => {
  await page.getByRole('link', { name: 'Requests to no webhook' }).click()
  await page.getByRole('heading', { name: 'Every request found its webhook' }).waitFor()
  for (const end of ['aaaa', 'bbbb']) await fetch(`${url.slice(0, -4)}${end}`, { method: 'POST', headers: { 'User-Agent': 'old-cron/1' }, body: '{}' })
  const row = page.getByRole('row').filter({ hasText: 'old-cron/1' })
  await expect.poll(() => row.innerText()).toMatch(/Someone posts to an old URL[\s\S]*Slack[\s\S]*127\.0\.0\.1[\s\S]*2/)
  expect(problems.filter((problem) => !problem.includes('net::'))).toEqual([])
})

test('while the server is away the list stays, and says that it is not live', async () => {
  await page.goBack()
  await rows().first().waitFor()
  await served.stop()
  await page.getByText(/Connection lost/).first().waitFor()
  await expect.poll(() => page.getByText('Live', { exact: true }).count()).toBe(0)
  expect(await rows().count()).toBeGreaterThan(5)
})
