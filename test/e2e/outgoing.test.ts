/** Outgoing webhooks in the window of an admin: made, tested, followed and sent again. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shareBrowser } from '../helpers/browser.ts'
import { startReceiver, type Receiver } from '../helpers/receiver.ts'
import { goTo, startStage, type Stage } from './outgoing-stage.ts'

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

describe('as an admin', () => {
  let stage: Stage
  let page: Page
  const texts = (): string[] => receiver.received.map(({ body }) => (JSON.parse(body) as { text: string }).text)

  beforeAll(async () => {
    stage = await startStage(browser, 'lena.fischer')
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
    await page.getByLabel('Links to files', { exact: true }).check()
    await page.getByText('No links are sent yet').waitFor()
    await stage.as('lena').settings.set({ key: 'hooks.publicUrl', value: 'https://chat.example' })
    await page.getByText('for 24 hours after each attempt').waitFor()
    await stage.as('lena').settings.set({ key: 'hooks.publicUrl', value: null })
    await page.getByLabel('Format', { exact: true }).selectOption('mattermost-json')
    expect(await page.getByLabel('Receiver').count()).toBe(0)
    expect([await page.getByLabel('Links to files', { exact: true }).isChecked(), await page.getByLabel('Links to files', { exact: true }).isDisabled()]).toEqual([false, true])
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

  test('what is discarded is gone and is not saved later; what was saved follows what others change', async () => {
    const { id } = (await stage.as('lena').subscriptions.list())[0]!
    const show = () => stage.as('lena').subscriptions.show({ id })
    await goTo(page, `/integrations/outgoing/${id}/settings`)
    const [name, description] = [page.getByLabel('Name', { exact: true }), page.getByLabel('Description')]
    await description.fill('thrown away')
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect.poll(() => description.inputValue()).toBe('')
    await name.fill('case-copy')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(show).toMatchObject({ name: 'case-copy', description: '' })
    await expect.poll(() => page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await stage.as('tomas').subscriptions.update({ id, name: 'case-mirror' })
    await expect.poll(() => name.inputValue()).toBe('case-mirror')
    await goTo(page, `/integrations/outgoing/${id}`)
    await page.getByText('Nothing was sent yet').waitFor()
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
    for (const fact of [/p95$/, /^last success/]) await page.getByText(fact).first().waitFor()
  })

  test('a message that is deleted takes its words from the open delivery, too', async () => {
    const [sent] = (await stage.as('mara').messages.list({ channel: 'release-room' })).messages.filter(({ text }) => text === 'the train leaves')
    await page.getByRole('button', { name: 'Request', exact: true }).click()
    await page.getByRole('group', { name: 'Request', exact: true }).getByText('the train leaves').waitFor()
    await stage.as('mara').messages.delete({ messageId: sent!.id })
    await page.getByText('The message was deleted, and its words with it').waitFor()
    expect(await page.getByText('the train leaves').count()).toBe(0)
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
    const saved = () => stage.as('lena').subscriptions.list().then(([one]) => [one?.description, one?.signature])
    const [, signature] = await saved()
    await page.getByLabel('Description').fill('Mirrors what is said')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(saved).toEqual(['Mirrors what is said', signature])
    await page.getByText('Settings are saved').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true)
    await page.getByLabel('Signature', { exact: true }).selectOption('standard')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('alertdialog').getByText('You changed: signature.').waitFor()
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect.poll(saved).toEqual(['Mirrors what is said', 'standard'])
    await expect.poll(() => page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true)
    // Said twice within its time, shown once: of two this would not say which.
    await page.getByText('Settings are saved').waitFor()
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

  test('a receiver that is gone pauses it; the page says why, and one press sends what waited', async () => {
    receiver.answer = () => ({ status: 410 })
    await stage.as('mara').messages.post({ channel: 'release-room', text: 'into the void' })
    await page.getByText('The receiver said that it is gone for good (410).').waitFor()
    await page.getByRole('navigation', { name: 'Integrations' }).getByRole('link', { name: /^Outgoing webhooks/ }).click()
    await page.getByRole('row').filter({ hasText: 'case-mirror' }).getByText('The receiver said that it is gone for good (410).').waitFor()
    await page.goBack()
    await page.getByRole('tab', { name: 'Deliveries' }).click()
    receiver.answer = () => ({})
    receiver.received.length = 0
    await stage.as('mara').messages.post({ channel: 'release-room', text: 'meanwhile' })
    await page.getByRole('row').filter({ hasText: 'Paused' }).waitFor()
    await page.getByRole('button', { name: 'Send again', exact: true }).click()
    await page.getByText('The receiver said that it is gone for good (410).').waitFor({ state: 'detached' })
    await expect.poll(() => receiver.received.map(({ body }) => (JSON.parse(body) as { text: string }).text)).toEqual(['meanwhile'])
  })

  test.each(['list', 'page'] as const)('on its %s: switching it off asks first when something waits, and says how much it drops', async (where) => {
    const { id } = (await stage.as('lena').subscriptions.list())[0]!
    receiver.answer = () => ({ status: 503 })
    for (const text of ['waits', 'waits behind it']) await stage.as('mara').messages.post({ channel: 'release-room', text })
    const states = async () => (await stage.as('lena').deliveries.list({ subscriptionId: id, limit: 2 })).deliveries.map(({ state }) => state)
    await expect.poll(states).toEqual(['queued', 'retrying'])
    await goTo(page, where === 'list' ? '/integrations/outgoing' : `/integrations/outgoing/${id}`)
    const onOff = page.getByRole('switch', { name: 'case-mirror is on' })
    const ask = page.getByRole('alertdialog')
    await onOff.click()
    await ask.getByText('2 deliveries wait to be sent.').waitFor()
    await page.keyboard.press('Escape')
    await ask.waitFor({ state: 'hidden' })
    expect([await onOff.getAttribute('aria-checked'), await states()]).toEqual(['true', ['queued', 'retrying']])
    await onOff.click()
    await ask.getByRole('button', { name: 'Drop and switch off' }).click()
    await expect.poll(states).toEqual(['dropped', 'dropped'])
    await expect.poll(() => onOff.getAttribute('aria-checked')).toBe('false')
    // Nothing waits any more: on and off again without a question.
    receiver.answer = () => ({})
    for (const on of [true, false, true]) {
      await onOff.click()
      await expect.poll(async () => (await stage.as('lena').subscriptions.show({ id })).enabled).toBe(on)
    }
    expect(page.url()).toMatch(where === 'list' ? /outgoing$/ : /outgoing\/[\w-]+$/)
    await goTo(page, `/integrations/outgoing/${id}`)
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
