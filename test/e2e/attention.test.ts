/** The overview of integrations says which webhooks need a look, as it happens, and leads to each of them. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shareBrowser } from '../helpers/browser.ts'
import { startReceiver, type Receiver } from '../helpers/receiver.ts'
import { goTo, startStage, type Client, type Stage } from './outgoing-stage.ts'
import { post } from './post.ts'

let browser: Browser
let receiver: Receiver

beforeAll(async () => {
  browser = await shareBrowser()
  receiver = await startReceiver()
})
afterAll(async () => {
  await receiver?.stop()
  await browser?.close()
})

const list = (page: Page): Locator => page.getByRole('main').getByRole('region', { name: /^Needs a look/ })
const row = (page: Page, name: string): Locator => list(page).getByRole('link').filter({ hasText: name })

async function makeHook(client: Client, name: string): Promise<string> {
  const { addresses } = await client.hooks.create({ name, channel: 'release-room', dialects: ['mattermost'] })
  return addresses[0]!.url
}

describe('as an admin', () => {
  let stage: Stage
  let page: Page
  let url: string

  beforeAll(async () => {
    stage = await startStage(browser, 'lena.fischer')
    ;({ page } = stage)
  })
  afterAll(() => stage?.stop())

  test('before there is a webhook nothing is said of them; with one, that all is well', async () => {
    await goTo(page, '/integrations')
    await page.getByText('No tool posts here yet.').waitFor()
    expect(await page.getByText('Needs a look').count()).toBe(0)
    url = await makeHook(stage.as('lena'), 'ci-nightly')
    await page.getByText('Nothing needs a look.').waitFor()
  })

  test('one that only refuses is failing, and one that refused something says how much', async () => {
    expect(await post(url, '{ not JSON')).toBe(400)
    await row(page, 'ci-nightly').getByText('Failing', { exact: true }).waitFor()
    await row(page, 'ci-nightly').getByText(/^Every request since today at \d\d:\d\d was refused\.$/).waitFor()
    expect(await post(url, { text: 'works again' })).toBe(200)
    await row(page, 'ci-nightly').getByText('1 of 2 requests in 7 days was refused.').waitFor()
    await row(page, 'ci-nightly').click()
    await page.getByRole('heading', { name: 'ci-nightly' }).waitFor()
    await page.goBack()
  })

  test('an outgoing one whose receiver fails stands there and in its list until it works', async () => {
    const client = stage.as('lena')
    receiver.answer = () => ({ status: 503 })
    const { subscription } = await client.subscriptions.create({ name: 'mirror', channels: ['release-room'], urls: [receiver.url], allow: [receiver.host] })
    await client.messages.post({ channel: 'release-room', text: 'goes out' })
    await row(page, 'mirror').getByText(/^Every attempt since today at \d\d:\d\d failed\.$/).waitFor()
    await goTo(page, '/integrations/outgoing')
    const listed = page.getByRole('row').filter({ hasText: 'mirror' })
    await listed.getByText('Failing', { exact: true }).waitFor()
    await goTo(page, `/integrations/outgoing/${subscription.id}`)
    await page.getByRole('banner').or(page.locator('.page__head')).getByText('Failing', { exact: true }).waitFor()
    await goTo(page, '/integrations')
    receiver.answer = () => ({ status: 200 })
    const { deliveries } = await client.deliveries.list({ subscriptionId: subscription.id })
    await client.deliveries.redeliver({ id: deliveries[0]!.id })
    await row(page, 'ci-nightly').waitFor()
    await expect.poll(() => row(page, 'mirror').count()).toBe(0)
  })

  test('what reached no webhook is one row, which leads to its page', async () => {
    await goTo(page, '/browse')
    for (const text of ['one', 'two']) expect(await post(url.replace(/[^/]+$/, 'x'.repeat(26)), { text })).toBe(400)
    await goTo(page, '/integrations')
    await row(page, 'Requests to no webhook').getByText('2', { exact: true }).waitFor()
    await row(page, 'Requests to no webhook').click()
    await page.getByRole('heading', { name: 'Requests to no webhook' }).waitFor()
  })

  test('more than six are unfolded', async () => {
    for (let number = 1; number <= 6; number += 1) expect(await post(await makeHook(stage.as('lena'), `tool-${number}`), '{ not JSON')).toBe(400)
    await goTo(page, '/integrations')
    await row(page, 'tool-6').waitFor()
    await expect.poll(() => list(page).getByRole('link').count()).toBe(6)
    await page.getByRole('button', { name: 'Show 2 more' }).click()
    await expect.poll(() => list(page).getByRole('link').count()).toBe(8)
    expect(stage.problems).toEqual([])
  })
})

test('a member sees their own only, and no requests to no webhook', async () => {
  const stage = await startStage(browser, 'mara')
  try {
    await stage.as('lena').settings.set({ key: 'integrations.managedBy', value: 'members' })
    const ofLena = await makeHook(stage.as('lena'), 'of-lena')
    const mine = await makeHook(stage.as('mara'), 'of-mara')
    for (const url of [ofLena, mine]) expect(await post(url, '{ not JSON')).toBe(400)
    expect(await post(mine.replace(/[^/]+$/, 'x'.repeat(26)), { text: 'lost' })).toBe(400)
    await goTo(stage.page, '/integrations')
    await row(stage.page, 'of-mara').waitFor()
    expect(await list(stage.page).getByRole('link').count()).toBe(1)
    expect(stage.problems).toEqual([])
  } finally {
    await stage.stop()
  }
})
