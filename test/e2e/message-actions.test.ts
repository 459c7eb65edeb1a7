/** What one does to a message: by its bar, its menu and its keys, seen by the other person, and taken back when it is refused. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Message } from '../../src/shared/contract/message.ts'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { pointAt } from './point-at.ts'
import { startTeam, type Team } from './team.ts'

let browser: Browser
let team: Team
let page: Page
let problems: string[]

/** The window is Mara's. */
beforeAll(async () => {
  browser = await shareBrowser()
  team = await startTeam()
  ;({ page, problems } = await openWindow(browser, team.served.uiUrl))
  await page.getByRole('link', { name: 'release-room' }).first().click()
  await box().waitFor()
})
afterAll(async () => {
  await browser?.close()
  await team?.stop()
})
beforeEach(async () => {
  await page.keyboard.press('Escape')
  await box().click()
})

const CHANNEL = 'release-room'
const box = (): Locator => page.getByPlaceholder('Message #release-room')
const row = (text: string): Locator => page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: text })
const asLena = (text: string): Promise<Message> => team.lena.messages.post({ channel: CHANNEL, text })
const asMara = (text: string): Promise<Message> => team.mara.messages.post({ channel: CHANNEL, text })
const stored = (id: string): Promise<Message> => team.lena.messages.show({ id })
const bar = (text: string): Locator => row(text).getByRole('toolbar', { name: 'Message actions' })

const hover = (text: string): Promise<Locator> => pointAt(row(text))

