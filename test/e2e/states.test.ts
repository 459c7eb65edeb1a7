/** The window when something is missing: nothing there yet, nothing loaded yet, no server, no port, no key. */
import { rmSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWindow, shareBrowser, serveChild, type Served } from '../helpers/browser.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import { post } from './post.ts'

let browser: Browser

beforeAll(async () => {
  browser = await shareBrowser()
})
afterAll(() => browser?.close())

async function withServed(args: Parameters<typeof serveChild>[0], run: (served: Served) => Promise<void>): Promise<void> {
  const served = await serveChild(args)
  try {
    await served.cli('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
    await run(served)
  } finally {
    await served.stop()
  }
}

const portOf = (url: string): number => Number(new URL(url).port)
const isVisible = (page: Page, label: string): Promise<boolean> => page.getByLabel(label).locator('span').first().evaluate((bone) => getComputedStyle(bone).visibility === 'visible')

test('an empty channel says what can be done, and its webhook form knows the channel', () =>
  withServed({}, async ({ uiUrl }) => {
    const { page, problems } = await openWindow(browser, uiUrl)
    await page.getByRole('button', { name: 'New', exact: true }).click()
    await page.getByRole('menuitem', { name: 'New channel' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Release Room')
    await page.getByRole('button', { name: 'Create channel' }).click()
    await page.getByRole('heading', { name: 'This is the start of #\u00a0release-room' }).waitFor()
    await page.getByRole('link', { name: 'Add a webhook' }).click()
    const channel = page.getByLabel('Channel', { exact: true })
    await expect.poll(() => channel.locator('option:checked').innerText()).toBe('# release-room')
    await page.reload()
    await expect.poll(() => channel.locator('option:checked').innerText()).toBe('# release-room')
    await page.getByLabel('Name', { exact: true }).fill('deploy')
    await page.getByRole('button', { name: 'Create webhook' }).click()
    await page.getByText('It posts to # release-room.').waitFor()
    await page.context().close()
    expect(problems).toEqual([])
  }))

test('while messages load there is nothing for 150 ms, then bones in their place', () =>
  withServed({}, async ({ uiUrl, cli }) => {
    await cli('post', 'here I am', '--channel', 'off-topic')
    const { page } = await openWindow(browser, 'about:blank')
    let hold = false
    const held: (() => void)[] = []
    await page.routeWebSocket(/\/rpc$/, (socket) => {
      const server = socket.connectToServer()
      server.onMessage((message) => void (hold ? held.push(() => socket.send(message)) : socket.send(message)))
    })
    // The clock of animations stands still until it is moved by hand.
    const cdp = await page.context().newCDPSession(page)
    await page.goto(uiUrl)
    await page.getByPlaceholder(/^Message #/).waitFor()
    await cdp.send('Animation.enable')
    await cdp.send('Animation.setPlaybackRate', { playbackRate: 0 })
    hold = true
    await page.getByRole('link', { name: 'off-topic' }).click()
    await page.getByLabel('Loading messages').waitFor({ state: 'attached' })
    expect(await isVisible(page, 'Loading messages')).toBe(false)
    const delays = await page.getByLabel('Loading messages').locator('span').first().evaluate((bone) => getComputedStyle(bone).animationDelay)
    expect(delays).toBe('0.15s')
    await cdp.send('Animation.setPlaybackRate', { playbackRate: 1 })
    await expect.poll(() => isVisible(page, 'Loading messages')).toBe(true)
    hold = false
    for (const release of held) release()
    await page.getByRole('article').filter({ hasText: 'here I am' }).waitFor()
    await expect.poll(() => page.getByLabel('Loading messages').count()).toBe(0)
    await page.context().close()
  }))

test('what is written while the server is away is sent once, when it is back and the tab has a fresh key', async () => {
  const dataFolder = makeDataFolder()
  const first = await serveChild({ dataFolder })
  let second: Served | undefined
  try {
    await first.cli('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
    const { page } = await openWindow(browser, first.uiUrl)
    const box = page.getByPlaceholder('Message #town-square')
    await page.getByRole('link', { name: 'town-square' }).click()
    await box.fill('before')
    await box.press('Enter')
    await expect.poll(() => page.getByRole('article').filter({ hasText: 'before' }).getAttribute('aria-busy')).toBeNull()

    const ended = new Promise((resolve) => first.process.once('exit', resolve))
    first.process.kill('SIGKILL')
    await ended
    await page.getByText(/^Connection lost at .*You can keep writing/).waitFor()
    await box.fill('while away')
    await box.press('Enter')
    await page.getByRole('article').filter({ hasText: 'while away' }).getByText('Waiting to send').waitFor()

    second = await serveChild({ dataFolder, hooksPort: portOf(first.hooksUrl), uiPort: portOf(first.uiUrl) })
    // Keys end with the program that made them.
    await page.getByRole('heading', { name: 'This window is not connected' }).waitFor()
    const { url } = (await second.cli('open')) as { url: string }
    await page.goto(url)
    await page.getByRole('link', { name: 'town-square' }).click()
    const row = page.getByRole('article').filter({ hasText: 'while away' })
    await expect.poll(() => row.getAttribute('aria-busy')).toBeNull()
    await expect.poll(() => row.count()).toBe(1)
    await expect.poll(() => page.getByText(/^Connection lost/).count()).toBe(0)
    const stored = (await second.cli('messages', 'list', '--channel', 'town-square')) as { messages: { text: string }[] } | { text: string }[]
    const texts = (Array.isArray(stored) ? stored : stored.messages).map((message) => message.text)
    expect(texts).toEqual(['before', 'while away'])
    await page.context().close()
  } finally {
    first.process.kill('SIGKILL')
    await second?.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
})

test('a tab that is given another person’s key begins anew: what waited to be sent is not sent as theirs', async () => {
  const dataFolder = makeDataFolder()
  const first = await serveChild({ dataFolder })
  let second: Served | undefined
  try {
    await first.cli('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
    await first.cli('people', 'create', '--username', 'priya', '--display-name', 'Priya Raman')
    const { page } = await openWindow(browser, first.uiUrl)
    await page.getByRole('link', { name: 'town-square' }).click()
    const box = page.getByPlaceholder('Message #town-square')
    await box.waitFor()
    const ended = new Promise((resolve) => first.process.once('exit', resolve))
    first.process.kill('SIGKILL')
    await ended
    await page.getByText(/^Connection lost at /).waitFor()
    await box.fill('from Lena')
    await box.press('Enter')
    await box.fill('Lena’s draft')
    second = await serveChild({ dataFolder, hooksPort: portOf(first.hooksUrl), uiPort: portOf(first.uiUrl), as: 'priya' })
    await page.getByRole('heading', { name: 'This window is not connected' }).waitFor()
    await page.goto(second.uiUrl)
    await page.getByRole('link', { name: 'town-square' }).click()
    await expect.poll(() => page.getByPlaceholder('Message #town-square').inputValue()).toBe('')
    const stored = JSON.stringify(await second.cli('messages', 'list', '--channel', 'town-square'))
    expect(stored).not.toContain('from Lena')
    const mine = await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('hookline.outbox.')).map((name) => localStorage.getItem(name)))
    expect(mine).toEqual([expect.stringContaining('from Lena')])
    await page.context().close()
  } finally {
    first.process.kill('SIGKILL')
    await second?.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
})

test('a taken port is said in red, chat goes on, and Try again listens once the port is free', async () => {
  const blocker: Server = createServer()
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
  const { port } = blocker.address() as AddressInfo
  await withServed({ hooksPort: port }, async ({ uiUrl, cli }) => {
    const { page } = await openWindow(browser, uiUrl)
    const status = page.getByRole('status', { name: 'Listener' })
    await status.getByText(`Port ${port} · not listening`).waitFor()
    const colour = () => status.evaluate((line) => getComputedStyle(line).color)
    const red = await colour()
    await page.getByText(/^Tools cannot post:/).waitFor()
    await page.getByRole('link', { name: 'town-square' }).click()
    const box = page.getByPlaceholder('Message #town-square')
    await box.fill('chat goes on')
    await box.press('Enter')
    await page.getByRole('article').filter({ hasText: 'chat goes on' }).waitFor()

    await page.getByRole('button', { name: 'Try again' }).first().click()
    await status.getByText(`Port ${port} · not listening`).waitFor()
    await new Promise((resolve) => blocker.close(resolve))
    // The first try may have outlived the blocker; then there is no button any more.
    const listening = status.getByText(`Only this computer · ${port}`)
    const tryAgain = page.getByRole('button', { name: 'Try again' }).first()
    await tryAgain.or(listening).first().waitFor()
    await tryAgain.click({ timeout: 2000 }).catch(() => listening.waitFor())
    await listening.waitFor()
    await expect.poll(colour).not.toBe(red)
    await expect.poll(() => page.getByText(/^Tools cannot post:/).count()).toBe(0)
    const { addresses } = (await cli('hooks', 'create', '--channel', 'town-square', '--name', 'ci', '--dialect', 'mattermost')) as { addresses: { mattermost: string } }
    expect(await post(addresses.mattermost, { text: 'listening again' })).toBe(200)
    await page.getByRole('article').filter({ hasText: 'listening again' }).waitFor()
    await page.context().close()
  }).finally(() => blocker.close())
})

test('no key and a wrong key are told how to get one', () =>
  withServed({}, async ({ uiUrl }) => {
    for (const fragment of ['', '#key=wrong-wrong-wrong-wrong-wrong-wrong-wrong-wro']) {
      const { page } = await openWindow(browser, `${new URL(uiUrl).origin}/${fragment}`)
      await page.getByRole('heading', { name: 'This window is not connected' }).waitFor()
      await page.getByText('hookline open').waitFor()
      expect(page.url()).not.toContain('key')
      await page.context().close()
    }
  }))

test('the address of "hookline open" opens one window, which may be reloaded', () =>
  withServed({}, async ({ cli }) => {
    const { url } = (await cli('open')) as { url: string }
    const first = await openWindow(browser, url)
    await first.page.getByRole('link', { name: 'town-square' }).waitFor()
    expect(first.page.url()).not.toContain('key')
    const second = await openWindow(browser, url)
    await second.page.getByRole('heading', { name: 'This window is not connected' }).waitFor()
    await first.page.reload()
    await first.page.getByRole('link', { name: 'town-square' }).waitFor()
    await first.page.context().close()
    await second.page.context().close()
  }))
