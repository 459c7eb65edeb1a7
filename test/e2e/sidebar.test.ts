/** The sidebar in the browser: what stands where, what is unread, and getting around by keys. */
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { shareBrowser } from '../helpers/browser.ts'
import { openPlace, type Client, type Place } from './place.ts'

let browser: Browser
beforeAll(async () => {
  browser = await shareBrowser()
})
afterAll(() => browser?.close())

const everybody = ['priya', 'jonas', 'aiko', 'tomas']

describe('of the owner', () => {
  let place: Place
  let priya: Client
  let me: Client

  beforeAll(async () => {
    place = await openPlace(browser, {
      prepare: async (owner) => {
        for (const name of ['alerts', 'platform', 'release-room']) await owner.channels.create({ name, members: everybody })
        await owner.channels.create({ name: 'security', private: true, members: ['priya'] })
      },
    })
    priya = place.as('priya')
    me = place.as('lena.fischer')
    await priya.channels.create({ name: 'not-mine' })
  })
  afterAll(async () => {
    expect(place.problems).toEqual([])
    await place.stop()
  })
  beforeEach(async () => {
    await me.preferences.set({ key: 'sidebar.folded', value: [] })
    await me.preferences.set({ key: 'sidebar.unreadOnly', value: false })
    for (const { channelId } of (await me.unreads.get()).channels) await me.channels.setPreference({ channel: channelId, favourite: false, muted: false, notify: null })
    await me.unreads.markAllRead()
    await place.goTo('/channels/town-square')
    await expect.poll(() => place.sidebar.locator('.is-unread').count()).toBe(0)
    await expect.poll(() => place.sidebar.locator('.is-muted').count()).toBe(0)
    await row('town-square').and(place.page.locator('[aria-current="page"]')).waitFor()
    // The focus comes with the channel.
    await place.page.getByRole('textbox', { name: 'Message #town-square' }).waitFor()
  })

  const row = (name: string): Locator => place.sidebar.getByRole('link', { name: new RegExp(`(^|\\s)${name}\\b`) })
  const reload = async (): Promise<void> => {
    await place.page.reload()
    await row('town-square').waitFor()
  }
  const rowNames = (section: string): Promise<string[]> => place.sidebar.getByRole('group', { name: section }).locator('a bdi').allInnerTexts()
  const weight = (link: Locator): Promise<string> => link.evaluate((element) => getComputedStyle(element).fontWeight)

  test('lists the channels that I am in, by name, and no others', async () => {
    await expect.poll(() => rowNames('Channels')).toEqual(['alerts', 'off-topic', 'platform', 'release-room', 'security', 'town-square'])
    await row('Private security').waitFor()
  })

  test('a message makes its channel bold with a number, a mention gives it a float, and opening it clears both', async () => {
    await priya.messages.post({ channel: 'alerts', text: 'first' })
    await row('alerts 1 unread').waitFor()
    await expect.poll(() => weight(row('alerts'))).toBe('600')
    await expect.poll(() => weight(row('platform'))).toBe('400')
    await place.sidebar.getByRole('link', { name: 'Catch up 1 unread channel' }).waitFor()

    await priya.messages.post({ channel: 'alerts', text: 'look, @lena.fischer' })
    await row('alerts 1 mention').waitFor()
    await place.sidebar.getByRole('link', { name: 'Mentions 1 mention' }).waitFor()
    const badge = row('alerts').locator('.nav__mention')
    const colours = () =>
      badge.evaluate((element) => {
        const probe = element.appendChild(document.createElement('i'))
        probe.style.background = 'var(--float-solid)'
        const wanted = getComputedStyle(probe).backgroundColor
        probe.remove()
        return { isSolid: getComputedStyle(element).backgroundColor === wanted }
      })
    await expect.poll(colours).toEqual({ isSolid: true })

    await row('alerts').click()
    await expect.poll(() => row('alerts').innerText()).toBe('alerts')
    await expect.poll(() => place.sidebar.getByRole('link', { name: 'Catch up' }).innerText()).toBe('Catch up')
  })

  test('a muted channel is faint, shows a bell, and is never bold', async () => {
    await row('platform').click({ button: 'right' })
    await place.page.getByRole('menuitem', { name: 'Mute' }).click()
    await row('platform').getByRole('img', { name: 'Muted' }).waitFor()
    await priya.messages.post({ channel: 'platform', text: 'noise' })
    await priya.messages.post({ channel: 'alerts', text: 'after it' })
    await row('alerts 1 unread').waitFor()
    await expect.poll(() => row('platform').getAttribute('class')).toBe('nav__row is-muted')
    expect(await row('platform').locator('.nav__unread').count()).toBe(0)
    await row('platform').click({ button: 'right' })
    await place.page.getByRole('menuitem', { name: 'Unmute' }).click()
    await row('platform 1 unread').waitFor()
  })

  test('the menu opens with Shift F10, makes a favourite, and gives the focus back', async () => {
    await row('release-room').focus()
    await place.page.keyboard.press('Shift+F10')
    await place.page.getByRole('menu').waitFor()
    await place.page.keyboard.press('Escape')
    await place.page.getByRole('menu').waitFor({ state: 'detached' })
    await expect.poll(() => row('release-room').evaluate((element) => element === document.activeElement)).toBe(true)

    await place.page.keyboard.press('Shift+F10')
    await place.page.getByRole('menuitem', { name: 'Add to favourites' }).click()
    await expect.poll(() => rowNames('Favourites')).toEqual(['release-room'])
    await expect.poll(() => rowNames('Channels')).not.toContain('release-room')
    await reload()
    await expect.poll(() => rowNames('Favourites')).toEqual(['release-room'])
  })

  test('the "…" of a row marks it as read', async () => {
    await priya.messages.post({ channel: 'release-room', text: 'one' })
    await row('release-room 1 unread').hover()
    await place.page.getByRole('button', { name: 'What can be done with release-room' }).click()
    await place.page.getByRole('menuitem', { name: 'Mark as read' }).click()
    await expect.poll(() => row('release-room').innerText()).toBe('release-room')
    await expect.poll(async () => (await me.unreads.get()).channels.filter(({ unread }) => unread > 0)).toEqual([])
  })

  test('the menu chooses what notifies me', async () => {
    await row('alerts').click({ button: 'right' })
    await place.page.getByRole('menuitem', { name: 'Notifications' }).press('ArrowRight')
    await place.page.getByRole('menuitemradio', { name: 'Nothing' }).click()
    const notify = async () => (await me.unreads.get()).channels.filter((state) => state.notify !== null).map((state) => state.notify)
    await expect.poll(notify).toEqual(['none'])
  })

  test('sections fold, keep what is unread, and are still folded after a reload', async () => {
    await place.page.getByRole('button', { name: 'Channels', exact: true }).click()
    await expect.poll(() => rowNames('Channels')).toEqual(['town-square'])
    await priya.messages.post({ channel: 'platform', text: 'hello' })
    await expect.poll(() => rowNames('Channels')).toEqual(['platform', 'town-square'])
    await reload()
    await expect.poll(() => rowNames('Channels')).toEqual(['platform', 'town-square'])
    await expect.poll(() => place.page.getByRole('button', { name: 'Channels', exact: true }).getAttribute('aria-expanded')).toBe('false')
  })

  test('the funnel leaves only what is unread, and says so when that is nothing', async () => {
    await priya.messages.post({ channel: 'alerts', text: 'new' })
    await row('alerts 1 unread').waitFor()
    await place.page.getByRole('button', { name: 'Show unread only' }).click()
    await expect.poll(() => rowNames('Channels')).toEqual(['alerts', 'town-square'])
    await place.goTo('/threads')
    await me.unreads.markAllRead()
    await place.page.getByText('You have read everything.').waitFor()
    await place.page.getByRole('button', { name: 'Show all channels' }).click()
    await expect.poll(async () => (await rowNames('Channels')).length).toBe(6)
  })

  test('a draft left behind has a pencil', async () => {
    await place.page.getByPlaceholder('Message #town-square').fill('half a thought')
    await row('alerts').click()
    await row('town-square').getByRole('img', { name: 'Draft' }).waitFor()
    await row('town-square').click()
    await place.page.getByPlaceholder('Message #town-square').fill('')
    await row('alerts').click()
    await expect.poll(() => row('town-square').getByRole('img', { name: 'Draft' }).count()).toBe(0)
  })

  test('arrows walk the rows with one stop for Tab', async () => {
    await row('town-square').focus()
    await place.page.keyboard.press('ArrowUp')
    await place.page.keyboard.press('ArrowUp')
    await expect.poll(() => row('release-room').evaluate((element) => element === document.activeElement)).toBe(true)
    await place.page.keyboard.press('Home')
    await expect.poll(() => place.sidebar.getByRole('link', { name: 'Catch up' }).evaluate((element) => element === document.activeElement)).toBe(true)
    await expect.poll(() => place.sidebar.locator('[data-nav-item][tabindex="0"]').count()).toBe(1)
  })

  test('Alt with arrows goes through the channels, with Shift through the unread ones', async () => {
    const current = (): Promise<string> => place.sidebar.locator('[aria-current="page"] bdi').innerText()
    await place.page.keyboard.press('Alt+ArrowUp')
    await expect.poll(current).toBe('security')
    await place.page.keyboard.press('Alt+ArrowDown')
    await expect.poll(current).toBe('town-square')
    await place.page.keyboard.press('Alt+ArrowDown')
    await expect.poll(current).toBe('alerts')
    await priya.messages.post({ channel: 'release-room', text: 'unread' })
    await row('release-room 1 unread').waitFor()
    await place.page.keyboard.press('Alt+Shift+ArrowDown')
    await expect.poll(current).toBe('release-room')
  })

  test('the + menu names the keys that begin a channel and a conversation, and they do', async () => {
    for (const [entry, shown, keys] of [
      ['New channel', 'Alt Shift N', 'Alt+Shift+KeyN'],
      ['Direct message', 'Alt N', 'Alt+KeyN'],
    ] as const) {
      await place.page.getByRole('button', { name: 'New', exact: true }).click()
      await expect.poll(() => place.page.getByRole('menuitem', { name: entry }).locator('kbd').innerText()).toBe(shown)
      await place.page.keyboard.press('Escape')
      await place.page.getByRole('menu').waitFor({ state: 'detached' })
      await place.page.keyboard.press(keys)
      await place.page.getByRole('dialog', { name: entry }).waitFor()
      await place.page.keyboard.press('Escape')
      await place.page.getByRole('dialog', { name: entry }).waitFor({ state: 'detached' })
    }
  })

  test('conversations are called like their people; a group shows how many', async () => {
    await me.channels.openDirect({ usernames: ['aiko'] })
    await me.channels.openDirect({ usernames: ['aiko', 'jonas', 'tomas'] })
    await expect.poll(() => rowNames('Direct messages')).toEqual(['Aiko Tanaka', 'Aiko, Jonas, Tomás'])
    await expect.poll(() => row('Aiko, Jonas, Tomás').locator('.group-tile').innerText()).toBe('3')
  })
})