async function choose(text: string, item: string): Promise<void> {
  await hover(text)
  await bar(text).getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** As after a walk with the arrow keys. */
async function focusRow(text: string): Promise<void> {
  await row(text).waitFor()
  await box().press('ArrowRight')
  await row(text).evaluate((element) => (element as HTMLElement).focus())
  await expect.poll(() => isFocused(row(text))).toBe(true)
}

const isFocused = (place: Locator): Promise<boolean> => place.evaluate((element) => element === document.activeElement)
const rescued = (): Locator => page.locator('.toast').filter({ hasText: 'was deleted elsewhere' })
const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
const textOf = async (text: string): Promise<string> => row(text).locator('.msg__body').innerText()

test('edit by the menu: the row opens, Enter saves, the other person sees it, and the row says so', async () => {
  const { id } = await asMara('The tran leaves at nine')
  await choose('The tran leaves', 'Edit')
  const field = row('').getByRole('textbox', { name: 'Edit message' })
  await expect.poll(() => isFocused(field)).toBe(true)
  await expect.poll(() => field.inputValue()).toBe('The tran leaves at nine')
  await field.fill('The train leaves at nine')
  await field.press('Enter')
  await row('The train leaves at nine').getByText('(edited)').waitFor()
  await expect.poll(async () => (await stored(id)).text).toBe('The train leaves at nine')
  await expect.poll(() => isFocused(row('The train leaves at nine'))).toBe(true)
  await expect.poll(() => row('The train leaves at nine').getAttribute('aria-label')).toMatch(/^Mara Lindqvist, The train leaves at nine, .*edited/)
})

test('↑ in the empty composer edits my last message; Esc leaves it as it was and leads back', async () => {
  const mine = await asMara('my last words')
  await asLena('somebody else spoke since')
  await row('somebody else spoke since').waitFor()
  await box().press('ArrowUp')
  const field = page.getByRole('textbox', { name: 'Edit message' })
  await expect.poll(() => field.inputValue()).toBe('my last words')
  await field.fill('something else')
  await field.press('Escape')
  await field.waitFor({ state: 'detached' })
  await expect.poll(() => isFocused(box())).toBe(true)
  await expect.poll(() => textOf('my last words')).toBe('my last words')
  expect((await stored(mine.id)).editedAt).toBeNull()
})

test('Shift Enter begins a line, and an emptied message asks to be deleted', async () => {
  const { id } = await asMara('one line')
  await choose('one line', 'Edit')
  const field = page.getByRole('textbox', { name: 'Edit message' })
  await field.press('Shift+Enter')
  await field.pressSequentially('two lines')
  await field.press('Enter')
  await expect.poll(async () => (await stored(id)).text).toBe('one line\ntwo lines')
  await choose('two lines', 'Edit')
  await field.fill('')
  await field.press('Enter')
  const dialog = page.getByRole('alertdialog', { name: 'Delete this message?' })
  await expect.poll(() => isFocused(dialog.getByRole('button', { name: 'Cancel' }))).toBe(true)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await field.press('Escape')
  expect((await stored(id)).deletedAt).toBeNull()
})

test('a change on another device is not written over unseen', async () => {
  const { id } = await asMara('We meet at four')
  await row('We meet at four').waitFor()
  await box().press('ArrowUp')
  const field = page.getByRole('textbox', { name: 'Edit message' })
  await field.fill('We meet at fore')
  await team.mara.messages.edit({ messageId: id, text: 'We meet at five' })
  await expect.poll(async () => (await stored(id)).text).toBe('We meet at five')
  const alert = page.getByRole('group', { name: 'Edit message' }).getByRole('alert')
  // The event may be on its way.
  await page.waitForFunction((messageId) => document.querySelector(`[data-message-id="${messageId}"]`)?.getAttribute('aria-label')?.includes('five'), id)
  await field.press('Enter')
  await alert.filter({ hasText: 'to “We meet at five”' }).waitFor()
  expect((await stored(id)).text).toBe('We meet at five')
  await page.getByRole('button', { name: 'Replace' }).click()
  await expect.poll(async () => (await stored(id)).text).toBe('We meet at fore')
})

test('a message deleted elsewhere while it is edited gives the words to the composer, and says so', async () => {
  const { id } = await asMara('soon to be gone')
  await choose('soon to be gone', 'Edit')
  await page.getByRole('textbox', { name: 'Edit message' }).fill('words that took an hour')
  await team.mara.messages.delete({ messageId: id })
  await rescued().waitFor()
  await expect.poll(() => box().inputValue()).toBe('words that took an hour')
  await box().fill('')
  await rescued().getByTitle('Close').click()
  await rescued().waitFor({ state: 'detached' })
})

test('what I delete myself while I edit it gives nothing back, nor does what was not changed', async () => {
  const other = await asMara('opened and left as it is')
  await choose('opened and left as it is', 'Edit')
  await team.mara.messages.delete({ messageId: other.id })
  await row('opened and left as it is').waitFor({ state: 'detached' })
  const { id } = await asMara('mine to delete')
  await choose('mine to delete', 'Edit')
  const field = page.getByRole('textbox', { name: 'Edit message' })
  await field.fill('half a thought')
  await row('').filter({ has: field }).click({ button: 'right', position: { x: 4, y: 4 } })
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Delete this message?' })
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect(stored(id)).rejects.toThrow('This message was deleted.')
  expect([await box().inputValue(), await rescued().count()]).toEqual(['', 0])
})

test('an edit that was not saved is there after a reload, saves nothing by itself, and is gone once given up', async () => {
  const { id } = await asMara('before the reload')
  await choose('before the reload', 'Edit')
  const field = page.getByRole('textbox', { name: 'Edit message' })
  await field.fill('typed before the reload')
  await page.reload()
  await expect.poll(() => field.inputValue()).toBe('typed before the reload')
  expect((await stored(id)).text).toBe('before the reload')
  await field.press('Escape')
  await row('before the reload').waitFor()
  await page.reload()
  await row('before the reload').waitFor()
  expect(await field.count()).toBe(0)
})

test('what was deleted while the window was reloaded gives its words back, too', async () => {
  const { id } = await asMara('deleted while away')
  await choose('deleted while away', 'Edit')
  await page.getByRole('textbox', { name: 'Edit message' }).fill('kept over the reload')
  const address = page.url()
  await page.goto('about:blank')
  await team.mara.messages.delete({ messageId: id })
  await page.goto(address)
  await expect.poll(() => box().inputValue()).toBe('kept over the reload')
  await box().fill('')
  await rescued().getByTitle('Close').click()
})

test('an open editor that is scrolled away and comes back takes the focus from nobody', async () => {
  for (let number = 0; number < 60; number += 1) await asLena(`line ${number} of a long morning`)
  await asMara('to be polished')
  await choose('to be polished', 'Edit')
  const field = page.getByRole('textbox', { name: 'Edit message' })
  await field.fill('polished')
  await box().click()
  const list = page.getByRole('log', { name: 'Messages' })
  await list.hover()
  await expect.poll(async () => { await page.mouse.wheel(0, -600); return field.count() }).toBe(0)
  await expect.poll(async () => { await page.mouse.wheel(0, 900); return field.count() }).toBe(1)
  expect([await field.inputValue(), await isFocused(box())]).toEqual(['polished', true])
  await field.press('Escape')
})

test('a refused edit keeps its words and says why; Retry sends them again', async () => {
  const { id } = await asMara('will be too long')
  await choose('will be too long', 'Edit')
  const field = page.getByRole('textbox', { name: 'Edit message' })
  await field.fill('x'.repeat(5000))
  await field.press('Enter')
  const problem = page.getByRole('alert').filter({ hasText: 'Not saved' })
  await problem.waitFor()
  await expect.poll(() => field.inputValue()).toHaveLength(5000)
  await field.fill('short enough')
  await page.getByRole('button', { name: 'Retry' }).click()
  await row('short enough').waitFor()
  await expect.poll(async () => (await stored(id)).text).toBe('short enough')
})

test('delete asks first, names the effect, and the row is gone for both', async () => {
  const { id } = await asMara('to be forgotten')
  await choose('to be forgotten', 'Delete…')
  const dialog = page.getByRole('alertdialog', { name: 'Delete this message?' })
  await dialog.getByText('It goes away for everyone in the channel').waitFor()
  await expect.poll(() => isFocused(dialog.getByRole('button', { name: 'Cancel' }))).toBe(true)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => isFocused(row('to be forgotten'))).toBe(true)
  await page.keyboard.press('Delete')
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await row('to be forgotten').waitFor({ state: 'detached' })
  await expect(stored(id)).rejects.toThrow('This message was deleted.')
})

