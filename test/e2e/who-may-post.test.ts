/** Who may post to a webhook, in the browser: rules are saved and refused in place, a secret is made and shown once, and replaced while the old one counts. */
import { createHmac } from 'node:crypto'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HookId } from '#shared/contract/ids.ts'
import { send } from '../helpers/post.ts'
import { moveIn, type Client, type OwnPlace } from './place.ts'

let place: OwnPlace
let page: Page
let lena: Client
let id: HookId
let url: string
beforeAll(async () => {
  place = await moveIn()
  ;({ page, lena } = place)
  const { hook, addresses } = await lena.hooks.create({ channel: 'town-square', name: 'forge', dialects: ['any'] })
  id = hook.id
  url = addresses[0]!.url
  await place.goTo(`/integrations/incoming/${id}/posting`)
  await page.getByRole('tab', { name: 'Who may post', selected: true }).waitFor()
})
afterAll(() => place?.leave())

const button = (name: string, within: Page | Locator = page): Locator => within.getByRole('button', { name, exact: true })
const field = (name: string): Locator => page.getByLabel(new RegExp(`^${name}( ·|$)`))
const rules = async () => (await lena.hooks.show({ id })).rules

test('nonsense is told where it stands, and what fits is saved', async () => {
  await field('Only from these addresses').fill('10.0.0.0/8\n10.0.0')
  await field('Largest body, in bytes').fill('3')
  await button('Save').click()
  await page.getByText('10.0.0: Must be an IP address or a range such as 10.0.0.0/8 or fd00::/8').waitFor()
  await page.getByText('Must be at least 64').waitFor()
  await field('Only from these addresses').fill('127.0.0.0/8\nfd00::/8')
  await field('Largest body, in bytes').fill('4096')
  await page.getByLabel('JSON', { exact: true }).check()
  await page.getByLabel('A post may choose its name').uncheck()
  await button('Save').click()
  await expect.poll(rules).toMatchObject({ sources: ['127.0.0.0/8', 'fd00::/8'], maxBytes: 4096, contentKinds: ['json'], allowName: false, allowIcon: true })
})

test('a secret is made, shown once, and replaced; who still signs with the old one is named', async () => {
  await field('Signature').selectOption('github')
  await button('Save').click()
  await page.getByText('There is no secret yet, so every request is refused.').waitFor()
  await button('Set the secret').click()
  await button('Save', page.getByRole('dialog')).click()
  const secret = (await page.getByRole('dialog').locator('.secret code').textContent()) ?? ''
  await button('Done', page.getByRole('dialog')).click()
  await page.getByText('Current secret').waitFor()
  expect(await page.content()).not.toContain(secret)
  await button('Replace the secret').click()
  await button('Save', page.getByRole('dialog')).click()
  await page.getByRole('dialog').locator('.secret code').waitFor()
  await button('Done', page.getByRole('dialog')).click()
  const body = '{"text":"signed"}'
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  expect((await send(url, { body, headers: { 'Content-Type': 'application/json', 'User-Agent': 'Forge/1', 'X-Hub-Signature-256': signature } })).status).toBe(200)
  await place.goTo(`/integrations/incoming/${id}/requests`)
  await place.goTo(`/integrations/incoming/${id}/posting`)
  await page.getByText('Old secret').waitFor()
  if (process.env['HOOKLINE_LOOK']) await page.screenshot({ path: process.env['HOOKLINE_LOOK'] })
  await page.getByText(/Used by 127\.0\.0\.1 Forge\/1/).waitFor()
  if (process.env['HOOKLINE_LOOK']) await page.screenshot({ path: process.env['HOOKLINE_LOOK'] })
  await button('End it now').click()
  await expect.poll(async () => (await lena.hooks.secrets({ id })).length).toBe(1)
})
