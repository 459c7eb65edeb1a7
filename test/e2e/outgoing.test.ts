/** Outgoing webhooks in the window: made, tested, followed and sent again by an admin; seen and decided by the people of a channel. */
import { rmSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInlineClient } from '#server/rpc/router.ts'
import { serve, type Serving } from '../../src/main/headless/serve.ts'
import { openBrowser, openWindow } from '../helpers/browser.ts'
import { startReceiver, type Receiver } from '../helpers/receiver.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

let browser: Browser
let receiver: Receiver

beforeAll(async () => {
  browser = await openBrowser()
  receiver = await startReceiver()
})
afterAll(async () => {
  await receiver?.stop()
  await browser?.close()
})

type Client = ReturnType<typeof createInlineClient>

interface Stage {
  readonly serving: Serving
  readonly page: Page
  readonly problems: string[]
  as(username: string): Client
  stop(): Promise<void>
}

/** Lena owns the workspace, Mara is a member and Nadia a guest; the window is of `username`. */
async function startStage(username: string): Promise<Stage> {
  const dataFolder = makeDataFolder()
  const first = await serve({ dataFolder, hooksPort: 0 })
  const lena = createInlineClient(first.app.callAs(first.app.me))
  await lena.workspace.setUp({ workspaceName: 'Tidewater', displayName: 'Lena Fischer' })
  await lena.people.create({ username: 'mara', displayName: 'Mara Lindqvist', role: 'member' })
  await lena.people.create({ username: 'nadia', displayName: 'Nadia Haddad', role: 'guest' })
  await lena.channels.create({ name: 'release-room', members: ['mara', 'nadia'] })
  await lena.channels.create({ name: 'security', members: ['mara'], private: true })
  await lena.channels.openDirect({ usernames: ['mara'] })
  await first.stop()
  // In this process, beside the receiver.
  const serving = await serve({ dataFolder, hooksPort: 0, as: username })
  const as = (name: string): Client => createInlineClient(serving.app.callAs(name === 'lena' ? serving.app.me : serving.app.findActor(name)))
  await as(username).preferences.set({ key: 'notify.pausedUntil', value: Date.now() + 86_400_000 })
  const { page, problems } = await openWindow(browser, serving.uiUrl)
  await page.getByRole('link', { name: 'release-room' }).waitFor()
  const stop = async (): Promise<void> => {
    await page.context().close()
    await serving.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
  return { serving, page, problems, as, stop }
}

const goTo = (page: Page, path: string): Promise<void> => page.evaluate((to) => void (location.hash = to), path)
const bar = (page: Page) => page.getByLabel('What is sent out of this channel')

describe('as an admin', () => {
  let stage: Stage
  let page: Page
  const texts = (): string[] => receiver.received.map(({ body }) => (JSON.parse(body) as { text: string }).text)

  beforeAll(async () => {
    stage = await startStage('lena.fischer')
    ;({ page } = stage)
  })
  afterAll(() => stage?.stop())

  test('the overview leads to the list, the list to the form, and the form says what is missing', async () => {
    await goTo(page, '/integrations')
    await page.getByRole('main').getByRole('link', { name: /^Outgoing webhooks/ }).click()
    await page.getByText('No outgoing webhooks found').waitFor()
    await page.getByRole('link', { name: 'Add outgoing webhook' }).click()
    await page.getByRole('button', { name: 'Create webhook' }).click()
    for (const problem of ['Give the webhook a name', 'Choose a channel, or below the words to wait for in all public channels', 'Give at least one callback URL']) await page.getByText(problem).waitFor()
  })

  test('what a format cannot tell of cannot be chosen', async () => {
    await page.getByLabel('Reaction', { exact: true }).check()
    await page.getByLabel('Format', { exact: true }).selectOption('kommo-v2')
    await page.getByText('Kommo v2 can tell of new messages only.').waitFor()
    await expect.poll(() => page.getByLabel('Reaction', { exact: true }).isChecked()).toBe(false)
    expect(await page.getByLabel('Reaction', { exact: true }).isDisabled()).toBe(true)
    await page.getByLabel('Receiver').waitFor()
    await page.getByLabel('Format', { exact: true }).selectOption('mattermost-json')
    expect(await page.getByLabel('Receiver').count()).toBe(0)
  })

  test('it is made, its token and secret are shown once, and a refused test is allowed with one click', async () => {
    await page.getByLabel('Name', { exact: true }).fill('case-mirror')
    await page.getByLabel('release-room', { exact: true }).check()
    await page.getByText('you decide; your consent is recorded').waitFor()
    await page.getByLabel('Callback URLs').fill(receiver.url)
    await page.getByRole('button', { name: 'Create webhook' }).click()
    await page.getByRole('heading', { name: 'case-mirror is ready' }).waitFor()
    await page.getByRole('button', { name: 'Copy token' }).click()
    const token = await page.evaluate(() => navigator.clipboard.readText())
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('Did not arrive').waitFor()
    expect(receiver.received).toEqual([])
    await page.getByRole('button', { name: `Allow ${receiver.host} for this webhook` }).click()
    await page.getByText('Arrived', { exact: true }).waitFor()
    expect(receiver.received.map(({ headers, body }) => [headers['x-hookline-token'], (JSON.parse(body) as { token: string }).token])).toEqual([[token, token]])
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByText('Nothing was sent yet').waitFor()
    await expect.poll(() => page.getByText(token).count()).toBe(0)
  })

  test('a post is delivered and shows by itself, with request and answer', async () => {
    receiver.received.length = 0
    await stage.as('mara').messages.post({ channel: 'release-room', text: 'the train leaves' })
    const row = page.getByRole('row').filter({ hasText: 'Message posted' })
    await row.getByText('Delivered').waitFor()
    await expect.poll(() => texts()).toEqual(['the train leaves'])
    await row.getByRole('button', { name: 'Message posted' }).click()
    await page.getByText('Answered 200').waitFor()
    await expect.poll(() => page.getByRole('group', { name: 'Request', exact: true }).innerText()).toContain('"text": "the train leaves"')
    await page.getByRole('button', { name: 'Answer', exact: true }).click()
    await expect.poll(() => page.getByRole('group', { name: 'Answer', exact: true }).innerText()).toContain('HTTP/1.1 200')
    await page.getByText('100 %').waitFor()
  })

  test('a failing receiver shows every attempt with its status; once it works the delivery arrives', async () => {
    receiver.received.length = 0
    receiver.answer = () => ({ status: 503 })
    await stage.as('mara').messages.post({ channel: 'release-room', text: 'is anybody there' })
    const row = page.getByRole('row').filter({ hasText: 'Retrying' })
    await row.getByText('503').waitFor()
    await row.getByRole('button', { name: 'Message posted' }).click()
    await page.getByText('Answered 503').first().waitFor()
    await page.getByText('Try 2 of 8').waitFor()
    await stage.as('mara').messages.post({ channel: 'release-room', text: 'and after' })
    await page.getByRole('row').filter({ hasText: 'Queued' }).waitFor()
    await page.getByText('1 delivery waits behind this one.').waitFor()
    receiver.answer = () => ({})
    await page.getByRole('button', { name: 'Send now' }).click()
    await page.getByText('Answered 200').waitFor()
    expect(await page.locator('.attempt .strong').allInnerTexts()).toEqual(['Answered 503', 'Answered 200'])
    await expect.poll(() => texts()).toEqual(['is anybody there', 'is anybody there', 'and after'])
  })

  test('a redelivery is a new row with the webhook id of the first', async () => {
    const [first] = receiver.received
    receiver.received.length = 0
    await page.getByRole('button', { name: 'Redeliver', exact: true }).click()
    await page.getByRole('row').filter({ hasText: 'sent again' }).getByText('Delivered').waitFor()
    await expect.poll(() => receiver.received.map(({ headers }) => headers['x-hookline-delivery'])).toEqual([first?.headers['x-hookline-delivery']])
    await page.getByRole('button', { name: 'the first delivery' }).click()
    await page.getByText('Answered 503').waitFor()
  })

  test('all that failed is sent again in one go', async () => {
    receiver.received.length = 0
    receiver.answer = () => ({ status: 422 })
    await stage.as('mara').messages.post({ channel: 'release-room', text: 'unreadable' })
    await page.getByRole('row').filter({ hasText: 'Failed' }).getByText('422').waitFor()
    receiver.answer = () => ({})
    await page.getByRole('button', { name: 'More', exact: true }).last().click()
    await page.getByRole('menuitem', { name: 'Redeliver all failed…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Redeliver', exact: true }).click()
    await page.getByText('1 delivery is sent again').waitFor()
    await expect.poll(() => texts()).toEqual(['unreadable', 'unreadable'])
  })

  test('a change that can break the receiver is asked about', async () => {
    await page.getByRole('tab', { name: 'Settings' }).click()
    await page.getByLabel('Description').fill('Mirrors what is said')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Settings are saved').waitFor()
    await page.getByLabel('Signature', { exact: true }).selectOption('standard')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('alertdialog').getByText('You changed: signature.').waitFor()
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect.poll(async () => (await stage.as('lena').subscriptions.list()).map(({ description, signature }) => [description, signature])).toEqual([['Mirrors what is said', 'standard']])
  })

  test('consents say who and when; a new secret can overlap with the old one', async () => {
    await page.getByRole('tab', { name: 'Consents' }).click()
    await expect.poll(() => page.getByRole('row').filter({ hasText: receiver.host }).filter({ visible: true }).innerText()).toMatch(/release-room[\s\S]*Lena Fischer[\s\S]*today at/)
    await page.getByRole('tab', { name: 'Secret' }).click()
    await page.getByRole('button', { name: 'Make new ones…' }).click()
    await page.getByText('Until then requests carry both signatures.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Make new ones', exact: true }).click()
    await page.getByRole('dialog').getByText(/^whsec_/).waitFor()
    await page.getByRole('button', { name: 'Done' }).click()
    receiver.received.length = 0
    await stage.as('mara').messages.post({ channel: 'release-room', text: 'signed twice' })
    await expect.poll(() => receiver.received.map(({ headers }) => String(headers['webhook-signature']).split(' ').length)).toEqual([2])
  })

  test('switched off nothing is sent, and deleting asks first', async () => {
    await page.getByRole('switch', { name: 'case-mirror is on' }).click()
    await expect.poll(async () => (await stage.as('lena').subscriptions.list())[0]?.enabled).toBe(false)
    await page.getByRole('button', { name: 'More', exact: true }).filter({ visible: true }).last().click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    await page.getByRole('button', { name: 'Delete webhook' }).click()
    await page.getByText('No outgoing webhooks found').waitFor()
  })

  test('the limit and the switch of the settings are said', async () => {
    await stage.as('lena').settings.set({ key: 'hooks.outgoingLimit', value: 0 })
    await page.getByText('0 of 0 outgoing webhooks').waitFor()
    await page.getByRole('link', { name: 'Add outgoing webhook' }).click()
    await page.getByRole('link', { name: 'Raise the limit' }).waitFor()
    await stage.as('lena').settings.set({ key: 'hooks.outgoingLimit', value: null })
    await stage.as('lena').settings.set({ key: 'integrations.outgoingEnabled', value: false })
    await page.getByText('Outgoing webhooks are switched off.').waitFor()
    expect(stage.problems).toEqual([])
  })
})

describe('as a member', () => {
  let stage: Stage
  let page: Page
  let lena: Client
  const subscribe = (name: string, channel: string) => lena.subscriptions.create({ name, channels: [channel], urls: [receiver.url], allow: [receiver.host] })

  beforeAll(async () => {
    receiver.answer = () => ({})
    stage = await startStage('mara')
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
  const stage = await startStage('nadia')
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
