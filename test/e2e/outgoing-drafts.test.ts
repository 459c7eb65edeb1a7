/** What was typed into the forms of outgoing webhooks is there again after one looked elsewhere, and no secret of it is written anywhere. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shareBrowser } from '../helpers/browser.ts'
import { goTo, startStage, type Stage } from './outgoing-stage.ts'

let browser: Browser
let stage: Stage
let page: Page
beforeAll(async () => {
  browser = await shareBrowser()
  stage = await startStage(browser, 'lena.fischer')
  ;({ page } = stage)
})
afterAll(async () => {
  await stage?.stop()
  await browser?.close()
})

const field = (name: string) => page.getByLabel(name, { exact: true })
const description = () => page.getByLabel(/^Description/)
const note = () => page.getByText('What you had typed before is back.')
const stored = () => page.evaluate(() => JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]))
async function lookElsewhere(): Promise<void> {
  await goTo(page, '/channels/release-room')
  await page.getByPlaceholder('Message #release-room').waitFor()
}

const url = 'https://crm.example/hook?key=secret-in-the-address'

test('the form that adds one: back after one went elsewhere, without its secrets after a reload, gone once discarded or cancelled', async () => {
  await goTo(page, '/integrations/outgoing/new')
  await field('Name').fill('half a na')
  await field('release-room').check()
  await field('Callback URLs').fill(url)
  await page.getByRole('button', { name: 'Add header' }).click()
  await field('Name of header 1').fill('X-Key')
  await field('Value of header 1').fill('secret-in-the-header')
  await lookElsewhere()
  await goTo(page, '/integrations/outgoing/new')
  await note().waitFor()
  const values = () => Promise.all([field('Name').inputValue(), field('release-room').isChecked(), field('Callback URLs').inputValue(), field('Name of header 1').inputValue(), field('Value of header 1').inputValue()])
  await expect.poll(values).toEqual(['half a na', true, url, 'X-Key', 'secret-in-the-header'])
  expect(await page.getByText('were not kept').count()).toBe(0)
  expect(await stored()).not.toMatch(/secret-in-the/)

  await page.reload()
  await page.getByText('Callback URLs and headers were not kept: they can hold secrets.').waitFor()
  await expect.poll(() => Promise.all([field('Name').inputValue(), field('Callback URLs').inputValue()])).toEqual(['half a na', ''])
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect.poll(() => Promise.all([field('Name').inputValue(), field('release-room').isChecked()])).toEqual(['', false])
  await field('Name').fill('again')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('No outgoing webhooks found').waitFor()
  await goTo(page, '/integrations/outgoing/new')
  await expect.poll(() => field('Name').inputValue()).toBe('')
  expect(await note().count()).toBe(0)
})

test('the settings: the tab says that something is not saved, Discard drops it, and Save clears it', async () => {
  const { subscription } = await stage.as('lena').subscriptions.create({ name: 'kept', description: 'as it was', channels: ['release-room'], urls: ['https://crm.example/hook'] })
  const { id } = subscription
  const show = () => stage.as('lena').subscriptions.show({ id })
  const isClean = () => expect.poll(() => page.getByRole('tab', { name: 'Settings', exact: true }).count()).toBe(1)
  const returnToSettings = async () => {
    await lookElsewhere()
    await goTo(page, `/integrations/outgoing/${id}`)
    await page.getByRole('tab', { name: 'Settings not saved' }).click()
    await note().waitFor()
  }
  await goTo(page, `/integrations/outgoing/${id}/settings`)
  await expect.poll(() => description().inputValue()).toBe('as it was')
  await description().fill('thrown away')
  await field('Callback URLs').fill(url)
  await page.getByRole('tab', { name: 'Settings not saved' }).waitFor()
  await returnToSettings()
  await expect.poll(() => Promise.all([description().inputValue(), field('Callback URLs').inputValue()])).toEqual(['thrown away', url])
  expect(await stored()).not.toMatch(/secret-in-the/)
  await page.locator('.cameback').getByRole('button', { name: 'Discard' }).click()
  await expect.poll(() => Promise.all([description().inputValue(), field('Callback URLs').inputValue()])).toEqual(['as it was', 'https://crm.example/hook'])
  await isClean()

  await description().fill('as it will be')
  await returnToSettings()
  // What somebody else changed meanwhile stands in the fields that were left alone.
  await stage.as('tomas').subscriptions.update({ id, name: 'renamed' })
  await expect.poll(() => field('Name').inputValue()).toBe('renamed')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(show).toMatchObject({ name: 'renamed', description: 'as it will be', urls: ['https://crm.example/hook'] })
  await note().waitFor({ state: 'detached' })
  await isClean()
  await lookElsewhere()
  await goTo(page, `/integrations/outgoing/${id}/settings`)
  await expect.poll(() => description().inputValue()).toBe('as it will be')
  expect(await note().count()).toBe(0)
  expect(stage.problems).toEqual([])
})

test('a channel that was archived can be taken off', async () => {
  const { id: channelId } = await stage.as('lena').channels.create({ name: 'old-room' })
  const { subscription } = await stage.as('lena').subscriptions.create({ name: 'of old', channels: ['release-room', 'old-room'], urls: ['https://crm.example/hook'] })
  await stage.as('lena').channels.archive({ channel: channelId })
  await goTo(page, `/integrations/outgoing/${subscription.id}/settings`)
  const row = page.getByRole('checkbox', { name: 'old-room archived' })
  await row.waitFor()
  await row.scrollIntoViewIfNeeded()
  expect(await row.isChecked()).toBe(true)
  await row.uncheck()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const channels = async () => (await stage.as('lena').subscriptions.show({ id: subscription.id })).channels.map(({ name }) => name)
  await expect.poll(channels).toEqual(['release-room'])
  await expect.poll(() => page.getByRole('tab', { name: 'Settings', exact: true }).count()).toBe(1)
  expect(stage.problems).toEqual([])
})
