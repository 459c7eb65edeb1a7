/** Outgoing webhooks in the windows of a channel's people: what is sent where, who is asked, and what agreeing, declining and taking it back do. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shareBrowser } from '../helpers/browser.ts'
import { startReceiver, type Receiver } from '../helpers/receiver.ts'
import { bar, goTo, startStage, type Client, type Stage } from './outgoing-stage.ts'

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

describe('as a member', () => {
  let stage: Stage
  let page: Page
  let lena: Client
  const subscribe = (name: string, channel: string) => lena.subscriptions.create({ name, channels: [channel], urls: [receiver.url], allow: [receiver.host] })

  beforeAll(async () => {
    stage = await startStage(browser, 'mara')
    ;({ page } = stage)
    lena = stage.as('lena')
  })
  afterAll(() => stage?.stop())

  test('the address of the pages says who may, and the channel says what is sent where', async () => {
    await subscribe('room-mirror', 'release-room')
    await goTo(page, '/integrations/outgoing')
    await page.getByRole('heading', { name: 'Only admins manage webhooks here' }).waitFor()
    await goTo(page, '/channels/release-room')
    await expect.poll(() => bar(page).innerText()).toContain(`What is said here is sent to ${receiver.host}.`)
    await page.getByText(`Lena Fischer agreed that room-mirror sends what happens here to ${receiver.host}`).waitFor()
    await bar(page).getByRole('button', { name: 'Details' }).click()
    const details = page.getByRole('dialog', { name: 'What is sent out of this channel' })
    await expect.poll(() => details.innerText()).toMatch(/room-mirror[\s\S]*Lena Fischer[\s\S]*Sends[\s\S]*Message posted[\s\S]*today at/)
    expect(await details.getByRole('button').allInnerTexts()).toEqual(['Close'])
    await details.getByRole('button', { name: 'Close' }).click()
  })

  test('in a private channel it is bannered too, and goes when an admin stops it', async () => {
    const { subscription } = await subscribe('security-mirror', 'security')
    await goTo(page, '/channels/security')
    await expect.poll(() => bar(page).innerText()).toContain(receiver.host)
    await lena.subscriptions.withdrawConsent({ id: subscription.id, channel: 'security' })
    await bar(page).waitFor({ state: 'detached' })
    await page.getByText(`Lena Fischer no longer agrees that security-mirror sends what happens here to ${receiver.host}`).waitFor()
    await lena.subscriptions.delete({ id: subscription.id })
  })

  test('one that listens to all public channels is bannered there, and deleting it takes the banner away', async () => {
    const { subscription } = await lena.subscriptions.create({ name: 'tickets', trigger: { when: 'anywhere', words: ['TICKET'] }, urls: [receiver.url] })
    await goTo(page, '/channels/town-square')
    await expect.poll(() => bar(page).innerText()).toContain(receiver.host)
    await lena.subscriptions.delete({ id: subscription.id })
    await bar(page).waitFor({ state: 'detached' })
  })

  test('in a direct message both have to agree: declining does nothing, agreeing lets it send, taking it back stops it', async () => {
    receiver.received.length = 0
    await subscribe('crm', '@mara')
    await page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: /^Lena Fischer/ }).click()
    await expect.poll(() => bar(page).innerText()).toContain(`crm of Lena Fischer asks to send what is said here to ${receiver.host}.`)
    await bar(page).getByRole('button', { name: 'Decline' }).click()
    await expect.poll(() => bar(page).innerText()).toContain('It waits for Mara Lindqvist.')
    await lena.messages.post({ channel: '@mara', text: 'between us' })
    await stage.serving.app.dispatcher.idle()
    expect(receiver.received).toEqual([])

    await bar(page).getByRole('button', { name: 'Details' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Agree' }).click()
    await page.getByRole('dialog').getByText('Sends', { exact: true }).waitFor()
    await lena.messages.post({ channel: '@mara', text: 'for the record' })
    await expect.poll(() => receiver.received.map(({ body }) => (JSON.parse(body) as { text: string }).text)).toEqual(['for the record'])

    await page.getByRole('dialog').getByRole('button', { name: 'Take back my consent' }).click()
    await page.getByRole('dialog').getByText('Waits for consent').waitFor()
    await lena.messages.post({ channel: '@mara', text: 'between us again' })
    await stage.serving.app.dispatcher.idle()
    expect(receiver.received).toHaveLength(1)
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  })

  test('in a private channel a change to another host asks its members: declining does nothing, agreeing lets it send, stopping it ends it', async () => {
    receiver.received.length = 0
    await lena.settings.set({ key: 'integrations.managedBy', value: 'members' })
    const { subscription } = await subscribe('audit-mirror', 'security')
    // The same receiver by its other name, given by an admin who is not in the channel and cannot agree for it.
    const other = receiver.host.replace('127.0.0.1', 'localhost')
    await stage.as('tomas').subscriptions.update({ id: subscription.id, urls: [receiver.url.replace(receiver.host, other)], allow: [other] })
    await goTo(page, '/channels/security')
    await expect.poll(() => bar(page).innerText()).toContain(`audit-mirror of Lena Fischer asks to send what is said here to ${other}.`)
    await bar(page).getByRole('button', { name: 'Decline' }).click()
    await expect.poll(() => bar(page).innerText()).toContain('It waits for consent.')
    await lena.messages.post({ channel: 'security', text: 'kept inside' })
    await stage.serving.app.dispatcher.idle()
    expect(receiver.received).toEqual([])

    await bar(page).getByRole('button', { name: 'Details' }).click()
    const details = page.getByRole('dialog', { name: 'What is sent out of this channel' })
    await details.getByText('It asks for more than was agreed to').waitFor()
    await details.getByRole('button', { name: 'Agree' }).click()
    await details.getByText('Sends', { exact: true }).waitFor()
    await lena.messages.post({ channel: 'security', text: 'for the audit' })
    await expect.poll(() => receiver.received.map(({ body }) => (JSON.parse(body) as { text: string }).text)).toEqual(['for the audit'])
    expect((await lena.subscriptions.consents({ id: subscription.id })).filter(({ hosts }) => hosts.includes(other)).map(({ person }) => person)).toEqual(['mara'])

    await details.getByRole('button', { name: 'Stop it here' }).click()
    await details.getByText('Waits for consent').waitFor()
    await lena.messages.post({ channel: 'security', text: 'inside again' })
    await stage.serving.app.dispatcher.idle()
    expect(receiver.received).toHaveLength(1)
    await details.getByRole('button', { name: 'Close' }).click()
    await page.getByText(`Mara Lindqvist agreed that audit-mirror sends what happens here to ${other}`).waitFor()
    await lena.subscriptions.delete({ id: subscription.id })
  })

  test('who may have some sees how many there may be, and whom to ask', async () => {
    const total = (await lena.subscriptions.list()).length
    await lena.settings.set({ key: 'hooks.outgoingLimit', value: total })
    await goTo(page, '/integrations/outgoing')
    await page.getByText(`${total} of ${total} outgoing webhooks`).waitFor()
    await page.getByText('ask an admin to raise the limit').waitFor()
    expect(await stage.as('mara').subscriptions.list()).toEqual([])
    await lena.settings.set({ key: 'hooks.outgoingLimit', value: null })
    await page.getByText('ask an admin to raise the limit').waitFor({ state: 'detached' })
    await lena.settings.set({ key: 'integrations.managedBy', value: 'admins' })
    await page.getByRole('heading', { name: 'Only admins manage webhooks here' }).waitFor()
  })

  test('what a receiver answers shows BOT, the sign and the name that an admin gave', async () => {
    receiver.answer = ({ body }) => ((JSON.parse(body) as { text: string }).text === 'status?' ? { body: JSON.stringify({ text: 'All green', username: 'Oracle' }) } : {})
    await goTo(page, '/channels/release-room')
    await lena.messages.post({ channel: 'release-room', text: 'status?' })
    const row = page.getByRole('article').or(page.locator('.msg')).filter({ hasText: 'All green' }).last()
    await expect.poll(() => row.innerText()).toMatch(/Oracle[\s\S]*BOT[\s\S]*not E2EE[\s\S]*via[\s\S]*room-mirror/)
    await row.getByRole('button', { name: /^Webhook, not end-to-end encrypted/ }).click()
    await expect.poll(() => page.getByRole('dialog').innerText()).toMatch(/Answer to\s+room-mirror/)
    expect(stage.problems).toEqual([])
  })
})

test('a guest sees what is sent, and can decide about conversations only', async () => {
  const stage = await startStage(browser, 'nadia')
  try {
    const lena = stage.as('lena')
    await lena.subscriptions.create({ name: 'room-mirror', channels: ['release-room'], urls: [receiver.url], allow: [receiver.host] })
    await goTo(stage.page, '/channels/release-room')
    await expect.poll(() => bar(stage.page).innerText()).toContain(receiver.host)
    expect(await bar(stage.page).getByRole('button').allInnerTexts()).toEqual(['Details'])
    await goTo(stage.page, '/integrations/outgoing')
    await stage.page.getByRole('heading', { name: 'Only admins manage webhooks here' }).waitFor()
  } finally {
    await stage.stop()
  }
})