test('a deleted message with replies stays as a note above them', async () => {
  const root = await asMara('a root that goes')
  await team.lena.messages.post({ channel: CHANNEL, text: 'a reply', threadRootId: root.id })
  await row('a root that goes').getByText('1 reply').waitFor()
  await choose('a root that goes', 'Delete…')
  await page.getByText('The reply stays.').waitFor()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  const gone = row('This message was deleted')
  await gone.getByText('1 reply').waitFor()
  await expect.poll(() => gone.getAttribute('aria-label')).toMatch(/^Mara Lindqvist, deleted message/)
})

test('react with the picker, see who did, take it back, and join another', async () => {
  const { id } = await asLena('ship it?')
  await hover('ship it?')
  await bar('ship it?').getByRole('button', { name: 'Add reaction' }).click()
  const search = page.getByRole('searchbox', { name: 'Search emoji' })
  await search.fill('rocket')
  await search.press('Enter')
  const mine = row('ship it?').getByRole('button', { name: '🚀, 1 person: you' })
  await mine.waitFor()
  await expect.poll(() => mine.getAttribute('aria-pressed')).toBe('true')
  await expect.poll(async () => (await stored(id)).reactions).toEqual([{ emoji: '🚀', people: ['mara'] }])
  await team.lena.messages.react({ messageId: id, emoji: '🚀', on: true })
  await row('ship it?').getByRole('button', { name: '🚀, 2 people: you, Lena Fischer' }).click()
  const theirs = row('ship it?').getByRole('button', { name: '🚀, 1 person: Lena Fischer' })
  await theirs.waitFor()
  await expect.poll(async () => (await stored(id)).reactions).toEqual([{ emoji: '🚀', people: ['lena.fischer'] }])
  await row('ship it?').getByRole('group', { name: 'Reactions' }).getByRole('button', { name: 'Add reaction' }).click()
  await search.waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => isFocused(row('ship it?'))).toBe(true)
})