test('unread channels out of sight are told at the edge, and a press brings them in sight', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `room-${String(index).padStart(2, '0')}`)
  const place = await openPlace(browser, {
    height: 600,
    prepare: async (owner) => {
      for (const name of names) await owner.channels.create({ name, members: ['priya'] })
    },
  })
  try {
    await place.goTo('/channels/off-topic')
    await place.sidebar.locator('[aria-current="page"]', { hasText: 'off-topic' }).waitFor()
    await place.as('priya').messages.post({ channel: 'room-39', text: 'far below' })
    await place.page.getByRole('button', { name: '1 unread below' }).click()
    await expect.poll(() => place.page.getByRole('button', { name: /unread (below|above)/ }).count()).toBe(0)
    await place.as('priya').messages.post({ channel: 'room-01', text: 'far above' })
    await place.page.getByRole('button', { name: '1 unread above' }).click()
    await expect.poll(() => place.page.getByRole('button', { name: '1 unread below' }).count()).toBe(1)
  } finally {
    await place.stop()
  }
})

test('a guest sees only their channels, and begins nothing but conversations', async () => {
  const place = await openPlace(browser, {
    as: 'tomas',
    prepare: async (owner) => {
      await owner.channels.create({ name: 'with-guest', members: ['tomas', 'jonas'] })
      await owner.channels.create({ name: 'without-guest', members: ['priya'] })
    },
  })
  try {
    await expect.poll(() => place.sidebar.locator('[data-channel-id] bdi').allInnerTexts()).toEqual(['with-guest'])
    await place.page.getByRole('button', { name: 'New', exact: true }).click()
    await place.page.getByRole('menuitem').first().waitFor()
    await expect.poll(() => place.page.getByRole('menuitem').locator('.grow').allInnerTexts()).toEqual(['Direct message'])
    await place.page.getByRole('menuitem', { name: 'Direct message' }).click()
    const options = place.page.getByRole('option')
    await expect.poll(async () => (await options.locator('.clip:first-of-type').allInnerTexts()).toSorted()).toEqual(['Jonas Weber', 'Lena Fischer', 'Tomás Ferreira'])
    await place.page.keyboard.press('Escape')
    await place.goTo('/browse')
    await place.page.getByRole('heading', { name: 'Guests see only their own channels' }).waitFor()
    await place.goTo('/channels/without-guest')
    await place.page.getByRole('heading', { name: /There is no channel/ }).waitFor()
  } finally {
    await place.stop()
  }
})
