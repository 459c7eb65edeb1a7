/** Whom a webhook may tell, in the browser: chosen and refused in the form, kept while one looks elsewhere, and kept to when it posts. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HookId } from '#shared/contract/ids.ts'
import { sendJson } from '../helpers/post.ts'
import { moveIn, type Client, type OwnPlace } from './place.ts'

let place: OwnPlace
let page: Page
let lena: Client
let id: HookId
let url: string
beforeAll(async () => {
  place = await moveIn()
  ;({ page, lena } = place)
  await lena.channels.create({ name: 'ops', members: ['priya', 'jonas'] })
  const { hook, addresses } = await lena.hooks.create({ channel: 'ops', name: 'monitor', dialects: ['mattermost'] })
  id = hook.id
  url = addresses[0]!.url
  await place.goTo(`/integrations/incoming/${id}/posting`)
  await page.getByRole('tab', { name: 'Who may post', selected: true }).waitFor()
})
afterAll(() => place?.leave())

const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
const whom = (): Locator => page.getByLabel('Names in a post may tell')
const perHour = (): Locator => page.getByLabel(/^Mentions an hour/)
const rules = async () => (await lena.hooks.show({ id })).rules
const mentionsOf = async (username: string): Promise<number> => (await place.as(username).unreads.get()).badge

test('nonsense is refused with the words of the API, and nothing is saved', async () => {
  const before = await rules()
  for (const [number, words] of [['-1', 'Must not be negative'], ['10001', 'Must be at most 10000'], ['few', 'Must be a whole number']] as const) {
    await perHour().fill(number)
    await button('Save').click()
    await page.getByText(words, { exact: true }).waitFor()
    const refused = (await lena.hooks.update({ id, rules: { mentionsPerHour: (Number.isNaN(Number(number)) ? number : Number(number)) as number } }).catch((caught: unknown) => caught)) as { data: unknown }
    expect(JSON.stringify(refused.data)).toContain(words.charAt(0).toLowerCase() + words.slice(1))
  }
  expect(await rules()).toEqual(before)
  await button('Discard').click()
  expect(await perHour().inputValue()).toBe('')
})

test('what was typed and not saved is there again after one looked elsewhere and reloaded, until it is discarded', async () => {
  await whom().selectOption({ label: 'Only certain people' })
  await page.getByText('Nobody is chosen, so nobody is told.').waitFor()
  await page.getByRole('combobox', { name: 'Who may be told' }).fill('pri')
  await page.getByRole('option', { name: /Priya Raman/ }).click()
  await perHour().fill('nonsense')
  await page.getByRole('tab', { name: /^Who may post\s*not saved/ }).waitFor()
  await place.goTo('/channels/ops')
  await page.getByPlaceholder('Message #ops').waitFor()
  await page.reload()
  await place.goTo(`/integrations/incoming/${id}/posting`)
  await page.getByRole('status').filter({ hasText: 'What you typed before' }).or(page.locator('.cameback')).first().waitFor()
  expect([await whom().inputValue(), await perHour().inputValue(), await button('Take Priya Raman out').count()]).toEqual(['named', 'nonsense', 1])
  await page.locator('.cameback').getByRole('button', { name: 'Discard' }).click()
  expect([await whom().inputValue(), await perHour().inputValue()]).toEqual(['address', ''])
  await page.reload()
  await page.getByRole('tab', { name: 'Who may post', selected: true }).waitFor()
  expect([await whom().inputValue(), await page.locator('.cameback').count()]).toEqual(['address', 0])
})

test('only who is named is told, only so often, and the request says who was not', async () => {
  await whom().selectOption({ label: 'Only certain people' })
  await page.getByRole('combobox', { name: 'Who may be told' }).fill('pri')
  await page.getByRole('option', { name: /Priya Raman/ }).click()
  await perHour().fill('1')
  await button('Save').click()
  const priya = (await lena.people.list()).find(({ username }) => username === 'priya')!
  await expect.poll(rules).toMatchObject({ mentions: 'named', named: [priya.id], mentionsPerHour: 1 })
  await page.getByRole('tab', { name: 'Who may post', exact: true }).waitFor()

  for (const text of ['@priya @jonas @channel one', '@priya two']) expect((await sendJson(url, { text })).status).toBe(200)
  expect([await mentionsOf('priya'), await mentionsOf('jonas')]).toEqual([1, 0])
  await page.getByRole('tab', { name: /^Requests/ }).click()
  const requests = page.getByRole('button', { name: /Posted to #\s+ops/ })
  await requests.nth(0).click()
  await page.getByText('1 person was not told: 1 of 1 mentions this hour.').waitFor()
  await requests.nth(1).click()
  await page.getByText('this webhook may tell only those whom its owner chose').waitFor()
})
