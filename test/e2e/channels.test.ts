/** Channels in the browser: each thing that one can do with one, as the owner does it. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeToasts } from './close-toasts.ts'
import { moveIn, type Client, type OwnPlace } from './place.ts'
import { post } from './post.ts'

let place: OwnPlace
let me: Client
beforeAll(async () => {
  place = await moveIn()
  me = place.as('lena.fischer')
})
afterAll(() => place?.leave())

const button = (name: string | RegExp, exact = false): Locator => place.page.getByRole('button', { name, exact })
const item = (name: string | RegExp): Locator => place.page.getByRole('menuitem', { name })
/** Not a toast, which is a dialog too. */
const dialog = (): Locator => place.page.locator('.dialog')
const heading = (name: string): Locator => place.page.getByRole('heading', { level: 1, name })
const channel = async (name: string) => (await me.channels.list()).find((one) => one.name === name)

async function chooseNew(name: string): Promise<void> {
  await button('New', true).click()
  await item(name).click()
  await dialog().waitFor()
}

/** Goes to a channel that was just made for this test. */
async function openFresh(name: string, more: { private?: boolean; members?: string[]; purpose?: string } = {}): Promise<void> {
  await me.channels.create({ name, ...more })
  await place.goTo(`/channels/${name}`)
  await heading(name).waitFor()
}

async function chooseInMenu(channelName: string, name: string | RegExp): Promise<void> {
  await place.page.getByTitle(`Menu of ${channelName}`).click()
  await item(name).click()
}

/** The focus is where one writes; a dialog gives it there a moment after it is shown. */
const isReadyToType = async (): Promise<void> => {
  await expect.poll(() => place.page.evaluate(() => document.activeElement?.matches('.dialog input') ?? false)).toBe(true)
}

async function openDetails(tab: string): Promise<Locator> {
  await button('Channel details').click()
  const panel = place.page.getByRole('complementary', { name: /details/i })
  await panel.getByRole('tab', { name: tab }).click()
  return panel
}

