/** What posts with the same key do, in the settings of a webhook, and what a message said before. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendJson } from '../helpers/post.ts'
import { moveIn, type Client, type OwnPlace } from './place.ts'

let place: OwnPlace
let page: Page
let lena: Client
beforeAll(async () => {
  place = await moveIn()
  ;({ page, lena } = place)
})
afterAll(() => place?.leave())

const make = async (name: string) => {
  const { hook, addresses } = await lena.hooks.create({ channel: 'town-square', name, dialects: ['mattermost'] })
  return { id: hook.id, post: (text: string, attachments: object[] = []) => sendJson(addresses[0]?.url ?? '', { text, attachments }, { 'X-Hookline-Key': 'disk' }) }
}

test('the settings say what posts with the same key do, and where it stands', async () => {
  const { id } = await make('alerts')
  await place.goTo(`/integrations/incoming/${id}/settings`)
  await page.getByText('More: posts about the same thing').click()
  expect(await page.getByLabel('Posts with the same key').inputValue()).toBe('update')
  await page.getByLabel('Posts with the same key').selectOption({ label: 'Reply in its thread' })
  await page.getByLabel(/^Field that holds the key/).fill('k'.repeat(201))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Use at most 200 characters').waitFor()
  await page.getByLabel(/^Field that holds the key/).fill('alert.id')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(async () => (await lena.hooks.show({ id })).rules).toMatchObject({ keyed: 'thread', keyField: 'alert.id' })
  await page.getByLabel(/^Field that holds the key/).fill('')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(async () => (await lena.hooks.show({ id })).rules).toMatchObject({ keyed: 'thread', keyField: null })
})

test('an update shows at once where the message stands, and “edited” opens what it said before', async () => {
  const { post } = await make('disk')
  await place.goTo('/channels/town-square')
  await post('disk at **91 %**', [{ color: 'danger', text: 'on db-1' }])
  const row = page.getByRole('article').filter({ hasText: 'disk at' })
  await row.getByText('on db-1').waitFor()
  for (let percent = 92; percent < 115; percent += 1) await post(`disk at ${percent} %`, [{ color: 'danger', text: 'on db-1' }])
  await post('disk at 40 %: **resolved**')
  await row.getByText('resolved').waitFor()
  expect(await row.count()).toBe(1)
  await row.getByRole('button', { name: '(edited)' }).click()
  const dialog = page.getByRole('dialog', { name: 'What it said before' })
  const versions = dialog.getByRole('listitem').filter({ hasText: 'disk at' })
  await expect.poll(() => versions.count()).toBe(20)
  expect(await versions.first().innerText()).toMatch(/^Now, since .*\n+disk at 40 %: resolved/)
  await dialog.getByRole('button', { name: 'Show older versions' }).click()
  await expect.poll(() => versions.count()).toBe(25)
  expect(await versions.last().innerText()).toMatch(/^From .*\n+disk at 91 %[^]*on db-1/)
  expect(await dialog.getByRole('button', { name: 'Show older versions' }).count()).toBe(0)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})
