/** What one does while an answer is on its way, and what others change meanwhile: nothing that was typed or made is lost, and nothing of theirs is undone. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { HookId } from '#shared/contract/ids.ts'
import { moveIn, type Client, type OwnPlace } from './place.ts'
import { openSlowWindow, type SlowWindow } from './slow-window.ts'

let place: OwnPlace
let slow: SlowWindow
let lena: Client
let hookId: HookId

beforeAll(async () => {
  place = await moveIn()
  ;({ lena } = place)
  const { hook } = await lena.hooks.create({ channel: 'town-square', name: 'forge', dialects: ['any'] })
  hookId = hook.id
  await lena.channels.create({ name: 'release-room', purpose: 'Releases' })
  slow = await openSlowWindow(place.serving.uiUrl)
})
afterAll(async () => {
  expect(slow?.problems).toEqual([])
  await place?.leave()
})

// A dialog of before, or a form that came back, is no part of the next test.
beforeEach(async () => void (await slow.page.reload()))

const goTo = (path: string) => slow.page.goto(`${new URL(slow.page.url()).origin}/#${path}`)
const button = (name: string, within: { getByRole: Locator['getByRole'] } = slow.page): Locator => within.getByRole('button', { name, exact: true })
const dialog = (): Locator => slow.page.getByRole('dialog')
/** One can press only after one has seen it: a call leaves a moment before the dialog shows that. */
const isBusy = () => expect.poll(() => button('Cancel', dialog()).isDisabled()).toBe(true)
const find = async (name: string) => (await lena.channels.list()).find((channel) => channel.name === name)!

test('a channel keeps the name that somebody else gave it while its display name is changed', async () => {
  await lena.channels.create({ name: 'old-name' })
  await goTo('/channels/old-name')
  await slow.page.getByRole('main').getByRole('button', { name: /old-name/ }).first().click()
  await slow.page.getByRole('menuitem', { name: /^Rename/ }).click()
  await dialog().getByLabel(/^Display name/).fill('For releases')
  await lena.channels.update({ channel: 'old-name', name: 'new-name' })
  await expect.poll(() => dialog().getByLabel('Name', { exact: true }).inputValue()).toBe('new-name')
  await button('Rename', dialog()).click()
  await dialog().waitFor({ state: 'detached' })
  expect(await find('new-name')).toMatchObject({ name: 'new-name', displayName: 'For releases' })
})

test('a purpose that was looked at and left keeps what somebody else wrote meanwhile', async () => {
  await goTo('/channels/release-room')
  await button('Edit the purpose: Releases').or(slow.page.locator('.header__edit')).first().click()
  const field = slow.page.getByRole('textbox', { name: 'Purpose', exact: true })
  await field.waitFor()
  await lena.channels.update({ channel: 'release-room', purpose: 'What ships when' })
  await expect.poll(async () => (await find('release-room')).purpose).toBe('What ships when')
  await expect.poll(() => field.inputValue()).toBe('What ships when')
  await field.blur()
  await slow.page.locator('.header__edit').filter({ hasText: 'What ships when' }).waitFor()
  expect((await find('release-room')).purpose).toBe('What ships when')
})

test('what is typed into the settings of a webhook while they are saved stays there, unsaved', async () => {
  await goTo(`/integrations/incoming/${hookId}/settings`)
  const [name, purpose] = [slow.page.getByLabel('Name', { exact: true }), slow.page.getByLabel(/^Description/).first()]
  const update = slow.hold('hooks.update')
  await name.fill('smithy')
  await button('Save').click()
  await update.waits
  // It says what is under way.
  await expect.poll(() => button('Save').getAttribute('aria-busy', { timeout: 3000 })).toBe('true')
  await purpose.fill('Builds everything')
  update.release()
  await slow.page.getByText('Settings are saved').first().waitFor()
  expect(await purpose.inputValue()).toBe('Builds everything')
  await button('Save').click()
  await expect.poll(async () => (await lena.hooks.list()).find(({ id }) => id === hookId)).toMatchObject({ name: 'smithy', description: 'Builds everything' })
})

test('and what is typed into its rules', async () => {
  await goTo(`/integrations/incoming/${hookId}/posting`)
  const sources = slow.page.getByLabel(/^Only from these addresses/)
  const largest = slow.page.getByLabel(/^Largest body/)
  const update = slow.hold('hooks.update')
  await sources.fill('10.0.0.1')
  await button('Save').click()
  await update.waits
  await largest.fill('5000')
  update.release()
  await expect.poll(async () => (await lena.hooks.list()).find(({ id }) => id === hookId)?.rules.sources).not.toEqual([])
  await expect.poll(() => button('Save').getAttribute('aria-busy')).toBeNull()
  expect(await largest.inputValue()).toBe('5000')
})

