/** The palette and the shortcuts in the browser: a few letters lead anywhere, and only to what one may do. */
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { shareBrowser } from '../helpers/browser.ts'
import { openPlace, type Client, type Place } from './place.ts'

let browser: Browser
beforeAll(async () => {
  browser = await shareBrowser()
})
afterAll(() => browser?.close())

/** What a test asks the palette of one window. */
function paletteOf(place: Place) {
  const dialog = (): Locator => place.page.getByRole('dialog', { name: 'Find channels, people and actions' })
  const options = (): Promise<string[]> => dialog().getByRole('option').locator('bdi:first-of-type').allInnerTexts()
  return {
    dialog,
    options,
    open: async (typed = ''): Promise<void> => {
      await dialog().waitFor({ state: 'detached' })
      await place.page.keyboard.press('Control+k')
      await dialog().waitFor()
      if (typed !== '') await place.page.keyboard.type(typed)
    },
    option: (name: string | RegExp): Locator => dialog().getByRole('option', { name }),
  }
}

describe('the palette of the owner', () => {
  let place: Place
  let lena: Client
  let priya: Client
  let palette: ReturnType<typeof paletteOf>
  beforeAll(async () => {
    place = await openPlace(browser, {
      prepare: async (owner) => {
        for (const name of ['alerts', 'release-room', 'design']) await owner.channels.create({ name, members: ['priya', 'jonas'] })
        await owner.hooks.create({ channel: 'alerts', name: 'Grafana production', dialects: ['mattermost'] })
      },
    })
    lena = place.as('lena.fischer')
    priya = place.as('priya')
    palette = paletteOf(place)
  })
  afterAll(async () => {
    expect(place.problems).toEqual([])
    await place.stop()
  })
  beforeEach(async () => {
    await lena.unreads.markAllRead()
    await place.goTo('/channels/town-square')
    await place.page.getByRole('heading', { name: 'town-square' }).first().waitFor()
  })
  const url = (): string => new URL(place.page.url()).hash

  test('the field in the title bar opens it, Esc closes it, and the focus is where it was', async () => {
    const find = place.page.getByRole('button', { name: 'Search Tidewater' })
    await find.click()
    await palette.dialog().waitFor()
    await place.page.keyboard.press('Escape')
    await palette.dialog().waitFor({ state: 'detached' })
    await expect.poll(() => find.evaluate((element) => element === document.activeElement)).toBe(true)
    const composer = place.page.getByRole('textbox', { name: /town-square/ })
    await composer.focus()
    await palette.open()
    await place.page.keyboard.press('Control+k')
    await palette.dialog().waitFor({ state: 'detached' })
    await expect.poll(() => composer.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('leads to a channel, by its beginning or by beginnings of its words', async () => {
    await palette.open('rero')
    await palette.option(/^release-room/).waitFor()
    await place.page.keyboard.press('Enter')
    await expect.poll(url).toBe('#/channels/release-room')
    await place.page.getByRole('heading', { name: 'release-room' }).first().waitFor()
  })

  test('begins with what is unread, mentions first, and then where one was', async () => {
    await palette.open('design')
    await palette.option(/^design/).waitFor()
    await place.page.keyboard.press('Enter')
    await place.page.getByRole('heading', { name: 'design' }).first().waitFor()
    await priya.messages.post({ channel: 'alerts', text: 'something' })
    await priya.messages.post({ channel: 'release-room', text: 'look, @lena.fischer' })
    await place.sidebar.getByRole('link', { name: /release-room 1 mention/ }).waitFor()
    await palette.open()
    await expect.poll(async () => (await palette.options()).slice(0, 3)).toEqual(['release-room', 'alerts', 'town-square'])
    await palette.option(/release-room.*1 mention/).waitFor()
    await place.page.keyboard.press('Enter')
    await expect.poll(url).toBe('#/channels/release-room')
  })

  test('opens a direct channel with somebody, found without accents', async () => {
    await palette.open('tomas')
    await palette.option(/Tomás Ferreira/).waitFor()
    await place.page.keyboard.press('Enter')
    await expect.poll(url).toMatch(/^#\/channels\/lena.fischer__tomas$/)
  })

  test('runs actions: a new channel, the theme, muting the channel that is open', async () => {
    await palette.open('new ch')
    await palette.option(/^New channel/).waitFor()
    await place.page.keyboard.press('Enter')
    await place.page.getByRole('dialog', { name: /channel/i }).getByRole('textbox').first().waitFor()
    await place.page.keyboard.press('Escape')
    await palette.open('dark th')
    await palette.option('Dark theme').waitFor()
    await place.page.keyboard.press('Enter')
    await expect.poll(() => place.page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
    await palette.open('mute')
    await palette.option('Mute # town-square').click()
    await expect.poll(async () => (await lena.unreads.get()).channels.filter(({ muted }) => muted).length).toBe(1)
    await palette.open('unmute')
    await palette.option('Unmute # town-square').waitFor()
    await place.page.keyboard.press('Enter')
    await expect.poll(async () => (await lena.unreads.get()).channels.filter(({ muted }) => muted).length).toBe(0)
  })

  test('leads to pages, settings and webhooks', async () => {
    await palette.open('grafana')
    await palette.option(/^Grafana production/).waitFor()
    await place.page.keyboard.press('Enter')
    await expect.poll(url).toMatch(/^#\/integrations\/incoming\/[0-9a-f-]{36}$/)
    await palette.open('notific')
    await palette.option(/Notifications/).first().waitFor()
    await place.page.keyboard.press('Enter')
    await expect.poll(url).toBe('#/settings/notifications')
  })

  test('searches messages for what leads nowhere, and at once for what looks like a search', async () => {
    await palette.open('zyzzyva')
    await palette.option('Search messages for “zyzzyva”').waitFor()
    await place.page.keyboard.press('Enter')
    await expect.poll(url).toBe('#/search/zyzzyva')
    await palette.open('in:alerts some')
    await expect.poll(async () => (await palette.options())[0]).toBe('Search messages for “in:alerts some”')
    await place.page.keyboard.press('Enter')
    await expect.poll(() => place.page.getByRole('combobox', { name: 'Search messages in Tidewater' }).inputValue()).toBe('in:alerts some')
  })

  test('keeps to channels, people or actions behind # @ and >', async () => {
    await palette.open('@')
    await expect.poll(palette.options).toContain('Priya Raman')
    await expect.poll(palette.options).not.toContain('alerts')
    await place.page.keyboard.press('Backspace')
    await place.page.keyboard.type('#des')
    await expect.poll(async () => (await palette.options())[0]).toBe('design')
    await place.page.keyboard.press('Escape')
  })

  test('Ctrl / lists every shortcut that works in this window, and closes again', async () => {
    await place.page.keyboard.press('Control+/')
    const list = place.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await list.waitFor()
    const rows = async () => (await list.locator('.keys__row').allInnerTexts()).map((row) => row.replaceAll(/\s+/g, ' ').trim())
    await expect.poll(async () => (await rows()).length).toBeGreaterThan(25)
    // A browser keeps Ctrl N to itself.
    await expect.poll(rows).toContain('New direct message Alt N')
    await place.page.keyboard.press('Control+/')
    await list.waitFor({ state: 'detached' })
  })

  test('the keys do what the list says', async () => {
    await place.page.keyboard.press('Alt+n')
    await place.page.getByRole('dialog').waitFor()
    await place.page.keyboard.press('Escape')
    await place.page.getByRole('dialog').waitFor({ state: 'detached' })
    for (const [keys, hash] of [
      ['Control+Shift+a', '#/unread'],
      ['Control+,', '#/settings/profile'],
      ['Alt+Shift+i', '#/integrations'],
      ['Control+f', '#/search/'],
    ] as const) {
      await place.page.keyboard.press(keys)
      await expect.poll(url).toBe(hash)
    }
  })
})

describe('the palette of a guest', () => {
  test('offers nothing that guests may not do, and no channel that they are not in', async () => {
    const place = await openPlace(browser, { as: 'tomas', prepare: (owner) => owner.channels.create({ name: 'lobby', members: ['tomas'] }) })
    try {
      const palette = paletteOf(place)
      await place.goTo('/channels/lobby')
      await place.page.getByRole('heading', { name: 'lobby' }).first().waitFor()
      for (const [typed, hidden] of [
        ['new', /New channel/],
        ['add', /Add a person|webhook/],
        ['webhook', /Incoming webhook/],
        ['town', /town-square/],
        ['leave', /nothing/],
      ] as const) {
        await palette.open(typed)
        await palette.option(`Search messages for “${typed}”`).waitFor()
        expect((await palette.options()).filter((name) => hidden.test(name))).toEqual([])
        await place.page.keyboard.press('Escape')
        await palette.dialog().waitFor({ state: 'detached' })
      }
      // The keys of what they may not do are not theirs either.
      await place.page.keyboard.press('Alt+Shift+i')
      await place.page.keyboard.press('Alt+Shift+n')
      expect(new URL(place.page.url()).hash).toBe('#/channels/lobby')
      expect(await place.page.getByRole('dialog').count()).toBe(0)
      expect(place.problems).toEqual([])
    } finally {
      await place.stop()
    }
  })
})