test('a refused reaction is taken back and the reason is told', async () => {
  const { id } = await asLena('wall of emoji')
  const wall = ['🍎', '🍏', '🍐', '🍑', '🍒', '🍓', '🍇', '🍈', '🍉', '🍊', '🍋', '🍌', '🍍', '🥭', '🥝', '🥑', '🍅', '🍆', '🥔', '🥕', '🌽', '🥒', '🥬', '🥦', '🧄', '🧅', '🍄', '🥜', '🌰', '🍞', '🥐', '🥖', '🥨', '🥯', '🥞', '🧀', '🍖', '🍗', '🥩', '🥓', '🍔', '🍟', '🍕', '🌭', '🥪', '🌮', '🌯', '🥙', '🥚', '🍳']
  for (const emoji of wall) await team.lena.messages.react({ messageId: id, emoji, on: true })
  await row('wall of emoji').getByRole('button', { name: '🍳' }).waitFor()
  await hover('wall of emoji')
  await bar('wall of emoji').getByRole('button', { name: 'Add reaction' }).click()
  const search = page.getByRole('searchbox', { name: 'Search emoji' })
  await search.fill('rocket')
  await search.press('Enter')
  await page.getByRole('alert').getByText(/^Your reaction was not kept: There are 50 different reactions/).waitFor({ state: 'attached' })
  await expect.poll(() => row('wall of emoji').getByRole('button', { name: '🚀' }).count()).toBe(0)
  await page.locator('.toast').getByTitle('Close').click()
})

test('pin and unpin: the row carries its mark, and the channel is told', async () => {
  const { id } = await asLena('the house rules')
  await choose('the house rules', 'Pin to channel')
  await row('the house rules').getByTitle('Pinned', { exact: true }).waitFor()
  await expect.poll(async () => (await team.lena.messages.pinned({ channel: CHANNEL })).map((message) => message.id)).toEqual([id])
  const note = row('pinned a message').last()
  await note.getByRole('link', { name: 'a message' }).waitFor()
  await expect.poll(() => row('the house rules').getAttribute('aria-label')).toContain('pinned')
  await choose('the house rules', 'Unpin')
  await row('the house rules').getByTitle('Pinned', { exact: true }).waitFor({ state: 'detached' })
  await expect.poll(() => team.lena.messages.pinned({ channel: CHANNEL })).toEqual([])
})

test('save is mine alone', async () => {
  const { id } = await asLena('read this later')
  await hover('read this later')
  await bar('read this later').getByRole('button', { name: 'Save for later' }).click()
  await row('read this later').getByTitle('Saved', { exact: true }).waitFor()
  await expect.poll(() => team.mara.messages.savedIds()).toEqual([id])
  expect(await team.lena.messages.savedIds()).toEqual([])
  await hover('read this later')
  await bar('read this later').getByRole('button', { name: 'Remove from saved' }).click()
  await row('read this later').getByTitle('Saved', { exact: true }).waitFor({ state: 'detached' })
  await expect.poll(() => team.mara.messages.savedIds()).toEqual([])
})

test('copy text gives the words as they were written, copy link an address that leads to the message', async () => {
  const { id } = await asLena('**bold** words')
  await choose('bold words', 'Copy text')
  await expect.poll(clipboard).toBe('**bold** words')
  await hover('bold words')
  await bar('bold words').getByRole('button', { name: 'Copy link' }).click()
  await expect.poll(clipboard).toBe(`${new URL(team.served.uiUrl).origin}/#/channels/release-room/messages/${id}`)
})

test('a link to a message that somebody pastes opens inside the window', async () => {
  const { id } = await asLena('the one that is meant')
  await asLena(`see ${new URL(team.served.uiUrl).origin}/#/channels/release-room/messages/${id}`)
  // It is marked for two seconds, so whoever looks begins before.
  const marked = page.locator('.msg--flash').filter({ hasText: 'the one that is meant' }).waitFor()
  await row('see http').getByRole('link').filter({ hasText: 'messages' }).click()
  await marked
  await expect.poll(() => new URL(page.url()).hash).toBe(`#/channels/release-room/messages/${id}`)
  expect(page.context().pages()).toHaveLength(1)
})

