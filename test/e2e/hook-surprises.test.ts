/** Where something was lost, or told wrongly, between two looks at the same page of a webhook or of the settings. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { moveIn, openPlace, type Client, type OwnPlace } from './place.ts'
import { post } from './post.ts'

let place: OwnPlace
let page: Page
let lena: Client
beforeAll(async () => {
  place = await moveIn({ prepare: (owner) => owner.channels.create({ name: 'harbour' }) })
  ;({ page, lena } = place)
})
afterAll(() => place?.leave())

const button = (name: string | RegExp, within: Page | Locator = page): Locator => within.getByRole('button', { name, exact: true })
const field = (name: string, within: Page | Locator = page): Locator => within.getByLabel(new RegExp(`^${name}( ·|$)`))
const heading = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
async function makeHook(name: string, more: Partial<Parameters<Client['hooks']['create']>[0]> = {}) {
  const { hook, addresses } = await lena.hooks.create({ channel: 'harbour', name, dialects: ['slack'], ...more })
  return { hook, url: addresses[0]?.url ?? '' }
}
const show = async (id: string, tab = 'requests'): Promise<void> => place.goTo(`/integrations/incoming/${id}/${tab}`)
async function elsewhere(): Promise<void> {
  await place.goTo('/integrations/tokens')
  await heading('Tokens')
}

describe('requests', () => {
  const requests = (): Locator => page.getByRole('list', { name: 'Requests' })
  const rows = (): Locator => requests().getByRole('button', { name: /^\d{3}/ })
  const openRow = (): Promise<string> => requests().locator('[aria-current]').innerText()
  const lost = { text: 'lost', channel: '#nowhere' }

  test('a filter that one comes back to shows what came meanwhile', async () => {
    const { hook, url } = await makeHook('coming-back')
    for (const payload of [{ text: 'one' }, lost]) await post(url, payload)
    await show(hook.id)
    await button('Posted').click()
    await expect.poll(() => rows().count()).toBe(1)
    await button(/^Refused/).first().click()
    await expect.poll(async () => (await rows().allInnerTexts()).join()).toMatch(/^4\d\d/)
    await post(url, { text: 'two' })
    await page.getByRole('tab', { name: /^Requests\s*3/ }).waitFor()
    await button('Posted').click()
    await expect.poll(() => rows().count()).toBe(2)
  })

  test('what came a moment before one goes from one webhook’s page to another’s is counted there', async () => {
    const [first, second] = [await makeHook('first-page'), await makeHook('second-page')]
    await show(first.hook.id)
    await heading('first-page')
    await post(second.url, { text: 'one' })
    await show(second.hook.id)
    await heading('second-page')
    await page.getByRole('tab', { name: /^Requests\s*1/ }).waitFor()
    await post(second.url, { text: 'two' })
    await page.getByRole('tab', { name: /^Requests\s*2/ }).waitFor()
  })

  test('a link to a request opens it however often it is followed; search, and what is open, stay over another tab and a reload', async () => {
    const { hook, url } = await makeHook('linked')
    for (const payload of [lost, { text: 'one' }, { text: 'two' }]) await post(url, payload)
    await place.goTo(`/integrations/incoming/${hook.id}`)
    const last = page.getByRole('region', { name: /linked/ }).getByRole('link')
    await last.click()
    await expect.poll(openRow).toMatch(/no such channel/)
    await rows().nth(1).click()
    await expect.poll(openRow).toMatch(/Posted/)
    await last.click()
    await expect.poll(openRow).toMatch(/no such channel/)
    const search = page.getByRole('searchbox', { name: 'Search sender, reason, words' })
    await search.fill('nowhere')
    await page.getByRole('tab', { name: 'Addresses' }).click()
    await page.getByRole('tab', { name: /^Requests/ }).click()
    expect(await search.inputValue()).toBe('nowhere')
    await expect.poll(openRow).toMatch(/no such channel/)
    await search.fill('')
    await rows().nth(1).click()
    await page.reload()
    await rows().first().waitFor()
    await expect.poll(() => rows().nth(1).getAttribute('aria-current')).toBe('true')
  })

  test('one that waited shows what it became once its turn came', async () => {
    const { hook, url } = await makeHook('waiting', { rules: { perMinute: 1 } })
    for (let number = 0; number < 12; number += 1) await post(url, { text: `number ${number}` })
    await show(hook.id)
    await rows().first().click()
    await page.getByRole('region', { name: 'What it would become' }).waitFor()
    await button('Post all now').click()
    await page.getByRole('region', { name: 'What it became' }).getByText('number 11').waitFor()
  })
})

describe('counts', () => {
  test('a member’s own list counts as requests come, and is right at the first look', async () => {
    const theirs = await openPlace(place.browser, {
      as: 'jonas',
      prepare: (owner) => owner.settings.set({ key: 'integrations.managedBy', value: 'members' }),
    })
    onTestFinished(() => theirs.stop())
    const { addresses } = await theirs.as('jonas').hooks.create({ channel: 'town-square', name: 'own', dialects: ['slack'] })
    const url = addresses[0]?.url ?? ''
    const requests = (): Promise<string> => theirs.page.getByRole('row', { name: /own/ }).getByRole('cell').nth(4).innerText()
    await theirs.goTo('/integrations/incoming')
    await expect.poll(requests).toBe('0')
    await post(url, { text: 'one' })
    await expect.poll(requests).toBe('1')
    await theirs.goTo('/integrations/tokens')
    await theirs.page.getByRole('heading', { level: 1, name: 'Tokens' }).waitFor()
    await post(url, { text: 'two' })
    await theirs.goTo('/integrations/incoming')
    await expect.poll(requests).toBe('2')
    await theirs.page.getByRole('row', { name: /own/ }).getByText('just now').waitFor()
  })
})

describe('deleting', () => {
  test('counts addresses, not shapes, also one that ends by itself; the list knows its shape', async () => {
    const { hook } = await makeHook('two doors')
    await lena.addresses.add({ hookId: hook.id, dialect: 'slack', label: '', expiresAt: Date.now() + 90 * 24 * 3600_000 })
    await lena.addresses.add({ hookId: hook.id, dialect: 'discord', label: '', expiresAt: Date.now() + 90 * 24 * 3600_000 })
    await place.goTo('/integrations/incoming')
    await page.getByRole('row', { name: /two doors/ }).getByText('Discord, Slack').waitFor()
    await button('More for two doors').click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText('Its 3 addresses stop at once and for good').waitFor()
    await button('Cancel', dialog).click()
  })
})

describe('the form of a new webhook', () => {
  test('is there again for the next one, and the page of the first has an address of its own', async () => {
    await place.goTo('/integrations/incoming/new')
    await field('Name').fill('first one')
    await field('Channel').selectOption({ label: '# harbour' })
    await button('Create webhook').click()
    await heading('first one is ready')
    await place.goTo('/integrations/incoming/new/harbour')
    await button('Create webhook').waitFor()
    expect(await field('Name').inputValue()).toBe('')
    await page.goBack()
    await heading('first one is ready')
    await page.reload()
    // Nobody knows the address any more; what is known of it is there.
    await page.getByRole('tab', { name: 'Addresses', selected: true }).waitFor()
    await heading('first one')
  })

  test('keeps the shape of the first address with what was typed', async () => {
    await place.goTo('/integrations/incoming/new')
    await field('Name').fill('half')
    await button(/^Slack/).click()
    await elsewhere()
    await place.goTo('/integrations/incoming/new')
    await page.getByText('What you had typed before is back.').waitFor()
    expect(await button(/^Slack/).getAttribute('aria-pressed')).toBe('true')
    await button('Discard').click()
    await expect.poll(() => button(/^Slack/).getAttribute('aria-pressed')).toBe('false')
  })
})

describe('what was taken back by hand is no change any more: what a colleague saves then stands there', () => {
  test('in the settings, after one looked elsewhere', async () => {
    const { hook } = await makeHook('undone', { description: 'as it was' })
    await show(hook.id, 'settings')
    await field('Description').fill('other')
    await field('Description').fill('as it was')
    await elsewhere()
    await lena.hooks.update({ id: hook.id, description: 'by a colleague' })
    await show(hook.id, 'settings')
    await expect.poll(() => field('Description').inputValue()).toBe('by a colleague')
    expect(await page.getByText('What you had typed before is back.').count()).toBe(0)
  })

  test('in the posting rules', async () => {
    const { hook } = await makeHook('unlocked')
    await show(hook.id, 'posting')
    const lock = page.getByRole('tabpanel', { name: 'Who may post' }).getByLabel('Lock to this channel')
    await lock.check()
    await lock.uncheck()
    await lena.hooks.update({ id: hook.id, locked: true })
    await expect.poll(() => lock.isChecked()).toBe(true)
    expect(await page.getByText('Not saved yet').filter({ visible: true }).count()).toBe(0)
  })
})

test('what a webhook is for, edited beside its channel by key, gives the focus back', async () => {
  await makeHook('focused', { description: 'old words' })
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '')
  await place.goTo('/channels/harbour')
  await button('Channel details').click()
  await page.getByRole('tab', { name: 'Webhooks' }).click()
  for (const [text, key, after] of [['nothing', 'Escape', 'old words'], ['new words', 'Enter', 'new words']] as const) {
    await page.getByRole('button', { name: 'old words' }).press('Enter')
    const area = page.locator('.chanhook__form textarea')
    await area.fill(text)
    await area.press(key)
    await expect.poll(focused).toBe(after)
  }
})

describe('a setting that was typed is saved, however one leaves its page', () => {
  const row = (name: string): Locator => page.locator(`[data-setting="${name}"]`)
  beforeAll(async () => {
    await place.goTo('/channels/harbour')
    await heading('harbour')
  })

  test('a text, by the browser’s way back', async () => {
    await place.goTo('/settings/profile')
    await row('profile.title').getByRole('textbox').fill('Pilot')
    await page.goBack()
    await expect.poll(async () => (await lena.session.get()).me.title).toBe('Pilot')
  })

  test('a keyword; Esc takes it back and stays', async () => {
    await place.goTo('/settings/notifications')
    const words = row('notify.keywords').getByRole('textbox')
    await words.fill('nonsense')
    await words.press('Escape')
    await expect.poll(() => words.inputValue()).toBe('')
    await words.fill('mooring')
    await page.goBack()
    await expect.poll(async () => (await lena.preferences.get())['notify.keywords']).toEqual(['mooring'])
  })
})
