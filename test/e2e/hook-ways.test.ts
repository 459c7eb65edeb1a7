/** Every way to the webhooks leads to the same pages, and who may not manage them sees none of the ways. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { shareBrowser } from '../helpers/browser.ts'
import { openPlace, type Place } from './place.ts'

let browser: Browser
beforeAll(async () => {
  browser = await shareBrowser()
})
afterAll(() => browser?.close())

const item = (page: Page, name: string): Locator => page.getByRole('menuitem', { name: new RegExp(`^${name}`) })
const main = (page: Page): Locator => page.getByRole('main')
const details = (page: Page): Locator => page.getByRole('complementary', { name: 'Channel details' })
const row = (place: Place, channel: string): Locator => place.sidebar.getByRole('link', { name: new RegExp(`^${channel}`) })

/** The cards of the overview, those of outgoing webhooks aside. */
const categories = async (page: Page): Promise<string[]> => (await main(page).getByRole('list').getByRole('heading').allInnerTexts()).filter((title) => !title.startsWith('Outgoing'))

/** What a menu offers; it is closed again. */
async function entriesOf(page: Page, open: () => Promise<void>): Promise<string[]> {
  await open()
  await page.getByRole('menuitem').first().waitFor()
  const entries = await page.getByRole('menuitem').locator('.grow').allInnerTexts()
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
  return entries
}

const openers = (place: Place) => ({
  plus: () => place.page.getByRole('button', { name: 'New', exact: true }).click(),
  workspace: () => place.page.getByRole('button', { name: 'Tidewater, workspace menu' }).click(),
  channel: () => place.page.getByTitle('Menu of harbour').click(),
  row: () => row(place, 'harbour').click({ button: 'right' }),
})

const prepare: NonNullable<Parameters<typeof openPlace>[1]>['prepare'] = async (owner) => {
  await owner.channels.create({ name: 'harbour', members: ['priya', 'jonas', 'tomas'] })
  await owner.hooks.create({ channel: 'harbour', name: 'of-lena', dialects: ['kchat'] })
  await owner.hooks.create({ channel: 'harbour', name: 'of-jonas', owner: 'jonas', dialects: ['kchat'] })
  await owner.hooks.create({ channel: 'town-square', name: 'elsewhere' })
}

describe('the owner', () => {
  let place: Place
  let page: Page
  beforeAll(async () => {
    place = await openPlace(browser, { prepare })
    page = place.page
  })
  afterAll(async () => {
    expect(place.problems).toEqual([])
    await place.stop()
  })
  beforeEach(async () => {
    await place.goTo('/channels/harbour')
    await page.getByRole('heading', { level: 1, name: 'harbour' }).waitFor()
  })

  /** From the categories on it is one way: as in the documents of kChat and Mattermost. */
  async function goOnFromCategories(): Promise<void> {
    await page.getByRole('heading', { level: 1, name: 'Integrations' }).waitFor()
    await expect.poll(() => categories(page)).toEqual(['Incoming webhooks\n3', 'Tokens', 'Limits and overrides'])
    await main(page).getByRole('link', { name: /^Incoming webhooks/ }).click()
    await page.getByRole('link', { name: 'of-jonas' }).waitFor()
    await page.getByRole('link', { name: 'Add incoming webhook' }).click()
    await page.getByRole('heading', { name: 'Add incoming webhook' }).waitFor()
  }

  test('the + beside the workspace’s name → Integrations → Incoming webhooks → Add', async () => {
    await openers(place).plus()
    await item(page, 'Integrations').click()
    await goOnFromCategories()
  })

  test('the workspace menu → Integrations → Incoming webhooks → Add', async () => {
    await openers(place).workspace()
    await item(page, 'Integrations').click()
    await goOnFromCategories()
  })

  test('the keys and the palette', async () => {
    await page.keyboard.press('Alt+Shift+i')
    await goOnFromCategories()
    for (const [typed, title] of [['integr', 'Integrations'], ['incoming', 'Incoming webhooks'], ['tokens', 'Tokens']] as const) {
      await page.keyboard.press('Control+k')
      const palette = page.getByRole('dialog', { name: 'Find channels, people and actions' })
      await palette.waitFor()
      await page.keyboard.type(typed)
      await palette.getByRole('group', { name: 'Incoming webhooks' }).getByRole('option', { name: new RegExp(`^${title}`) }).click()
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
    }
  })

  const listed = (): Promise<string[]> => details(page).getByRole('list', { name: 'Webhooks' }).getByRole('link').allInnerTexts()
  const showsOwn = async (): Promise<void> => {
    await details(page).getByRole('tab', { name: 'Webhooks', selected: true }).waitFor()
    await expect.poll(listed).toEqual(['of-jonas', 'of-lena'])
  }

  test('the channel menu → Edit channel → the tab Webhooks, and straight there', async () => {
    await openers(place).channel()
    await item(page, 'Edit channel').click()
    await details(page).getByRole('tab', { name: 'About', selected: true }).waitFor()
    await details(page).getByRole('tab', { name: 'Webhooks' }).click()
    await showsOwn()
    await page.keyboard.press('Escape')
    await details(page).waitFor({ state: 'detached' })
    await openers(place).channel()
    await item(page, 'Webhooks').click()
    await showsOwn()
  })

  test('a right click on a channel leads to its webhooks, from another channel too', async () => {
    await place.goTo('/channels/town-square')
    await page.getByRole('heading', { level: 1, name: 'town-square' }).waitFor()
    await openers(place).row()
    await item(page, 'Webhooks').click()
    await page.getByRole('heading', { level: 1, name: 'harbour' }).waitFor()
    await showsOwn()
    await details(page).getByRole('link', { name: 'of-jonas' }).click()
    await page.getByRole('heading', { name: 'of-jonas' }).waitFor()
  })

  test('/hooks and the number in the head list those of the channel', async () => {
    await page.getByPlaceholder('Message #harbour').fill('/hooks')
    await page.keyboard.press('Enter')
    await expect.poll(() => main(page).getByRole('row').getByRole('link').allInnerTexts()).toEqual(['of-jonas', 'of-lena'])
    await place.goTo('/channels/harbour')
    await page.getByRole('link', { name: '2 incoming webhooks post here' }).click()
    await expect.poll(() => main(page).getByRole('row').getByRole('link').allInnerTexts()).toEqual(['of-jonas', 'of-lena'])
  })

  test('direct messages have none, so nothing leads there', async () => {
    await place.as('lena.fischer').channels.openDirect({ usernames: ['jonas'] })
    const direct = place.sidebar.getByRole('link', { name: /^Jonas Weber/ })
    expect(await entriesOf(page, () => direct.click({ button: 'right' }))).not.toContain('Webhooks')
    await direct.click()
    await page.getByRole('button', { name: 'Channel details' }).click()
    await expect.poll(() => details(page).getByRole('tab').allInnerTexts()).toEqual([expect.stringMatching(/^About/), expect.stringMatching(/^Members/), 'Pinned', 'Files', 'Notifications'])
  })
})