test('reply opens the thread, and the line under the message leads there too', async () => {
  const root = await asLena('who is on call?')
  await hover('who is on call?')
  await bar('who is on call?').getByRole('button', { name: 'Reply in thread' }).click()
  const panel = page.getByRole('complementary', { name: 'Thread' })
  await panel.getByRole('textbox').fill('I am')
  await panel.getByRole('textbox').press('Enter')
  // So that hers comes after mine.
  await expect.poll(async () => (await team.lena.messages.list({ channel: CHANNEL, thread: root.id })).messages.length).toBe(1)
  await panel.getByRole('button', { name: 'Close thread' }).click()
  await panel.waitFor({ state: 'detached' })
  await team.lena.messages.post({ channel: CHANNEL, text: 'good luck', threadRootId: root.id })
  const line = row('who is on call?').getByRole('button', { name: /^Open the thread: 2 replies last one .* 1 new$/ })
  await line.click()
  await panel.getByText('good luck').waitFor()
  await panel.getByRole('textbox').press('Escape')
  await panel.waitFor({ state: 'detached' })
})

test('unread from here holds until the channel is left', async () => {
  const { id, channelId } = await asLena('read me again')
  await asLena('and me')
  await row('and me').waitFor()
  await choose('read me again', 'Mark unread from here')
  await page.getByRole('separator', { name: /^New messages since/ }).waitFor()
  const unread = async (): Promise<number | undefined> => (await team.mara.unreads.get()).channels.find((state) => state.channelId === channelId)?.unread
  await expect.poll(unread).toBe(2)
  await asLena('and another one')
  await row('and another one').waitFor()
  await expect.poll(unread).toBe(3)
  const line = page.locator('.list__item').filter({ has: page.getByRole('separator', { name: /^New messages since/ }) })
  await expect.poll(() => line.getByRole('article').getAttribute('data-message-id')).toBe(id)
  await page.getByRole('link', { name: 'town-square' }).first().click()
  await page.getByPlaceholder('Message #town-square').waitFor()
  await page.getByRole('link', { name: 'release-room' }).first().click()
  await expect.poll(unread).toBe(0)
})

test('follow and stop following a thread by the menu', async () => {
  const root = await asLena('a thread to follow')
  await team.lena.messages.post({ channel: CHANNEL, text: 'first', threadRootId: root.id })
  await row('a thread to follow').getByText('1 reply').waitFor()
  await choose('a thread to follow', 'Follow thread')
  await expect.poll(async () => (await team.mara.threads.show({ rootId: root.id })).following).toBe(true)
  await choose('a thread to follow', 'Stop following thread')
  await expect.poll(async () => (await team.mara.threads.show({ rootId: root.id })).following).toBe(false)
})

test('“Why was I notified?” says why', async () => {
  await asLena('@mara have a look')
  await choose('have a look', 'Why was I notified?')
  const dialog = page.getByRole('dialog', { name: 'Why was I notified?' })
  await dialog.getByText('You were mentioned').waitFor()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect.poll(() => isFocused(row('have a look'))).toBe(true)
})

test('only what is allowed is offered: others’ messages cannot be edited, a member does not delete them', async () => {
  await asLena('hands off')
  await hover('hands off')
  await bar('hands off').getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Copy text' }).waitFor()
  expect(await page.getByRole('menuitem').allInnerTexts()).not.toEqual(expect.arrayContaining([expect.stringMatching(/Edit|Delete/)]))
  await page.keyboard.press('Escape')
  await focusRow('hands off')
  await page.keyboard.press('e')
  expect(await page.getByRole('textbox', { name: 'Edit message' }).count()).toBe(0)
})