test('and into an outgoing webhook', async () => {
  const { subscription } = await lena.subscriptions.create({ name: 'mirror', channels: ['town-square'], urls: ['https://example.org/in'] })
  await goTo(`/integrations/outgoing/${subscription.id}/settings`)
  const name = slow.page.getByLabel('Name', { exact: true })
  const purpose = slow.page.getByLabel(/^Description/).first()
  const update = slow.hold('subscriptions.update')
  await name.fill('mirror two')
  await button('Save').click()
  await update.waits
  await purpose.fill('Keeps a copy')
  update.release()
  await slow.page.getByText('Settings are saved').first().waitFor()
  expect(await purpose.inputValue()).toBe('Keeps a copy')
})

test('a token that is being made is shown, whatever is pressed meanwhile', async () => {
  await goTo('/integrations/tokens')
  await button('Create token').or(slow.page.getByRole('button', { name: /token/i })).first().click()
  const create = slow.hold('tokens.create')
  await dialog().getByRole('button', { name: /^Create/ }).click()
  await create.waits
  await isBusy()
  await slow.page.keyboard.press('Escape')
  await slow.page.mouse.click(5, 400)
  expect(await button('Cancel', dialog()).isDisabled()).toBe(true)
  create.release()
  await dialog().getByRole('button', { name: /^Copy/ }).waitFor()
  expect(await dialog().locator('code').innerText()).not.toBe('')
  await button('Done', dialog()).click()
})

test('and so is an address with a new secret', async () => {
  await goTo(`/integrations/incoming/${hookId}/addresses`)
  await slow.page.getByRole('button', { name: /^More for the address/ }).first().click()
  await slow.page.getByRole('menuitem', { name: /^Rotate/ }).click()
  const rotate = slow.hold('addresses.rotate')
  await button('Rotate', dialog()).click()
  await rotate.waits
  await isBusy()
  await slow.page.keyboard.press('Escape')
  rotate.release()
  await dialog().getByRole('button', { name: /^Copy/ }).first().waitFor()
  await button('Done', dialog()).click()
})

test('what is seen is read, also when the line broke just as that was said', async () => {
  await goTo('/channels/release-room')
  await slow.page.getByPlaceholder('Message #release-room').waitFor()
  await lena.channels.addPeople({ channel: 'release-room', usernames: ['priya'] })
  const read = slow.hold('unreads.markRead')
  await place.as('priya').messages.post({ channel: 'release-room', text: 'Release 4 is out' })
  await read.waits
  await read.breakLine()
  await slow.page.getByRole('article').filter({ hasText: 'Release 4 is out' }).waitFor()
  const { id } = await find('release-room')
  await expect.poll(async () => (await lena.unreads.get()).channels.find(({ channelId }) => channelId === id)?.unread).toBe(0)
})

test('a keyword that could not be saved is back in its field', async () => {
  await goTo('/settings/notifications')
  const field = slow.page.getByLabel('My words').and(slow.page.locator('input'))
  const set = slow.hold('preferences.set')
  await field.fill('rollout, outage')
  await field.press('Enter')
  await set.waits
  await set.breakLine()
  await expect.poll(() => field.inputValue()).toBe('rollout, outage')
})

test('a new address is shown when it is there, although the list of addresses is still on its way', async () => {
  await goTo(`/integrations/incoming/${hookId}/addresses`)
  await slow.page.getByRole('button', { name: /^More for the address/ }).first().waitFor()
  await button('Add address').click()
  const list = slow.hold('addresses.list')
  await button('Add address', dialog()).click()
  await list.waits
  await dialog().getByRole('button', { name: /^Copy/ }).first().waitFor({ timeout: 5000 })
  list.release()
  await button('Done', dialog()).click()
})

test('who left a channel and went on reading elsewhere stays there when the answer comes', async () => {
  await lena.channels.create({ name: 'short-lived' })
  await goTo('/channels/short-lived')
  await slow.page.getByRole('main').getByRole('button', { name: /short-lived/ }).first().click()
  const leave = slow.hold('channels.leave')
  await slow.page.getByRole('menuitem', { name: /^Leave/ }).click()
  await leave.waits
  await goTo('/channels/release-room')
  await slow.page.getByPlaceholder('Message #release-room').waitFor()
  leave.release()
  await slow.page.getByText(/^You left/).waitFor()
  expect(new URL(slow.page.url()).hash).toBe('#/channels/release-room')
})
