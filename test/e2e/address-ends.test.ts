/** In the browser: an address gets an end and is extended, who uses it, and an address that somebody is about to show around. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendJson } from '../helpers/post.ts'
import { moveIn, type OwnPlace } from './place.ts'

let place: OwnPlace
let url = ''
let hookId = ''
beforeAll(async () => {
  place = await moveIn()
  const { hook, addresses } = await place.as('lena.fischer').hooks.create({ channel: 'town-square', name: 'ci-nightly', dialects: ['slack'] })
  url = addresses[0]?.url ?? ''
  hookId = hook.id
  await sendJson(url, { text: 'built' }, { 'User-Agent': 'Jenkins/2.4' })
})
afterAll(() => place?.leave())

const button = (name: string): Locator => place.page.getByRole('button', { name })
const openMenu = async (item: string): Promise<void> => {
  await place.page.getByRole('row', { name: /Slack/ }).getByRole('button').click()
  await place.page.getByRole('menuitem', { name: item }).click()
}

test('an address gets an end by the keyboard, shows it, and is freed of it again', async () => {
  await place.goTo(`/integrations/incoming/${hookId}/addresses`)
  await openMenu('Change its end…')
  // A toast is a dialog too, and stays for five seconds.
  const dialog = place.page.locator('[role="dialog"]:not(.toast)')
  await dialog.getByText('On a day').click()
  await button('Save').click()
  await dialog.getByText('Choose a day in the future.').waitFor()
  await dialog.getByLabel('Last day').fill('2099-12-31')
  await dialog.getByLabel('Last day').press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await place.page.getByRole('row', { name: /Slack/ }).getByText(/Until .*2099/).waitFor()
  await openMenu('Change its end…')
  await dialog.getByText('Never').click()
  await button('Save').click()
  await expect.poll(async () => (await place.as('lena.fischer').addresses.list({ hookId: hookId as never }))[0]?.expiresAt).toBe(null)
})

test('one sees which program uses it', async () => {
  await openMenu('Who uses it…')
  const row = place.page.getByRole('dialog').getByRole('row', { name: /Jenkins/ })
  await row.getByText('127.0.0.1').waitFor()
  await button('Close').first().click()
})

test('an address in a message is held back: its secret is hidden, or it is sent on purpose', async () => {
  await place.goTo('/channels/town-square')
  const field = place.page.getByRole('textbox', { name: 'Message #town-square' })
  await field.fill(`Post to ${url} please`)
  await field.press('Enter')
  await place.page.getByText('This text has the address of ci-nightly.').waitFor()
  expect(await place.page.getByRole('article').filter({ hasText: 'please' }).count()).toBe(0)
  await button('Hide its secret').click()
  await expect.poll(() => field.inputValue()).toMatch(/^Post to http.*••••.{4} please$/)
  await field.press('Enter')
  await place.page.getByRole('article').filter({ hasText: '••••' }).waitFor()
  await field.fill(`On purpose: ${url}`)
  await field.press('Enter')
  await button('Send anyway').click()
  await place.page.getByRole('article').filter({ hasText: 'On purpose' }).waitFor()
  await field.fill(`Again ${url}`)
  await field.press('Enter')
  await button('Rotate it…').click()
  await place.page.getByRole('row', { name: /Slack/ }).waitFor()
})

test('an address in a message that is changed is held back too: what is pasted and what is saved', async () => {
  await place.goTo('/channels/town-square')
  const { id } = await place.as('lena.fischer').messages.post({ channel: 'town-square', text: 'Where does CI post?' })
  const row = place.page.getByRole('article').filter({ hasText: 'Where does CI post?' })
  await row.waitFor()
  const composer = place.page.getByRole('textbox', { name: 'Message #town-square' })
  await composer.fill('')
  await composer.press('ArrowUp')
  const editor = place.page.getByRole('group', { name: 'Edit message' })
  const field = editor.getByRole('textbox')
  await field.fill(`It posts to ${url} I think`)
  await field.press('Enter')
  const warning = editor.getByRole('alert').filter({ hasText: 'This text has the address of ci-nightly.' })
  await warning.waitFor()
  const stored = async () => (await place.as('lena.fischer').messages.show({ id })).text
  expect(await stored()).toBe('Where does CI post?')
  await editor.getByRole('button', { name: 'Hide its secret' }).click()
  await expect.poll(() => field.inputValue()).toMatch(/^It posts to http.*••••.{4} I think$/)
  await field.press('Enter')
  await expect.poll(stored).toMatch(/^It posts to http.*••••.{4} I think$/)

  await composer.press('ArrowUp')
  await field.fill('')
  await place.page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    document.querySelector('.edit__text')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  }, url)
  await warning.waitFor()
  await field.fill(`On purpose: ${url}`)
  await warning.waitFor({ state: 'detached' })
  await field.press('Enter')
  await editor.getByRole('button', { name: 'Save anyway' }).click()
  await expect.poll(stored).toBe(`On purpose: ${url}`)
})