test('keys on a row: R, S, P, C, U, E and Delete, each with the focus back on the row', async () => {
  const { id, channelId, position } = await asMara('by keys alone')
  await focusRow('by keys alone')
  await page.keyboard.press('s')
  await row('by keys alone').getByTitle('Saved', { exact: true }).waitFor()
  await page.keyboard.press('p')
  await row('by keys alone').getByTitle('Pinned', { exact: true }).waitFor()
  await page.keyboard.press('p')
  await row('by keys alone').getByTitle('Pinned', { exact: true }).waitFor({ state: 'detached' })
  await page.keyboard.press('c')
  await expect.poll(clipboard).toContain(id)
  await page.keyboard.press('r')
  await page.getByRole('searchbox', { name: 'Search emoji' }).fill('thumbs up')
  await page.keyboard.press('Enter')
  await row('by keys alone').getByRole('button', { name: /1 person: you/ }).waitFor()
  await expect.poll(() => isFocused(row('by keys alone'))).toBe(true)
  await page.keyboard.press('u')
  await expect.poll(async () => (await team.mara.unreads.get()).channels.find((state) => state.channelId === channelId)?.lastRead).toBe(position - 1)
  await page.keyboard.press('e')
  const field = page.getByRole('textbox', { name: 'Edit message' })
  await field.fill('by keys alone, edited')
  await field.press('Enter')
  await row('by keys alone, edited').waitFor()
  await expect.poll(() => isFocused(row('by keys alone, edited'))).toBe(true)
  await page.keyboard.press('Backspace')
  await expect.poll(() => isFocused(page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }))).toBe(true)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  await row('by keys alone').waitFor({ state: 'detached' })
})

test('→ leads into the bar, arrows move in it, Esc leads back to the row, and from there to the composer', async () => {
  await asLena('walk through my bar')
  await focusRow('walk through my bar')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => isFocused(bar('walk through my bar').getByRole('button', { name: 'Add reaction' }))).toBe(true)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => isFocused(bar('walk through my bar').getByRole('button', { name: 'Reply in thread' }))).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => isFocused(row('walk through my bar'))).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => isFocused(box())).toBe(true)
})

test('the right button opens the same menu where one points; on a link the browser’s own stays', async () => {
  await asMara('press [here](https://example.com/) or beside')
  await row('or beside').click({ button: 'right', position: { x: 500, y: 10 } })
  await page.getByRole('menuitem', { name: 'Pin to channel' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => isFocused(row('or beside'))).toBe(true)
  await row('or beside').getByRole('link', { name: 'here' }).click({ button: 'right' })
  expect(await page.getByRole('menuitem').count()).toBe(0)
})

test('an edit by somebody else, a reaction and a deletion are seen at once', async () => {
  const { id } = await asLena('as it was')
  await row('as it was').waitFor()
  await team.lena.messages.edit({ messageId: id, text: 'as it is' })
  await row('as it is').getByText('(edited)').waitFor()
  await team.lena.messages.react({ messageId: id, emoji: '👀', on: true })
  await row('as it is').getByRole('button', { name: '👀, 1 person: Lena Fischer' }).waitFor()
  await team.lena.messages.delete({ messageId: id })
  await row('as it is').waitFor({ state: 'detached' })
})

test('a reaction draws its own row anew and no other', async () => {
  const other = await asLena('I stand still')
  const { id } = await asLena('I am reacted to')
  await row('I am reacted to').waitFor()
  const watched = await page.evaluate((still) => {
    const changes: string[] = []
    const observer = new MutationObserver((records) => changes.push(...records.map(({ type }) => type)))
    observer.observe(document.querySelector(`article[data-message-id="${still}"]`)!, { childList: true, subtree: true, attributes: true, characterData: true })
    Object.assign(window, { changes })
    return true
  }, other.id)
  expect(watched).toBe(true)
  await team.lena.messages.react({ messageId: id, emoji: '🎉', on: true })
  await row('I am reacted to').getByRole('button', { name: '🎉, 1 person: Lena Fischer' }).waitFor()
  expect(await page.evaluate(() => (window as unknown as { changes: string[] }).changes)).toEqual([])
})

test('who clicked on a row and types does not command it', async () => {
  const { id } = await asMara('only clicked on')
  await row('only clicked on').click({ position: { x: 600, y: 10 } })
  await page.keyboard.type('esp')
  expect(await page.getByRole('textbox', { name: 'Edit message' }).count()).toBe(0)
  expect(await team.mara.messages.savedIds()).not.toContain(id)
})

test('nothing was reported as an error', () => expect(problems).toEqual([]))
