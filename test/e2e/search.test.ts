/** The search in the browser: finding as one types, filters, marks, keys, and the way to the message. */
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { shareBrowser } from '../helpers/browser.ts'
import { sendJson } from '../helpers/post.ts'
import { openPlace, type Client, type Place } from './place.ts'

let browser: Browser
beforeAll(async () => {
  browser = await shareBrowser()
})
afterAll(() => browser?.close())

describe('the search page', () => {
  let place: Place
  let lena: Client
  let priya: Client
  beforeAll(async () => {
    place = await openPlace(browser, { prepare: (owner) => owner.channels.create({ name: 'release-room', members: ['priya'] }) })
    lena = place.as('lena.fischer')
    priya = place.as('priya')
    await priya.channels.create({ name: 'secret', private: true })
    await priya.messages.post({ channel: 'secret', text: 'the gateway password' })
    const root = await lena.messages.post({ channel: 'release-room', text: 'Rollback of the **gateway**: zażółć gęślą jaźń' })
    await priya.messages.post({ channel: 'release-room', text: 'a reply about the pier', threadRootId: root.id })
    await priya.messages.post({ channel: 'town-square', text: 'The gateway team meets at ten' })
    for (let number = 1; number <= 45; number += 1) await lena.messages.post({ channel: 'release-room', text: `filler ${number}` })
    const { addresses } = await lena.hooks.create({ channel: 'town-square', name: 'ci', dialects: ['mattermost'] })
    await sendJson(addresses[0]?.url ?? '', { text: 'gateway deployed', username: 'Jenkins', attachments: [{ title: 'Gateway pool' }] })
    await place.serving.app.indexer.idle()
  })
  afterAll(async () => {
    expect(place.problems).toEqual([])
    await place.stop()
  })
  beforeEach(async () => {
    await place.goTo('/saved')
    await field().waitFor({ state: 'detached' })
    await place.goTo('/search')
    await expect.poll(() => field().inputValue()).toBe('')
  })

  const field = (): Locator => place.page.getByRole('combobox', { name: 'Search messages in Tidewater' })
  const results = (): Locator => place.page.getByRole('list', { name: 'Messages that were found, newest first' })
  const found = (): Promise<string[]> => results().locator('.msg__body > :first-child').allInnerTexts()
  const option = (name: string | RegExp): Locator => place.page.getByRole('option', { name })
  /** The words that the browser marks. */
  const marks = (): Promise<string[]> => place.page.evaluate(() => [...(CSS.highlights.get('search-hit') ?? [])].map((range) => String(range)))
  const focused = (): Promise<string> => place.page.evaluate(() => document.activeElement?.textContent ?? '')

  test('finds from two letters on, newest first, what I may read, and tells how many', async () => {
    await field().pressSequentially('g')
    await place.page.getByRole('heading', { name: 'Find any message you can read' }).waitFor()
    await field().pressSequentially('at')
    await expect.poll(found).toEqual(['gateway deployed', 'The gateway team meets at ten', 'Rollback of the gateway: zażółć gęślą jaźń'])
    await place.page.getByRole('status').filter({ hasText: '3 messages' }).waitFor()
    expect(await results().textContent()).not.toContain('password')
  })

  test('marks what was meant, across accents and bold words, and changes no element', async () => {
    await field().fill('gesla jazn')
    await expect.poll(marks).toEqual(['gęślą', 'jaźń'])
    await field().fill('"the gateway"')
    await expect.poll(marks).toEqual(['The', 'gateway', 'the', 'gateway'])
    expect(await results().locator('mark').count()).toBe(0)
  })

  test('completes a filter, shows it as a chip, and takes it away', async () => {
    await field().fill('gateway fr')
    await option(/^from:/).click()
    await option(/Priya Raman/).waitFor()
    await field().pressSequentially('pri')
    await option(/Priya Raman/).and(place.page.locator('[aria-selected="true"]')).waitFor()
    await place.page.keyboard.press('Enter')
    await expect.poll(() => field().inputValue()).toBe('gateway from:@priya ')
    await expect.poll(found).toEqual(['The gateway team meets at ten'])
    await place.page.getByRole('button', { name: 'Take from:@priya away' }).click()
    await expect.poll(() => field().inputValue()).toBe('gateway')
    await expect.poll(async () => (await found()).length).toBe(3)
  })

  test('a button begins a filter, whose values come at once; Esc closes them and keeps the text', async () => {
    await place.page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Is' }).click()
    await option(/^hook/).waitFor()
    await place.page.keyboard.press('ArrowDown')
    await place.page.keyboard.press('ArrowUp')
    await place.page.keyboard.press('Enter')
    await expect.poll(() => field().inputValue()).toBe('is:hook ')
    await expect.poll(found).toEqual(['gateway deployed'])
    await field().fill('has:')
    await option(/^link/).waitFor()
    await place.page.keyboard.press('Escape')
    await expect.poll(() => option(/^link/).count()).toBe(0)
    await expect.poll(() => field().inputValue()).toBe('has:')
  })

  test('says what it did not understand, and what to do when nothing was found', async () => {
    await field().fill('gateway form:priya')
    await place.page.getByText('“form:” is not a filter.').waitFor()
    await field().fill('quokka in:#release-room')
    await place.page.getByRole('heading', { name: 'Nothing found' }).waitFor()
    await place.page.getByRole('button', { name: 'Search without in:#release-room' }).click()
    await expect.poll(() => field().inputValue()).toBe('quokka')
  })

  test('keys lead from the field to a message, into its channel, and back to what was found', async () => {
    await field().fill('gateway team')
    await expect.poll(found).toEqual(['The gateway team meets at ten'])
    await place.page.keyboard.press('ArrowDown')
    await expect.poll(focused).toContain('The gateway team')
    await place.page.keyboard.press('ArrowUp')
    await expect.poll(() => field().evaluate((element) => element === document.activeElement)).toBe(true)
    await place.page.keyboard.press('Enter')
    await expect.poll(focused).toContain('The gateway team')
    await place.page.keyboard.press('Enter')
    await place.page.locator('.msg--flash', { hasText: 'The gateway team' }).waitFor()
    await expect.poll(() => new URL(place.page.url()).hash).toMatch(/^#\/channels\/town-square\/messages\//)
    await place.page.goBack()
    await expect.poll(() => field().inputValue()).toBe('gateway team')
    await expect.poll(found).toEqual(['The gateway team meets at ten'])
  })

  test('a reply opens in its thread', async () => {
    await field().fill('pier')
    await place.page.getByText('in a thread').waitFor()
    await place.page.getByRole('link', { name: 'Jump to the message of Priya Raman' }).click()
    await place.page.locator('[data-region="panel"] .msg--flash', { hasText: 'a reply about the pier' }).waitFor()
    await place.page.keyboard.press('Escape')
  })

  test('the next page comes when the end is near', async () => {
    await field().fill('filler')
    await place.page.getByText('The newest 30 messages; there are more').waitFor()
    await results().locator('.hit').last().scrollIntoViewIfNeeded()
    await expect.poll(() => results().locator('.hit').count()).toBe(45)
  })

  test('Ctrl F searches in the channel, what was searched is offered again, and Esc leads back', async () => {
    await place.goTo('/channels/release-room')
    await place.page.getByRole('heading', { name: 'release-room' }).waitFor()
    await place.page.keyboard.press('Control+f')
    await expect.poll(() => field().inputValue()).toBe('in:#release-room ')
    await place.page.keyboard.type('zazolc')
    await expect.poll(async () => (await found()).length).toBe(1)
    await place.page.keyboard.press('Enter')
    await field().fill('')
    await place.page.getByRole('region', { name: 'Recent searches' }).getByRole('button', { name: 'in:#release-room zazolc' }).click()
    await expect.poll(async () => (await found()).length).toBe(1)
    await place.page.keyboard.press('Escape')
    await place.page.waitForURL(/#\/channels\/release-room$/)
  })

  test('an address with any sign in it is the query', async () => {
    await place.goTo(`/search/${encodeURIComponent('100% "a/b#c?"')}`)
    await expect.poll(() => field().inputValue()).toBe('100% "a/b#c?"')
  })

  test('a deleted message leaves what was found', async () => {
    const { id } = await lena.messages.post({ channel: 'town-square', text: 'ephemeral note' })
    await place.serving.app.indexer.idle()
    await field().fill('ephemeral')
    await expect.poll(found).toEqual(['ephemeral note'])
    await lena.messages.delete({ messageId: id })
    await expect.poll(found).toEqual([])
  })
})
