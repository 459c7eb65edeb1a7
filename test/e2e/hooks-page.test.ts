/** Managing webhooks by hand: the list and its switch, requests as they arrive, addresses, settings, deletion, and who may not. */
import { rmSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInlineClient } from '#server/rpc/router.ts'
import { serve, type Serving } from '../../src/main/headless/serve.ts'
import { openWindow, shareBrowser, serveChild, type Served } from '../helpers/browser.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import { post } from './post.ts'

let browser: Browser

beforeAll(async () => {
  browser = await shareBrowser()
})
afterAll(() => browser?.close())

const openIntegrations = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Integrations' }).click()
  await page.getByRole('main').getByRole('link', { name: /^Incoming webhooks/ }).click()
}
const readClipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
const isFocused = (element: Locator): Promise<boolean> => element.evaluate((node) => node === document.activeElement)

describe('as an admin', () => {
  let served: Served
  let page: Page
  let problems: string[]
  let url: string

  beforeAll(async () => {
    served = await serveChild()
    await served.cli('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
    const made = (await served.cli('hooks', 'create', '--channel', 'town-square', '--name', 'ci-nightly', '--dialect', 'mattermost')) as { addresses: { mattermost: string } }
    url = made.addresses.mattermost
    ;({ page, problems } = await openWindow(browser, served.uiUrl))
    await openIntegrations(page)
  })
  afterAll(() => served?.stop())

  test('the list says who posts where, and counts as requests come', async () => {
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'ci-nightly', exact: true }) })
    await row.waitFor()
    await expect.poll(() => row.innerText()).toMatch(/ci-nightly[\s\S]*town-square[\s\S]*Lena Fischer[\s\S]*Mattermost[\s\S]*0[\s\S]*never/)
    expect(await post(url, { text: 'counted' })).toBe(200)
    await row.getByText('just now').waitFor()
    await page.getByText('1 request on record').waitFor()
  })

  test('switched off it refuses, switched on it posts again', async () => {
    const onOff = page.getByRole('switch', { name: 'ci-nightly is on' })
    await onOff.click()
    await expect.poll(() => post(url, { text: 'while off' })).toBe(400)
    await expect.poll(() => onOff.getAttribute('aria-checked')).toBe('false')
    await onOff.click()
    await expect.poll(() => post(url, { text: 'on again' })).toBe(200)
  })

  test('requests arrive by themselves, and a refused one says why in words', async () => {
    await page.getByRole('link', { name: 'ci-nightly', exact: true }).click()
    const requests = page.getByRole('list', { name: 'Requests' })
    await requests.getByText('Refused: the webhook is off').first().waitFor()
    expect(await post(url, '{"text": "half')).toBe(400)
    await requests.getByRole('button', { name: /Refused: not valid JSON/ }).click()
    const verdict = page.getByRole('status').filter({ hasText: 'Refused: not valid JSON' })
    await verdict.getByText(/^The JSON cannot be read.*The sender was told 400\.$/).waitFor()
    await expect.poll(() => page.getByRole('list', { name: 'How far it came' }).innerText()).toMatch(/Received[\s\S]*Address[\s\S]*Read\s+stopped here[\s\S]*Channel\s+not reached/)
    await page.getByRole('button', { name: 'Posted', exact: true }).click()
    await expect.poll(() => requests.getByText(/^Refused/).count()).toBe(0)
    await page.getByRole('button', { name: /^Refused/ }).first().click()
    await expect.poll(() => requests.getByText(/^Posted to/).count()).toBe(0)
    await page.getByRole('button', { name: 'All', exact: true }).click()
    await requests.getByText(/^Refused/).first().waitFor()
    await requests.getByText(/^Posted to/).first().waitFor()
  })

  test('a posted request shows the message that it became', async () => {
    const posted = page.getByRole('list', { name: 'Requests' }).getByRole('button', { name: /Posted to #\s+town-square/ })
    const before = await posted.count()
    expect(await post(url, { text: 'look **here**', username: 'Nightly' })).toBe(200)
    await expect.poll(() => posted.count()).toBe(before + 1)
    await posted.first().click()
    const message = page.getByRole('article').filter({ hasText: 'look here' })
    await message.waitFor()
    await expect.poll(() => message.innerText()).toMatch(/Nightly\s+BOT\s+Webhook · not E2EE\s+via ci-nightly/)
  })

  const addressRow = (secret: string): Locator => page.getByRole('row').filter({ hasText: `•••• ${secret.slice(-4)}` })
  const openAddressMenu = (secret: string): Promise<void> => page.getByRole('button', { name: `More for the address ending in ${secret.slice(-4)}` }).click()
  /** Takes the address from the dialog that shows it. */
  async function copyAndClose(): Promise<string> {
    await page.evaluate(() => navigator.clipboard.writeText(''))
    await page.getByRole('button', { name: 'Copy address' }).click()
    await expect.poll(() => readClipboard(page)).not.toBe('')
    const address = await readClipboard(page)
    await page.getByRole('button', { name: 'Done' }).click()
    return address
  }

  test('an added address is shown once and is nowhere after a reload', async () => {
    await page.getByRole('tab', { name: 'Addresses' }).click()
    await page.getByRole('button', { name: 'Add address' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: /^Slack/ }).click()
    await dialog.getByLabel('Label').fill('Grafana')
    await dialog.getByRole('button', { name: 'Add address' }).click()
    await page.getByRole('heading', { name: 'New Slack address' }).waitFor()
    const address = await copyAndClose()
    expect(await post(address, { text: 'in the shape of Slack' })).toBe(200)
    await expect.poll(() => addressRow(address).innerText()).toMatch(/Slack[\s\S]*Grafana[\s\S]*Valid/)
    await page.reload()
    await page.getByRole('tab', { name: 'Addresses' }).click()
    await addressRow(address).waitFor()
    expect(await page.content()).not.toContain(address.split('/').at(-1))
    expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(address.split('/').at(-1))
  })

  test('after a rotation with overlap both addresses work, after one without only the new one', async () => {
    await openAddressMenu(url)
    await page.getByRole('menuitem', { name: 'Rotate…' }).click()
    await page.getByRole('button', { name: 'After 1 hour' }).click()
    await page.getByText('Both addresses work for an hour').waitFor()
    await page.getByRole('button', { name: 'Rotate', exact: true }).click()
    await page.getByText(/works until/).waitFor()
    const second = await copyAndClose()
    expect([await post(url, { text: 'old' }), await post(second, { text: 'new' })]).toEqual([200, 200])
    await addressRow(url).getByText(/^Until (today|tomorrow)/).waitFor()

    await openAddressMenu(second)
    await page.getByRole('menuitem', { name: 'Rotate…' }).click()
    await page.getByRole('button', { name: 'Rotate', exact: true }).click()
    await page.getByText(/has ended/).waitFor()
    const third = await copyAndClose()
    expect([await post(second, { text: 'old' }), await post(third, { text: 'new' })]).toEqual([400, 200])
  })

  test('removing asks first, with the focus on Cancel', async () => {
    await openAddressMenu(url)
    await page.getByRole('menuitem', { name: 'Remove…' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText(`•••• ${url.slice(-4)}?`).waitFor()
    await expect.poll(() => isFocused(dialog.getByRole('button', { name: 'Cancel' }))).toBe(true)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(await post(url, { text: 'still there' })).toBe(200)
    await openAddressMenu(url)
    await page.getByRole('menuitem', { name: 'Remove…' }).click()
    await dialog.getByRole('button', { name: 'Remove address' }).click()
    // Behind it no row can be found by its role.
    await dialog.waitFor({ state: 'detached' })
    await addressRow(url).waitFor({ state: 'detached' })
    expect(await post(url, { text: 'gone' })).toBe(400)
  })

  test('settings are saved, and what is wrong is said at its field', async () => {
    await page.getByRole('tab', { name: 'Settings' }).click()
    const name = page.getByLabel('Name', { exact: true })
    await name.fill('')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Give the webhook a name').waitFor()
    await name.fill('ci-weekly')
    await page.getByLabel('Channel', { exact: true }).selectOption({ label: '# off-topic' })
    await page.getByRole('checkbox', { name: 'Lock to this channel' }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Settings are saved').waitFor()
    await page.getByRole('heading', { name: 'ci-weekly' }).waitFor()
    await expect.poll(() => served.cli('hooks', 'list'), { timeout: 60_000 }).toMatchObject([{ name: 'ci-weekly', channel: 'off-topic', locked: true }])
  })

  test('deleting names the effect in numbers; the messages stay', async () => {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Delete “ci-weekly”?' })
    await dialog.getByText(/requests on record\. Messages stay\.$/).waitFor()
    await expect.poll(() => isFocused(dialog.getByRole('button', { name: 'Cancel' }))).toBe(true)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    await dialog.getByRole('button', { name: 'Delete webhook' }).click()
    await page.getByText('No tool posts here yet').waitFor()
    await page.getByRole('link', { name: 'Back to the channel' }).click()
    await page.getByRole('link', { name: 'town-square' }).click()
    await page.getByRole('article').filter({ hasText: 'in the shape of Slack' }).waitFor()
    expect(problems).toEqual([])
  })
})

describe('as a member', () => {
  const dataFolder = makeDataFolder()
  let serving: Serving
  let page: Page

  beforeAll(async () => {
    const first = await serve({ dataFolder, hooksPort: 0 })
    const lena = createInlineClient(first.app.callAs(first.app.me))
    await lena.workspace.setUp({ workspaceName: 'Tidewater', displayName: 'Lena Fischer' })
    await lena.people.create({ username: 'priya', displayName: 'Priya Raman' })
    await lena.hooks.create({ channel: 'town-square', name: 'of-lena' })
    await lena.hooks.create({ channel: 'town-square', name: 'of-priya', owner: 'priya' })
    await first.stop()
    // In this process, because the owner changes a setting while the window is a member's.
    serving = await serve({ dataFolder, hooksPort: 0, as: 'priya' })
    ;({ page } = await openWindow(browser, serving.uiUrl))
    await page.getByRole('link', { name: 'town-square' }).waitFor()
  })
  afterAll(async () => {
    await serving?.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  const menuEntries = async (): Promise<string[]> => {
    await page.getByRole('button', { name: 'New', exact: true }).click()
    await page.getByRole('menuitem').first().waitFor()
    const entries = await page.getByRole('menuitem').locator('.grow').allInnerTexts()
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    return entries
  }

  test('the menu does not offer integrations, and the typed address says who may', async () => {
    expect(await menuEntries()).toEqual(['New channel', 'Direct message', 'Browse channels'])
    for (const path of ['incoming', 'incoming/new']) {
      await page.goto(`${new URL(page.url()).origin}/#/integrations/${path}`)
      await page.getByRole('heading', { name: 'Only admins manage webhooks here' }).waitFor()
    }
    await page.getByRole('link', { name: 'Back to the channels' }).click()
    await page.getByPlaceholder(/^Message #/).waitFor()
  })

  test('once members may, a member sees and makes webhooks of their own, without a reload', async () => {
    await createInlineClient(serving.app.callAs(serving.app.me)).settings.set({ key: 'integrations.managedBy', value: 'members' })
    await expect.poll(menuEntries).toEqual(['New channel', 'Direct message', 'Browse channels', 'Integrations'])
    await openIntegrations(page)
    await page.getByRole('link', { name: 'of-priya' }).waitFor()
    expect(await page.getByRole('link', { name: 'of-lena' }).count()).toBe(0)
  })
})
