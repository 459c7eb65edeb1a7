/** A walk through the window without a mouse: one always sees where the focus is, and comes back to where one was. */
import { beforeAll, expect, test } from 'vitest'
import { stageWindow } from './staged-window.ts'

const t = stageWindow()
const unseen: string[] = []
beforeAll(async () => {
  await t.page.goto(t.serving.uiUrl)
  await t.page.getByRole('button', { name: 'New', exact: true }).waitFor()
})

const focused = () =>
  t.page.evaluate(() => {
    const isRinged = (one: Element | null): boolean => one !== null && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2
    const element = document.activeElement as HTMLElement
    const label = element.getAttribute('aria-label') ?? (element as HTMLTextAreaElement).placeholder ?? element.textContent ?? ''
    // The composer's ring stands on its box.
    const ringed = isRinged(element) || isRinged(element.closest('.composer__box, .field, [role="search"]')) || isRinged(element.parentElement)
    return { label: label.trim(), ringed, region: element.closest('[data-region]')?.getAttribute('data-region') ?? '' }
  })
/** Where the focus is now; waits until it is there, and notes when one would not see it. */
async function isOn(wanted: RegExp): Promise<void> {
  await expect.poll(async () => (await focused()).label).toMatch(wanted)
  if (!(await focused()).ringed) unseen.push((await focused()).label)
}
/** A row that is not drawn yet gets the focus a moment after the key; at an end it stays where it is. */
async function pressAndFollow(key: string): Promise<void> {
  const before = await t.page.evaluateHandle(() => document.activeElement)
  await t.page.keyboard.press(key)
  await t.page.waitForFunction((element) => document.activeElement !== element, before, { timeout: 2000 }).catch(() => undefined)
}
async function pressUntil(key: string, wanted: RegExp, most = 30): Promise<void> {
  for (let step = 0; step < most; step += 1) {
    await pressAndFollow(key)
    const { label, ringed } = await focused()
    if (!ringed) unseen.push(label)
    if (wanted.test(label)) return
  }
  throw new Error(`${wanted.source} cannot be reached with ${key}; the focus is on “${(await focused()).label}”`)
}
async function f6To(region: string): Promise<void> {
  await expect.poll(async () => { await t.page.keyboard.press('F6'); return (await focused()).region }).toBe(region)
}

