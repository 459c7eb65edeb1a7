/** Hostile addresses through every way out of the app: what reaches the system is a web or mail address, whoever wrote it and wherever. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../src/main/headless/connect.ts'
import { post } from '../e2e/post.ts'
import { openedAddresses, refusedAddresses } from './hostile-addresses.ts'
import { isElectron, startDesktop, type Desktop } from './launch-desktop.ts'

let desktop: Desktop
let client: Client
let hookUrl = ''

const hostile = refusedAddresses.filter((raw) => raw.length < 1000)
/** Inside of hostile texts stand harmless addresses, and they may be followed: as such, and in a spelling that no shell reads in its own way. */
const harmless = /^(https?:\/\/[^/]|mailto:)[^\s"'`<>\\|^{}\p{Cc}]*$/u

beforeAll(async () => {
  desktop = await startDesktop()
  const { page } = desktop
  await page.getByRole('textbox', { name: 'Workspace name' }).fill('Tidewater')
  await page.getByRole('textbox', { name: 'Your name' }).fill('Lena Fischer')
  await page.getByRole('button', { name: 'Create workspace' }).click()
  await page.getByPlaceholder('Message #town-square').waitFor()
  client = await desktop.reach()
  hookUrl = (await client.hooks.create({ name: 'ci', channel: 'town-square', dialects: ['mattermost'] })).addresses[0]!.url
  await recordOpened()
})
afterAll(() => desktop?.stop())

/** In Electron nothing may really open; the double only records. */
async function recordOpened(): Promise<void> {
  await desktop.app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url: string) => void opened.push(url)
  })
}

const opened = (): Promise<string[]> => desktop.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)

/** All that was ever given to the system. */
async function expectOnlyHarmless(): Promise<void> {
  expect((await opened()).filter((url) => !harmless.test(url) || refusedAddresses.includes(url))).toEqual([])
}

/** Posts and, once it is in the window, presses everything in the message that can be pressed. @returns how many of them there were. */
async function pressAllOf(mark: string, payload: object): Promise<number> {
  expect(await post(hookUrl, payload)).toBe(200)
  const message = desktop.page.locator('[data-message-id]').filter({ hasText: mark }).last()
  await message.waitFor()
  return message.evaluate((element) => {
    const pressed = element.querySelectorAll<HTMLElement>('a[target], .msg__body button, a[href^="http"], a[href^="mailto"]')
    for (const one of pressed) one.click()
    return pressed.length
  })
}

function batches<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))
}

test('in a message: as links, as they stand, as pictures', async () => {
  for (const [index, batch] of batches(hostile, 20).entries()) {
    const text = batch.map((raw) => `[a](${raw}) [b](<${raw}>) ${raw} ![c](${raw})`).join('\n')
    // Longer ones would be split, and only the last part pressed.
    expect(text.length).toBeLessThan(3900)
    await pressAllOf(`batch ${index}.`, { text: `batch ${index}.\n${text}` })
  }
  await expectOnlyHarmless()
})

test('in cards: titles, authors, fields, buttons', async () => {
  for (const [index, batch] of batches(hostile, 40).entries()) {
    const attachments = batch.map((raw) => ({ title: `card ${index}.`, title_link: raw, author_name: 'x', author_link: raw, author_icon: raw, image_url: raw, thumb_url: raw, footer_icon: raw, text: `[x](${raw})`, pretext: raw, fields: [{ title: raw, value: `<${raw}>` }], actions: [{ type: 'button', text: 'Open', url: raw }] }))
    await pressAllOf(`card ${index}.`, { text: `card ${index}.`, attachments })
  }
  await expectOnlyHarmless()
})

test('as the name and the picture of a webhook', async () => {
  for (const [index, raw] of hostile.filter((_, at) => at % 40 === 0).entries()) await pressAllOf(`named ${index}.`, { text: `named ${index}.`, username: raw.slice(0, 60), icon_url: raw, icon_emoji: raw })
  await expectOnlyHarmless()
})