describe('begin', () => {
  test('a public channel with a purpose and people; what was typed becomes a handle', async () => {
    await chooseNew('New channel')
    await place.page.getByLabel('Name', { exact: true }).fill('Release Room')
    await place.page.getByLabel(/^Purpose/).fill('Ship trains')
    await place.page.getByLabel(/^People/).fill('weber')
    await place.page.keyboard.press('Enter')
    await place.page.getByLabel(/^People/).fill('tomas')
    await place.page.keyboard.press('Enter')
    await button('Create channel').click()
    await heading('release-room').waitFor()
    await expect.poll(() => channel('release-room')).toMatchObject({ type: 'public', purpose: 'Ship trains', members: ['jonas', 'lena.fischer', 'tomas'] })
  })

  test('a private channel, and a name that is taken is said at its field', async () => {
    await chooseNew('New channel')
    await place.page.getByLabel('Name', { exact: true }).fill('town-square')
    await button('Create channel').click()
    await expect.poll(() => place.page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe('true')
    await place.page.getByLabel('Name', { exact: true }).fill('vault')
    await place.page.getByLabel('Private').check()
    await button('Create channel').click()
    await heading('vault').waitFor()
    await expect.poll(() => channel('vault')).toMatchObject({ type: 'private', members: ['lena.fischer'] })
  })

  test('a direct conversation by keyboard alone', async () => {
    await chooseNew('Direct message')
    await isReadyToType()
    await place.page.keyboard.type('aik')
    await place.page.keyboard.press('Enter')
    await place.page.keyboard.press('Enter')
    await heading('Aiko Tanaka').waitFor()
    await place.page.getByPlaceholder('Message Aiko Tanaka').waitFor()
    await expect.poll(async () => (await me.channels.list()).filter(({ type }) => type === 'direct').map(({ members }) => members)).toEqual([['aiko', 'lena.fischer']])
  })

  test('a group with two or more; Backspace takes the last one back', async () => {
    await chooseNew('Direct message')
    await isReadyToType()
    for (const name of ['jonas', 'priya', 'aiko']) {
      await place.page.keyboard.type(name)
      await place.page.keyboard.press('Enter')
    }
    await place.page.keyboard.press('Backspace')
    await button('Open group').click()
    await heading('Jonas, Priya').waitFor()
    await expect.poll(() => button('3 members').count()).toBe(1)
  })

  test('a person in the workspace', async () => {
    await chooseNew('Add a person')
    await place.page.getByLabel('Username').fill('All')
    await button('Add person').click()
    await place.page.getByText('This name is reserved').waitFor()
    await place.page.getByLabel('Username').fill('Mara Lindqvist')
    await place.page.getByLabel(/^Display name/).fill('Mara Lindqvist')
    await place.page.getByLabel('Role').selectOption('guest')
    await button('Add person').click()
    await dialog().waitFor({ state: 'detached' })
    await expect.poll(async () => (await me.people.list()).find(({ username }) => username === 'mara.lindqvist')).toMatchObject({ displayName: 'Mara Lindqvist', role: 'guest' })
  })
})

describe('browse', () => {
  const line = (name: string): Locator => place.page.getByRole('listitem').filter({ has: place.page.getByRole('link', { name, exact: true }) })

  test('search, join, open, leave and join again', async () => {
    await place.as('priya').channels.create({ name: 'garden', purpose: 'Plants of the third floor', members: ['jonas', 'aiko'] })
    await button('New', true).click()
    await item('Browse channels').click()
    await place.page.getByLabel('Search name and purpose').fill('PLANTS')
    await expect.poll(() => place.page.getByRole('listitem').count()).toBe(1)
    await line('garden').getByText('3 members').waitFor()
    await button('Join # garden').click()
    await line('garden').getByText('Joined').waitFor()
    await place.sidebar.getByRole('link', { name: 'garden' }).waitFor()
    await button('Leave # garden').click()
    await button('Join again').click()
    await line('garden').getByText('Joined').waitFor()
    await closeToasts(place.page)
    await line('garden').getByRole('link', { name: 'Open' }).click()
    await heading('garden').waitFor()
  })

  test('the order can be chosen', async () => {
    await place.goTo('/browse')
    const isSorted = (all: string[]): boolean => all.join() === all.toSorted().join()
    const names = (): Promise<string[]> => place.page.getByRole('list', { name: 'All channels' }).locator('.browse__name bdi:first-of-type').allInnerTexts()
    await expect.poll(names).toContain('garden')
    await expect.poll(async () => isSorted(await names())).toBe(true)
    await button('Sort: Name').click()
    await place.page.getByRole('menuitemradio', { name: 'Newest' }).click()
    await expect.poll(async () => (await names())[0]).toBe('garden')
  })

  test('a public channel that I am not in can be read, and joined from its foot', async () => {
    const priya = place.as('priya')
    await priya.channels.create({ name: 'kitchen' })
    await priya.messages.post({ channel: 'kitchen', text: 'the coffee is out' })
    await place.goTo('/channels/kitchen')
    await place.page.getByText('the coffee is out').waitFor()
    expect(await place.sidebar.getByRole('link', { name: 'kitchen' }).count()).toBe(0)
    expect(await place.page.getByPlaceholder('Message #kitchen').count()).toBe(0)
    await button('Join channel').click()
    await place.page.getByPlaceholder('Message #kitchen').waitFor()
    await place.sidebar.getByRole('link', { name: 'kitchen' }).waitFor()
  })
})

describe('change', () => {
  test('the star makes a favourite and takes it back', async () => {
    await openFresh('starred')
    const section = place.sidebar.getByRole('group', { name: 'Favourites' })
    await button('Add to favourites').click()
    await section.getByRole('link', { name: 'starred' }).waitFor()
    await button('Remove from favourites').click()
    await section.waitFor({ state: 'detached' })
  })

  test('the purpose is edited in the head: Enter saves, Esc does not', async () => {
    await openFresh('aims')
    const purpose = place.page.getByRole('textbox', { name: 'Purpose' })
    await button(/^Edit the purpose/).click()
    await purpose.fill('To aim')
    await place.page.keyboard.press('Enter')
    await button('Edit the purpose: To aim').waitFor()
    await expect.poll(() => channel('aims')).toMatchObject({ purpose: 'To aim' })
    await button('Edit the purpose: To aim').click()
    await purpose.fill('To miss')
    await place.page.keyboard.press('Escape')
    await button('Edit the purpose: To aim').waitFor()
    expect(await channel('aims')).toMatchObject({ purpose: 'To aim' })
  })

  test('a purpose that I write in the details stays while somebody else changes it', async () => {
    await openFresh('goals', { members: ['priya'] })
    const purpose = (await openDetails('About')).getByRole('textbox', { name: 'Purpose' })
    await purpose.fill('To write long')
    await place.as('priya').channels.update({ channel: 'goals', purpose: 'To be quick' })
    await button('Edit the purpose: To be quick').waitFor()
    expect(await purpose.inputValue()).toBe('To write long')
    await button('Discard').click()
    await expect.poll(() => purpose.inputValue()).toBe('To be quick')
    await purpose.fill('To write long')
    await button('Save', true).click()
    await button('Edit the purpose: To write long').waitFor()
    expect(await button('Discard').count()).toBe(0)
  })

  test('a rename moves the address of who looks at it', async () => {
    await openFresh('before')
    await chooseInMenu('before', 'Rename…')
    await place.page.getByLabel('Name', { exact: true }).fill('after')
    await place.page.getByLabel(/^Display name/).fill('After all')
    await button('Rename', true).click()
    await heading('after').waitFor()
    await expect.poll(() => new URL(place.page.url()).hash).toBe('#/channels/after')
    await place.page.getByText('After all').first().waitFor()
    // Somebody else renames it.
    await place.as('priya').channels.update({ channel: 'after', name: 'later' })
    await heading('later').waitFor()
    await expect.poll(() => new URL(place.page.url()).hash).toBe('#/channels/later')
  })

  test('a link to a message still leads there after a rename, also when another channel took the old name', async () => {
    const hash = (): string => new URL(place.page.url()).hash
    const { id } = await me.channels.create({ name: 'old-name' })
    const message = await me.messages.post({ channel: id, text: 'the one to find' })
    await me.channels.update({ channel: id, name: 'new-name' })
    const leadsThere = async (): Promise<void> => {
      await place.goTo('/channels/town-square')
      await heading('town-square').waitFor()
      await place.goTo(`/channels/old-name/messages/${message.id}`)
      await heading('new-name').waitFor()
      await place.page.locator('.msg--flash', { hasText: 'the one to find' }).waitFor()
      expect(hash()).toBe(`#/channels/new-name/messages/${message.id}`)
    }
    await leadsThere()
    await me.channels.create({ name: 'old-name' })
    await leadsThere()
    await place.goTo('/channels/no-such/messages/01976f00-0000-7000-8000-000000000001')
    await place.page.getByRole('heading', { name: /no-such/ }).waitFor()
  })

  test('archiving asks with numbers; the archive restores', async () => {
    await openFresh('done-with', { members: ['jonas', 'aiko'] })
    await me.hooks.create({ channel: 'done-with', name: 'ci' })
    await button('1 incoming webhook posts here').or(place.page.getByRole('link', { name: '1 incoming webhook posts here' })).waitFor()
    await chooseInMenu('done-with', 'Archive channel…')
    await dialog().getByText('Its 3 members can still read it, but nothing can be added. 1 incoming webhook can no longer post here.').waitFor()
    await expect.poll(() => dialog().getByRole('button', { name: 'Cancel' }).evaluate((element) => element === document.activeElement)).toBe(true)
    await dialog().getByRole('button', { name: 'Archive' }).click()
    await place.page.getByText(/^This channel was archived today/).waitFor()
    await expect.poll(() => channel('done-with')).toBeUndefined()
    await place.goTo('/browse')
    await place.sidebar.getByRole('link', { name: 'done-with' }).waitFor({ state: 'detached' })
    await place.page.getByRole('tab', { name: 'Archived' }).click()
    await button('Restore # done-with').click()
    await place.sidebar.getByRole('link', { name: 'done-with' }).waitFor()
    await expect.poll(() => channel('done-with')).toMatchObject({ archivedAt: null })
  })

  test('leaving a private channel asks first and says who could add me again', async () => {
    await openFresh('closed-room', { private: true, members: ['jonas', 'aiko'] })
    await chooseInMenu('closed-room', 'Leave channel…')
    await dialog().getByText('One of the 2 other members can add you again.').waitFor()
    await dialog().getByRole('button', { name: 'Leave channel' }).click()
    await place.sidebar.getByRole('link', { name: 'closed-room' }).waitFor({ state: 'detached' })
    await expect.poll(() => new URL(place.page.url()).hash).not.toContain('closed-room')
    await expect.poll(() => channel('closed-room')).toBeUndefined()
  })

  test('a link to it can be copied', async () => {
    await openFresh('linked')
    await chooseInMenu('linked', 'Copy link')
    await place.page.getByText('Link copied').waitFor()
    await expect.poll(() => place.page.evaluate(() => navigator.clipboard.readText())).toBe(`${new URL(place.page.url()).origin}/#/channels/linked`)
  })
})

describe('details', () => {
  test('people are added, found by role, and taken out after a question', async () => {
    await openFresh('crew')
    const panel = await openDetails('Members')
    const member = (name: string): Locator => panel.getByRole('listitem').filter({ hasText: name })
    await panel.getByRole('button', { name: 'Add people…' }).click()
    await isReadyToType()
    await place.page.keyboard.type('tom')
    await place.page.keyboard.press('Enter')
    await place.page.keyboard.type('jonas')
    await place.page.keyboard.press('Enter')
    await button('Add 2 people').click()
    await member('Tomás Ferreira').getByText('Guest').waitFor()
    await expect.poll(() => channel('crew')).toMatchObject({ members: ['jonas', 'lena.fischer', 'tomas'] })

    await button('What can be done about Jonas Weber').click()
    await item('Remove from channel…').click()
    await dialog().getByRole('button', { name: 'Remove' }).click()
    await member('Jonas Weber').waitFor({ state: 'detached' })
    await expect.poll(() => channel('crew')).toMatchObject({ members: ['lena.fischer', 'tomas'] })
  })

  test('a role is changed in the list of members, and the owner keeps theirs', async () => {
    await openFresh('ranks', { members: ['aiko'] })
    const panel = await openDetails('Members')
    expect(await button('What can be done about Lena Fischer').count()).toBe(0)
    await button('What can be done about Aiko Tanaka').click()
    await item('Role').press('ArrowRight')
    await place.page.getByRole('menuitemradio', { name: 'Admin' }).click()
    await panel.getByRole('listitem').filter({ hasText: 'Aiko Tanaka' }).getByText('Admin').waitFor()
    await expect.poll(async () => (await me.people.list()).find(({ username }) => username === 'aiko')?.role).toBe('admin')
  })

  test('"No hooks here" keeps tools out until it is off again', async () => {
    await openFresh('no-tools')
    const { addresses } = await me.hooks.create({ channel: 'no-tools', name: 'ci', dialects: ['mattermost'] })
    const url = addresses[0]?.url ?? ''
    await openDetails('About')
    const noHooks = place.page.getByRole('switch', { name: 'No hooks here' })
    await noHooks.click()
    await expect.poll(async () => (await channel('no-tools'))?.hooksAllowed).toBe(false)
    expect(await post(url, { text: 'let me in' })).toBe(403)
    await noHooks.click()
    await expect.poll(async () => (await channel('no-tools'))?.hooksAllowed).toBe(true)
    expect(await post(url, { text: 'thank you' })).toBe(200)
    await place.page.getByRole('article').filter({ hasText: 'thank you' }).waitFor()
    expect(await place.page.getByRole('article').filter({ hasText: 'let me in' }).count()).toBe(0)
  })

  test('notifications: mute and the level are mine alone', async () => {
    await openFresh('quiet')
    await openDetails('Notifications')
    await place.page.getByRole('switch', { name: 'Mute' }).click()
    await place.page.getByRole('radio', { name: 'Every message' }).click()
    const id = (await channel('quiet'))?.id
    const state = async () => (await me.unreads.get()).channels.find(({ channelId }) => channelId === id)
    await expect.poll(state).toMatchObject({ muted: true, notify: 'all' })
    await place.sidebar.getByRole('link', { name: 'quiet' }).getByRole('img', { name: 'Muted' }).waitFor()
  })

  test('pinned messages are counted in the head, listed, and unpinned', async () => {
    await openFresh('pins')
    const message = await me.messages.post({ channel: 'pins', text: 'the door code is on the fridge' })
    await me.messages.pin({ messageId: message.id, on: true })
    await place.page.reload()
    await button('1 pinned message').click()
    const panel = place.page.getByRole('complementary', { name: /details/i })
    await panel.getByRole('article').filter({ hasText: 'door code' }).waitFor()
    await panel.getByRole('button', { name: 'Unpin' }).click()
    await panel.getByText('Nothing is pinned').waitFor()
    await expect.poll(() => me.messages.pinned({ channel: 'pins' })).toEqual([])
  })

  test('Esc closes the panel and gives the focus back to what opened it', async () => {
    await openFresh('focused')
    await button('1 member').click()
    await place.page.getByRole('complementary', { name: /details/i }).waitFor()
    await place.page.keyboard.press('Escape')
    await place.page.getByRole('complementary', { name: /details/i }).waitFor({ state: 'detached' })
    await expect.poll(() => button('1 member').evaluate((element) => element === document.activeElement)).toBe(true)
  })
})

test('at 960 px everything is still within reach: what the head has no room for is in its menu', async () => {
  await place.page.setViewportSize({ width: 960, height: 700 })
  await openFresh('narrow-one', { purpose: 'A purpose that is long enough to have no room in a narrow window at all, however one looks at it' })
  for (const name of ['Add to favourites', '1 member', 'Pinned messages', 'Search in this channel', 'Channel details']) {
    const box = async () => (await button(name).boundingBox()) ?? { x: 960, width: 0 }
    await expect.poll(async () => (await box()).width, { message: name }).toBeGreaterThanOrEqual(24)
    await expect.poll(async () => (await box()).x + (await box()).width, { message: name }).toBeLessThanOrEqual(960)
  }
  await place.page.getByTitle('Menu of narrow-one').click()
  await place.page.getByRole('menu').waitFor()
  await expect.poll(() => place.page.getByRole('menuitem').locator('.grow').allInnerTexts()).toEqual([
    'Edit channel',
    'Webhooks',
    'Add to favourites',
    'Mute',
    'Notifications',
    'Copy link',
    'Search in this channel',
    'Rename…',
    'Add people…',
    'Leave channel',
    'Archive channel…',
  ])
  await place.page.keyboard.press('Escape')
  await place.page.setViewportSize({ width: 1440, height: 900 })
})
