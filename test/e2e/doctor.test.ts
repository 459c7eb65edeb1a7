/** The page Test of a webhook: the doctor finds what is wrong, mends it and looks again; a sample is sent and shown; a taken port is named. */
import { spawn } from 'node:child_process'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWindow, shareBrowser, readLine, serveChild, type Served } from '../helpers/browser.ts'

let browser: Browser
let served: Served
let page: Page
let problems: string[]
let hook: string
beforeAll(async () => {
  browser = await shareBrowser()
  served = await serveChild()
  await served.cli('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
  hook = ((await served.cli('hooks', 'create', '--channel', 'town-square', '--name', 'deploys', '--dialect', 'mattermost,slack')) as { id: string }).id
  ;({ page, problems } = await openWindow(browser, served.uiUrl))
  await page.goto(`${new URL(page.url()).origin}/#/integrations/incoming/${hook}`)
})
afterAll(async () => {
  await served?.stop()
  await browser?.close()
})

const check = (name: string): Locator => page.getByRole('list', { name: 'What was checked' }).getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) })

test('one click from the head: every check, in the order of a request, and that all is well', async () => {
  await page.getByRole('link', { name: 'Check', exact: true }).click()
  await page.getByText('All is well').waitFor()
  await expect.poll(() => page.getByRole('list', { name: 'What was checked' }).getByRole('listitem').count()).toBe(13)
  await check('Host').getByText(/went through/).waitFor()
})

test('a failing check has its button; pressed, it is mended and was looked at again', async () => {
  await served.cli('hooks', 'disable', hook)
  await page.getByText('One thing keeps posts from arriving').waitFor()
  await check('Switch').getByText('The webhook is switched off.').waitFor()
  await check('Switch').getByRole('button', { name: 'Switch on' }).click()
  await check('Switch').getByText('The webhook is on.').waitFor()
  await page.getByText('All is well').waitFor()
  expect(await served.cli('hooks', 'show', hook)).toMatchObject({ enabled: true })
})

test('its switch, moved in the window, has it examined once', async () => {
  let asked = 0
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => void (asked += Number(/hooks\/doctor/.test(payload.toString())))))
  await page.reload()
  await page.getByText('All is well').waitFor()
  const before = asked
  expect(before).toBeGreaterThan(0)
  for (const found of ['One thing keeps posts from arriving', 'All is well']) {
    await page.getByRole('switch', { name: /^deploys/ }).click()
    await page.getByText(found).waitFor()
  }
  await served.cli('hooks', 'show', hook)
  expect(asked - before).toBe(2)
})

test('what is only worth a look says so, and is mended by one click too', async () => {
  await page.goto(`${new URL(page.url()).origin}/#/channels/town-square`)
  await page.getByRole('link', { name: 'town-square' }).first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Mute' }).click()
  await page.goto(`${new URL(page.url()).origin}/#/integrations/incoming/${hook}/test`)
  await page.getByText('Posts arrive; one thing is worth a look').waitFor()
  await check('Notification').getByRole('button', { name: 'Unmute the channel' }).click()
  await page.getByText('All is well').waitFor()
})

test('a sample is sent to the address of a shape, and its verdict, message and ways to both are shown', async () => {
  const trial = page.getByRole('region', { name: 'Send a sample' })
  await trial.getByLabel('To the address').selectOption({ index: 1 })
  await trial.getByLabel('What', { exact: true }).selectOption('blocks')
  await expect.poll(() => trial.getByRole('group', { name: 'What is sent' }).innerText()).toMatch(/"type": "header"/)
  await trial.getByRole('button', { name: 'Send sample' }).click()
  const result = trial.getByRole('region', { name: 'What became of it' })
  await result.getByText('Posted to # town-square').waitFor()
  await result.getByText('Deploy of web 4.18').first().waitFor()
  await check('Requests').getByText(/The last request was accepted/).waitFor()
  await result.getByRole('link', { name: 'Show request' }).click()
  await page.getByText(/Hookline test/).first().waitFor()
  await page.goBack()
})

test('from the list, where something was refused', async () => {
  await served.cli('hooks', 'disable', hook)
  await page.getByRole('region', { name: 'Send a sample' }).getByRole('button', { name: /Send/ }).click()
  await page.getByRole('region', { name: 'What became of it' }).getByText(/the webhook is off/).first().waitFor()
  await served.cli('hooks', 'enable', hook)
  await page.goto(`${new URL(page.url()).origin}/#/integrations/incoming`)
  await page.getByRole('link', { name: 'Check deploys' }).click()
  await check('Requests').getByText(/The last request .* made no message/).waitFor()
})

test.skipIf(process.platform !== 'linux')('a taken port is named with its process across the page and by the doctor; freed, all goes on by itself', async () => {
  const other = spawn(process.execPath, ['-e', "const s = require('node:net').createServer(); s.listen(0, '127.0.0.1', () => console.log(s.address().port))"], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await readLine(other)
  await served.cli('settings', 'set', 'hooks.port', port)
  await page.getByRole('alert').or(page.getByRole('status')).filter({ hasText: `(process ${other.pid}) has port ${port}` }).first().waitFor()
  await check('Port').getByText(`(process ${other.pid}) has port ${port}`).waitFor()
  other.kill('SIGKILL')
  await check('Port').getByText(`Hookline listens on port ${port}.`).waitFor()
  await expect.poll(() => page.getByText(/keep(s)? posts from arriving/).count()).toBe(0)
  expect(problems.filter((problem) => !problem.includes('net::'))).toEqual([])
})