test('those that are meant do open, from text and from cards', async () => {
  const before = (await opened()).length
  const plain = openedAddresses.filter(([raw]) => /^(https?:\/\/|mailto:)[^\s<>"']+$/.test(raw) && raw.length < 100)
  const count = await pressAllOf('meant.', { text: `meant.\n${plain.map(([raw]) => `[x](${raw})`).join('\n')}`, attachments: [{ title: 't', title_link: 'https://example.com/' }] })
  expect(count).toBeGreaterThan(plain.length)
  await expect.poll(async () => (await opened()).length).toBeGreaterThan(before)
  await expect.poll(async () => new Set((await opened()).slice(before))).toEqual(new Set([...plain.map(([, given]) => given), 'https://example.com/']))
})

test('by a page that opens windows or leaves', async () => {
  const at = desktop.page.url()
  // Each takes a tenth of a second, and the next test has all of them.
  const some = hostile.filter((_, index) => index % 12 === 0)
  await desktop.page.evaluate((addresses) => {
    for (const address of addresses) {
      try {
        window.open(address)
      } catch {
        // Chromium itself refuses what is no address.
      }
    }
  }, some)
  await desktop.page.evaluate(() => void window.open('https://example.com/a'))
  await expect.poll(async () => (await opened()).at(-1), { timeout: 30_000 }).toBe('https://example.com/a')
  for (const address of ['https://attacker.example/', 'file:///etc/passwd', 'app://evil/index.html', 'javascript:void(0)', 'data:text/html,x']) await desktop.page.evaluate((url) => void (location.href = url), address)
  await expectOnlyHarmless()
  expect(desktop.page.url()).toBe(at)
})

test.runIf(!isElectron)('by a window, as Chromium hands it over', async () => {
  const answers = await desktop.app.evaluate(({ double }, addresses) => addresses.map((address) => double.askWindowOpen(address)), refusedAddresses)
  expect(new Set(answers)).toEqual(new Set(['deny']))
  await expectOnlyHarmless()
  const before = (await opened()).length
  await desktop.app.evaluate(({ double }, addresses) => addresses.map((address) => double.askWindowOpen(address)), openedAddresses.map(([raw]) => raw))
  expect((await opened()).slice(before)).toEqual(openedAddresses.map(([, given]) => given))
})

test('as links from outside, warm', async () => {
  const before = await opened()
  const at = new URL(desktop.page.url()).hash
  await desktop.app.evaluate(
    ({ app }, addresses) => {
      for (const address of addresses) {
        app.emit('open-url', { preventDefault: () => undefined } as never, address)
        app.emit('second-instance', {} as never, ['hookline', address], '/', {})
        app.emit('second-instance', {} as never, ['hookline', '--', address], '/', {})
      }
    },
    [...refusedAddresses.filter((raw) => !raw.startsWith('hookline://channel/')), ...openedAddresses.map(([raw]) => raw), 'hookline://channel/../../etc', 'hookline://channel/x/message/https://attacker.example', 'hookline://open?url=https://attacker.example', 'hookline:https://attacker.example'],
  )
  await desktop.page.evaluate(() => new Promise(requestAnimationFrame))
  expect(await opened()).toEqual(before)
  expect(new URL(desktop.page.url()).hash).toBe(at)
})

test('by a click on the notification of such a message', async () => {
  await client.preferences.set({ key: 'notify.level', value: 'all' })
  await client.preferences.set({ key: 'notify.outside', value: true })
  const before = await opened()
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur())
  // One, because a flood is told once.
  await post(hookUrl, { text: `file:///etc/passwd javascript:alert(1) ms-msdt:/id [x](smb://attacker.example/share) https://attacker.example/`, username: 'javascript:alert(1)' })
  await expect.poll(async () => (await desktop.noted('notification')).length).toBe(1)
  await desktop.app.clickNotification()
  await expect.poll(() => new URL(desktop.page.url()).hash).toMatch(/^#\/channels\/town-square\/messages\//)
  expect(await opened()).toEqual(before)
})

test('a page that is told to go somewhere goes nowhere but to its own places', async () => {
  const at = desktop.page.url()
  await desktop.app.evaluate(({ BrowserWindow }, addresses) => {
    for (const address of addresses) BrowserWindow.getAllWindows()[0]?.webContents.send('hookline:open', address)
  }, hostile)
  await desktop.page.evaluate(() => new Promise(requestAnimationFrame))
  expect(new URL(desktop.page.url()).origin).toBe(new URL(at).origin)
  await expectOnlyHarmless()
})