test('one opens a channel and writes', async () => {
  await f6To('sidebar')
  await pressUntil('ArrowDown', /^platform/)
  await t.page.keyboard.press('Enter')
  await t.page.getByRole('heading', { level: 1, name: 'platform' }).waitFor()
  await f6To('composer')
  await isOn(/^Message #platform/)
  await t.page.keyboard.type('Nobody touched a mouse')
  await t.page.keyboard.press('Enter')
  await t.page.getByRole('article', { name: /Nobody touched a mouse/ }).waitFor()
})

test('one reacts, and is back on the message', async () => {
  await f6To('list')
  await pressUntil('ArrowUp', /Queue costs are down/)
  await t.page.keyboard.press('r')
  await t.page.getByRole('grid', { name: 'Emoji' }).waitFor()
  await isOn(/^Search emoji/)
  await t.page.keyboard.type('rocket')
  await t.page.keyboard.press('Enter')
  await t.page.getByRole('button', { name: '🚀, 1 person: you' }).waitFor()
  await isOn(/Queue costs are down/)
})

test('one answers in the thread, and is back on the message', async () => {
  await t.page.keyboard.press('Enter')
  await isOn(/^Reply/)
  await t.page.keyboard.type('Down to what?')
  await t.page.keyboard.press('Enter')
  await t.page.getByRole('complementary', { name: 'Thread' }).getByText('1 reply').waitFor()
  await t.page.keyboard.press('Escape')
  await t.page.getByRole('complementary', { name: 'Thread' }).waitFor({ state: 'detached' })
  await isOn(/Queue costs are down/)
})

test('one searches, and jumps to what was found', async () => {
  await t.page.keyboard.press('Control+f')
  await isOn(/^Search messages/)
  await t.page.keyboard.type('costs')
  await expect.poll(() => t.page.getByRole('list', { name: /found/ }).locator('.msg__body').allInnerTexts()).toEqual(['Queue costs are down 18 % since the batch change.'])
  await pressUntil('Tab', /^Jump/)
  await t.page.keyboard.press('Enter')
  await t.page.getByRole('heading', { level: 1, name: 'platform' }).waitFor()
})

test('one opens a list of keys and comes back, opens the settings and comes back', async () => {
  await f6To('composer')
  await t.page.keyboard.press('Control+/')
  await t.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await t.page.keyboard.press('Escape')
  await isOn(/^Message #platform/)
  await t.page.keyboard.press('Control+,')
  await t.page.getByRole('heading', { level: 1, name: 'Profile' }).waitFor()
  await f6To('sidebar')
  await pressUntil('Shift+Tab', /^Back to the channel/)
  await t.page.keyboard.press('Enter')
  await t.page.getByRole('heading', { level: 1, name: 'platform' }).waitFor()
})

test('Escape empties a search, and only then closes what it stands in', async () => {
  await t.page.keyboard.press('Control+,')
  await t.page.evaluate(() => (location.hash = '/settings/workspace'))
  const people = t.page.getByRole('searchbox', { name: 'Search people' })
  await people.fill('priya')
  await people.press('Escape')
  await expect.poll(() => people.inputValue()).toBe('')
  expect(t.page.url()).toMatch(/settings\/workspace$/)
  await people.press('Escape')
  await t.page.getByRole('heading', { level: 1, name: 'platform' }).waitFor()
  await t.page.getByRole('button', { name: 'Channel details' }).click()
  await t.page.getByRole('tab', { name: 'Files' }).click()
  const files = t.page.getByRole('complementary', { name: 'Details' }).getByRole('searchbox')
  await files.fill('board')
  await files.press('Escape')
  await expect.poll(() => files.inputValue()).toBe('')
  await files.press('Escape')
  await files.waitFor({ state: 'detached' })
})

test('one works through what was saved and what is unread, and does not lose one’s place', async () => {
  await t.page.evaluate(() => (location.hash = '/saved'))
  const remove = t.page.getByTitle('Remove from saved messages').first()
  await remove.press('Enter')
  await expect.poll(async () => (await focused()).label).toMatch(/The board an hour later/)
  await remove.press('Enter')
  await t.page.getByText('Keep messages for later').waitFor()
  await expect.poll(async () => (await focused()).region).toBe('page')
  await t.page.evaluate(() => (location.hash = '/browse'))
  await t.page.getByRole('searchbox', { name: 'Search name and purpose' }).fill('xyz')
  await t.page.locator('.main').getByRole('button', { name: 'Clear' }).press('Enter')
  await isOn(/^Search name and purpose/)
  await t.page.evaluate(() => (location.hash = '/unread'))
  await t.page.getByRole('button', { name: 'Mark as read' }).first().press('Enter')
  await expect.poll(() => t.page.evaluate(() => document.activeElement?.closest('.catch, .inbox')?.className)).toMatch(/catch/)
  await t.page.getByRole('button', { name: 'Mark all as read' }).press('Enter')
  await expect.poll(async () => (await focused()).region).toBe('page')
})

test('one makes a token, sees it this once, and is back on the button', async () => {
  await t.page.evaluate(() => void (location.hash = '/integrations/tokens'))
  await t.page.getByRole('button', { name: 'Create token' }).focus()
  await t.page.keyboard.press('Enter')
  await isOn(/^$/)
  await t.page.keyboard.press('Enter')
  await isOn(/^Copy token/)
  await pressUntil('Tab', /^Done/)
  await t.page.keyboard.press('Enter')
  await isOn(/^Create token/)
})

test('one always saw where the focus was', () => {
  expect(unseen).toEqual([])
  expect(t.problems).toEqual([])
})
