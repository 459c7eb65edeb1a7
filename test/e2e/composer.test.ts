/** The composer in the window: what completes a word, commands, files, emoji, keys. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Message } from '../../src/shared/contract/message.ts'
import { shareBrowser } from '../helpers/browser.ts'
import { openPlace, type Place } from './place.ts'

let browser: Browser
let place: Place
let page: Page

beforeAll(async () => {
  browser = await shareBrowser()
  place = await openPlace(browser, {
    as: 'priya',
    prepare: async (owner) => {
      await owner.channels.create({ name: 'release-room', members: ['priya', 'jonas'] })
      await owner.channels.create({ name: 'releases', purpose: 'What went out' })
    },
  })
  page = place.page
})
afterAll(async () => {
  await place?.stop()
  await browser?.close()
})
beforeEach(async () => {
  await place.goTo('/channels/release-room')
  await area().waitFor()
  await area().fill('')
})
afterEach(() => expect(place.problems).toEqual([]))

const area = (): Locator => page.getByPlaceholder('Message #release-room')
const list = (): Locator => page.getByRole('listbox')
const option = (name: string): Locator => list().getByRole('option').filter({ hasText: name })
const note = (): Locator => page.getByRole('status').filter({ hasText: 'Only you see this.' })
const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
const text = (): Promise<string> => area().inputValue()
const messages = async (): Promise<readonly Message[]> => (await place.as('lena.fischer').messages.list({ channel: 'release-room' })).messages
const last = async (): Promise<Message | undefined> => (await messages()).filter((message) => message.type === 'message').at(-1)
const files = (): Locator => page.getByRole('list', { name: 'Files of this message' }).getByRole('listitem')

async function send(words: string): Promise<void> {
  await area().fill(words)
  await area().press('Enter')
}

test('people are completed by keyboard, those of the channel first, and Ctrl Z takes it back', async () => {
  await area().pressSequentially('ask @')
  await expect.poll(() => list().getByRole('option').first().innerText()).toMatch(/Jonas Weber/)
  await option('Aiko Tanaka').getByText('not in this channel').waitFor()
  await option('@channel').getByText('Notifies all 3 people').waitFor()
  await area().pressSequentially('fis')
  await expect.poll(() => list().getByRole('option').count()).toBe(1)
  const chosen = await list().getByRole('option').getAttribute('id')
  await expect.poll(() => area().getAttribute('aria-activedescendant')).toBe(chosen)
  await page.keyboard.press('Tab')
  await expect.poll(text).toBe('ask @lena.fischer ')
  await list().waitFor({ state: 'detached' })
  await expect.poll(() => area().getAttribute('aria-activedescendant')).toBeNull()
  await page.keyboard.press('Control+Z')
  await expect.poll(text).not.toContain('lena.fischer')
})

test('arrows go round, Esc closes the list for this word only, the mouse takes as well', async () => {
  await area().pressSequentially('#rel')
  await expect.poll(() => list().getByRole('option', { selected: true }).innerText()).toMatch(/^releases/)
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => list().getByRole('option', { selected: true }).innerText()).toMatch(/^release-room/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  await list().waitFor({ state: 'detached' })
  await area().pressSequentially('e')
  expect(await list().count()).toBe(0)
  await area().pressSequentially(' #rel')
  await option('What went out').click()
  await expect.poll(text).toBe('#rele #releases ')
})

test('emoji from two letters on, nothing inside code', async () => {
  await area().pressSequentially('done :t')
  expect(await list().count()).toBe(0)
  await area().pressSequentially('ada')
  await option(':tada:').waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(text).toBe('done 🎉 ')
  await area().fill('')
  await area().pressSequentially('`@jo')
  expect(await list().count()).toBe(0)
  await area().pressSequentially('` @jo')
  await option('Jonas').waitFor()
})

test('who is named and not here is offered to be added', async () => {
  await send('@aiko can you look?')
  await note().getByText('is not in this channel').waitFor()
  await note().getByRole('button', { name: 'Add them' }).click()
  await note().getByText('Added Aiko Tanaka.').waitFor()
  await expect.poll(async () => (await place.as('priya').channels.list()).find(({ name }) => name === 'release-room')?.members).toContain('aiko')
  await expect.poll(async () => (await last())?.text).toBe('@aiko can you look?')
})

test('/me, /shrug and a slash that is text', async () => {
  await send('/me waves')
  await expect.poll(last).toMatchObject({ text: 'waves', props: { action: 'me' } })
  await send('/shrug who knows')
  await page.getByRole('log').getByText('who knows ¯\\_(ツ)_/¯').waitFor()
  await send('/etc/hosts')
  await expect.poll(async () => (await last())?.text).toBe('/etc/hosts')
})

test('an unknown command sends nothing and says how it would be text', async () => {
  const before = (await messages()).length
  await send('/frobnicate now')
  await note().getByText('There is no command /frobnicate').waitFor()
  await expect.poll(text).toBe('/frobnicate now')
  expect((await messages()).length).toBe(before)
  await note().getByRole('button', { name: 'Send as text' }).click()
  await expect.poll(async () => (await last())?.text).toBe('/frobnicate now')
  await note().waitFor({ state: 'detached' })
})

test('/mute and /mute again; /help lists what I may do', async () => {
  const muted = async (): Promise<boolean | undefined> => {
    const [{ channels }, all] = [await place.as('priya').unreads.get(), await place.as('priya').channels.list()]
    return channels.find((state) => state.channelId === all.find(({ name }) => name === 'release-room')?.id)?.muted
  }
  await send('/mute')
  await note().getByText('is muted').waitFor()
  await expect.poll(muted).toBe(true)
  await send('/mute')
  await note().getByText('no longer muted').waitFor()
  await expect.poll(muted).toBe(false)
  await send('/help')
  await note().getByText('/invite @somebody').waitFor()
  await note().getByText('/hooks').waitFor()
})

test('/invite adds whom it knows and says the rest, /hooks and /dm lead on', async () => {
  await send('/invite @tomas @nobody @jonas ')
  await note().getByText('Added Tomás Ferreira.').waitFor()
  await note().getByText('Nobody here is called @nobody.').waitFor()
  await note().getByText('Jonas Weber is here already.').waitFor()
  await send('/invite')
  await note().getByText('Write who is to be added').waitFor()
  await send('/dm @jonas are you there?')
  await page.getByPlaceholder('Message Jonas Weber').waitFor()
  await page.getByRole('log').getByText('are you there?').waitFor()
  await place.goTo('/channels/release-room')
  await send('/hooks')
  await page.getByRole('heading', { name: 'Incoming webhooks', exact: true }).waitFor()
})

test('files are chosen, pasted and dropped, taken off, and sent with the text', async () => {
  await page.locator('input[type=file]').setInputFiles({ name: 'chosen.txt', mimeType: 'text/plain', buffer: Buffer.from('one') })
  await files().filter({ hasText: 'chosen.txt' }).waitFor()
  await area().evaluate((element) => {
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File(['two'], 'pasted.txt', { type: 'text/plain' }))
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await files().filter({ hasText: 'pasted.txt' }).waitFor()
  const dataTransfer = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['three'], 'dropped.txt', { type: 'text/plain' }))
    return transfer
  })
  const pane = page.locator('section.pane')
  await pane.dispatchEvent('dragenter', { dataTransfer })
  await page.getByText('Drop files to attach them').waitFor()
  await pane.dispatchEvent('drop', { dataTransfer })
  await files().filter({ hasText: 'dropped.txt' }).waitFor()
  await page.getByText('Drop files to attach them').waitFor({ state: 'detached' })
  await button('Remove chosen.txt').click()
  await expect.poll(() => files().count()).toBe(2)
  await send('two files')
  await expect.poll(async () => (await last())?.files.map(({ name }) => name)).toEqual(['pasted.txt', 'dropped.txt'])
  await expect.poll(async () => (await last())?.text).toBe('two files')
  await expect.poll(() => files().count()).toBe(0)
})

test('a message waits for its files, and can be held back', async () => {
  // The pieces of the file wait, however fast the machine is.
  let held: (() => void)[] | null = []
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => {
      if (held !== null && String(message).includes('/files/append')) held.push(() => server.send(message))
      else server.send(message)
    })
  })
  await page.reload()
  const large = { name: 'large.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(3 * 1024 * 1024) }
  await area().fill('with a large file')
  await page.locator('input[type=file]').setInputFiles(large)
  await files().getByRole('progressbar').waitFor()
  await area().press('Enter')
  await page.getByText('Sends as soon as the files are there.').waitFor()
  await button('Do not send yet').click()
  await expect.poll(text).toBe('with a large file')
  await area().press('Enter')
  await page.getByText('Sends as soon as the files are there.').waitFor()
  for (const send of held) send()
  held = null
  await expect.poll(async () => (await last())?.files.map(({ name }) => name)).toEqual(['large.bin'])
  await expect.poll(text).toBe('')

  // Whoever leaves meanwhile finds it waiting, and it goes wherever one is.
  held = []
  await area().fill('from elsewhere')
  await page.locator('input[type=file]').setInputFiles(large)
  await area().press('Enter')
  await page.getByText('Sends as soon as the files are there.').waitFor()
  const leave = async (): Promise<void> => {
    await page.evaluate(() => (location.hash = '#/channels/town-square'))
    await page.getByPlaceholder('Message #town-square').waitFor()
  }
  await leave()
  await page.goBack()
  await page.getByText('Sends as soon as the files are there.').waitFor()
  await leave()
  for (const send of held) send()
  held = null
  await expect.poll(async () => (await last())?.text).toBe('from elsewhere')
  await page.goBack()
  await expect.poll(text).toBe('')
})

test('what is too long counts, is kept, and becomes a file', async () => {
  await area().fill('a'.repeat(3900))
  await page.getByText('100 left').waitFor()
  await send('b'.repeat(4007))
  await page.getByText('7 too many').waitFor()
  await note().getByText('7 characters too long').waitFor()
  await note().getByRole('button', { name: 'Attach as a text file' }).click()
  await files().filter({ hasText: 'text.txt' }).waitFor()
  await expect.poll(text).toBe('')
  await button('Remove text.txt').click()
  const paste = (length: number): Promise<void> =>
    area().evaluate((element, count) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', 'c'.repeat(count))
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, length)
  await paste(5000)
  await note().getByText('1000 characters too long').waitFor()
  await expect.poll(() => button('Attach as a text file').evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await text()).length).toBe(5000)
})

test('what is too long stays in the field when no file fits beside the others', async () => {
  const ten = Array.from({ length: 10 }, (_, index) => ({ name: `${index}.txt`, mimeType: 'text/plain', buffer: Buffer.from(`${index}`) }))
  await page.locator('input[type=file]').setInputFiles(ten)
  await expect.poll(() => files().count()).toBe(10)
  await send('d'.repeat(4001))
  await note().getByRole('button', { name: 'Attach as a text file' }).click()
  await note().getByText('10 files').waitFor()
  expect((await text()).length).toBe(4001)
  for (const { name } of ten) await button(`Remove ${name}`).click()
})

test('the emoji picker by keyboard alone: search, grid, skin tone, used last', async () => {
  await area().press('a')
  await button('Emoji').focus()
  await page.keyboard.press('Enter')
  const search = page.getByRole('searchbox', { name: 'Search emoji' })
  await search.waitFor()
  await expect.poll(() => search.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.type('thumb')
  await page.getByRole('gridcell', { name: 'thumbs up' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('thumbs up')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect.poll(text).toBe('a👎')
  await expect.poll(() => area().evaluate((element) => element === document.activeElement)).toBe(true)
  await button('Emoji').click()
  await page.getByRole('rowheader', { name: 'Used last' }).waitFor()
  await page.getByRole('button', { name: 'Skin tone: none' }).click()
  await page.getByRole('button', { name: 'dark', exact: true }).click()
  await page.getByRole('gridcell', { name: 'thumbs down' }).first().click()
  await expect.poll(text).toBe('a👎👎🏿')
  await expect.poll(() => place.as('priya').preferences.get()).toMatchObject({ 'emoji.recent': ['👎🏿', '👎'], 'emoji.skinTone': 5 })
  await button('Emoji').click()
  await search.fill('xyzzy')
  await page.getByText('No emoji is called that').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await search.waitFor({ state: 'detached' })
})

test('the emoji picker takes what was typed, also when Enter comes before it has drawn the finds', async () => {
  await button('Emoji').click()
  const search = page.getByRole('searchbox', { name: 'Search emoji' })
  await page.getByRole('gridcell').first().waitFor()
  await search.evaluate((input: HTMLInputElement) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, 'rocket')
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  })
  await search.waitFor({ state: 'detached' })
  await expect.poll(text).toBe('🚀')
})

test('Enter in the emoji picker before its list is there is done when it is', async () => {
  const files = /\/assets\/(compact|iamcal|github)-[\w-]+\.js$/
  let letThrough = (): void => undefined
  const wanted = new Promise<void>((resolve) => void (letThrough = resolve))
  await page.route(files, async (route) => {
    await wanted
    await route.continue()
  })
  await page.reload()
  await button('Emoji').click()
  const search = page.getByRole('searchbox', { name: 'Search emoji' })
  await search.fill('rocket')
  await search.press('Enter')
  await search.press('Enter')
  expect(await page.getByRole('gridcell').count()).toBe(0)
  letThrough()
  await search.waitFor({ state: 'detached' })
  await expect.poll(text).toBe('🚀')
  await page.unroute(files)
})

test('↑ edits my last message, Esc goes to the list, Shift Enter goes on with a list', async () => {
  await send('to be changed')
  await page.getByRole('log').getByText('to be changed').waitFor()
  await area().press('ArrowUp')
  await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLTextAreaElement).value)).toBe('to be changed')
  await page.keyboard.press('Escape')
  await page.getByRole('log').getByRole('textbox').waitFor({ state: 'detached' })
  await area().press('Escape')
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[role=log]') !== null)).toBe(true)
  await area().pressSequentially('- one')
  await area().press('Shift+Enter')
  await area().pressSequentially('two')
  await expect.poll(text).toBe('- one\n- two')
})

test('a key in a long draft costs less than a frame', async () => {
  await area().fill('The quick brown fox jumps over the lazy dog. '.repeat(225).slice(0, 10_000))
  await page.evaluate(() => {
    const costs: number[] = []
    let pressedAt = 0
    Object.assign(window, { costs })
    addEventListener('keydown', () => void (pressedAt = performance.now()), true)
    addEventListener('input', () => {
      // Reading the size makes the browser lay out what the key changed.
      void (document.activeElement as HTMLElement).offsetHeight
      costs.push(performance.now() - pressedAt)
    })
  })
  for (const key of 'and so on with @jo and :tad as one writes') await page.keyboard.press(key === ' ' ? 'Space' : key)
  const costs = (await page.evaluate(() => (window as unknown as { costs: number[] }).costs)).toSorted((a, b) => a - b)
  expect(costs.length).toBeGreaterThan(35)
  // The promise, 16 ms in 95 of 100, is measured alone by bench/ui; here other tests share the machine.
  expect(costs[Math.floor(costs.length / 2)]).toBeLessThan(16)
})