describe.each(['tomas', 'jonas'] as const)('%s, who may not', (username) => {
  let place: Place
  let page: Page
  beforeAll(async () => {
    place = await openPlace(browser, { as: username, prepare })
    page = place.page
    await place.goTo('/channels/harbour')
    await page.getByRole('heading', { level: 1, name: 'harbour' }).waitFor()
  })
  afterAll(async () => {
    expect(place.problems).toEqual([])
    await place.stop()
  })

  const everyEntry = async (): Promise<string[]> => {
    const { plus, workspace, channel, row: right } = openers(place)
    const all: string[] = []
    for (const open of [plus, workspace, channel, right]) all.push(...(await entriesOf(page, open)))
    return all
  }
  const tabs = (): Promise<string[]> => details(page).getByRole('tab').allInnerTexts()

  test('sees no way in any menu, tab, head or palette', async () => {
    const entries = await everyEntry()
    expect(entries).toContain('Channel details')
    expect(entries.filter((entry) => /integrations|webhook|edit channel/i.test(entry))).toEqual([])
    await page.getByRole('button', { name: 'Channel details' }).click()
    await expect.poll(tabs).toContain('Files')
    expect(await tabs()).not.toContain('Webhooks')
    await page.keyboard.press('Escape')
    expect(await page.getByRole('link', { name: /incoming webhook/ }).count()).toBe(0)
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Find channels, people and actions' }).waitFor()
    await page.keyboard.type('web')
    await expect.poll(() => page.getByRole('option', { name: /Search messages for “web”/ }).count()).toBe(1)
    expect(await page.getByRole('option', { name: /webhook|token|integration/i }).count()).toBe(0)
    await page.keyboard.press('Escape')
  })

  test('is told who may by every typed address', async () => {
    for (const path of ['', '/incoming', '/incoming/new', '/tokens', '/nowhere']) {
      await place.goTo(`/integrations${path}`)
      await page.getByRole('heading', { name: 'Only admins manage webhooks here' }).waitFor()
    }
    await place.goTo('/channels/harbour')
  })

  test('once members may, a member has every way to their own, a guest still none', async () => {
    await place.as('lena.fischer').settings.set({ key: 'integrations.managedBy', value: 'members' })
    if (username === 'tomas') {
      // What a member's window did with it is seen in the other run; here the setting has to arrive before nothing can be seen.
      await expect.poll(() => place.as('tomas').session.get().then(({ may }) => may.manageHooks)).toBe(false)
      expect((await everyEntry()).filter((entry) => /integrations|webhook/i.test(entry))).toEqual([])
      return
    }
    await expect.poll(async () => (await everyEntry()).filter((entry) => /integrations|webhook/i.test(entry))).toEqual(['Integrations', 'Integrations', 'Webhooks', 'Webhooks'])
    await openers(place).row()
    await item(page, 'Webhooks').click()
    await expect.poll(() => details(page).getByRole('list', { name: 'Webhooks' }).getByRole('link').allInnerTexts()).toEqual(['of-jonas'])
    await details(page).getByText('You see your own webhooks; admins see all.').waitFor()
    await place.goTo('/integrations')
    await expect.poll(() => categories(page)).toEqual(['Incoming webhooks\n1', 'Tokens'])
  })
})
