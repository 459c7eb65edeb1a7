/** The shell around the window: where it stands, what closing does, tray, menu, notifications, spelling, size, start with the system, and the page that sets it all. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../src/main/headless/connect.ts'
import { post } from '../e2e/post.ts'
import { isElectron, type Desktop } from './launch-desktop.ts'
import { makeReadyFolder, startReady } from './ready-folder.ts'

let dataFolder: string
let hookUrl: string
let desktop: Desktop & { readonly client: Client }
const configFolder = mkdtempSync(join(tmpdir(), 'hookline-config-'))
const start = (...args: string[]) => startReady({ dataFolder, args, env: { XDG_CONFIG_HOME: configFolder } })

const readFile = (name: string): Record<string, unknown> => JSON.parse(readFileSync(join(dataFolder, name), 'utf8')) as Record<string, unknown>
const hash = (): string => new URL(desktop.page.url()).hash
const readWindow = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => ({ bounds: window.getBounds(), isVisible: window.isVisible(), isMaximized: window.isMaximized(), zoom: Math.round(window.webContents.getZoomFactor() * 100) }))[0]!)
const setting = (name: string) => desktop.page.locator(`[data-setting="desktop.${name}"]`)

describe.runIf(!isElectron)('the shell', () => {
  beforeAll(async () => {
    dataFolder = await makeReadyFolder(async (client) => {
      hookUrl = (await client.hooks.create({ name: 'ci', channel: 'town-square', dialects: ['mattermost'] })).addresses[0]!.url
      await client.preferences.set({ key: 'notify.level', value: 'all' })
      await client.preferences.set({ key: 'notify.outside', value: true })
    })
    desktop = await start()
  })
  afterAll(async () => {
    await desktop.stop()
    rmSync(dataFolder, { recursive: true, force: true })
    rmSync(configFolder, { recursive: true, force: true })
  })

  test('the window was shown once, at its first paint, on a ground of its colour', async () => {
    const notes = (await desktop.app.notes()).filter(({ what }) => what === 'window' || what === 'show')
    expect(notes).toMatchObject([{ what: 'window', data: { show: false } }, { what: 'show' }])
  })

  test('the menu does in the window what it says', async () => {
    const menu = (...path: string[]) => desktop.app.evaluate(({ double }, words) => double.clickMenu(...words), path)
    await menu('File', 'Settings')
    await expect.poll(hash).toBe('#/settings/profile')
    await menu('Help', 'Documents')
    await expect.poll(hash).toBe('#/settings/about')
    await menu('File', 'New channel')
    await desktop.page.getByRole('dialog', { name: 'New channel' }).waitFor()
    // A dialog is answered first. Who listens later hears it after the window did.
    await desktop.page.evaluate(() => window.addEventListener('message', ({ data }: MessageEvent<{ type?: string }>) => data.type === 'hookline:command' && (document.body.dataset['heard'] = 'yes')))
    await menu('File', 'Settings')
    await desktop.page.locator('body[data-heard]').waitFor()
    await desktop.page.keyboard.press('Escape')
    await desktop.page.getByRole('dialog', { name: 'New channel' }).waitFor({ state: 'detached' })
    expect(hash()).toBe('#/settings/about')
    await menu('Help', 'Keyboard shortcuts')
    await desktop.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await desktop.page.keyboard.press('Escape')
  })

  test('the settings page sets and shows what is so, and what other ways change', async () => {
    await desktop.page.evaluate(() => (location.hash = '#/settings/desktop'))
    await setting('zoom').getByRole('combobox').selectOption('125')
    await expect.poll(async () => (await readWindow()).zoom).toBe(125)
    await desktop.app.evaluate(({ double }) => double.clickMenu('View', 'Larger'))
    await expect.poll(() => setting('zoom').getByRole('combobox').inputValue()).toBe('150')
    await desktop.app.evaluate(({ double }) => double.clickMenu('View', 'Actual size'))
    await expect.poll(() => setting('zoom').getByRole('combobox').inputValue()).toBe('100')
    await desktop.app.evaluate(({ double }) => double.clickMenu('View', 'Smaller'))
    await setting('closeToTray').getByRole('switch').click()
    await setting('startAtLogin').getByRole('switch').click()
    await expect.poll(() => setting('startAtLogin').getByRole('switch').getAttribute('aria-checked')).toBe('true')
    await setting('updates').getByText('No update feed is set').waitFor()
    expect(readFile('desktop.json')).toMatchObject({ closeToTray: true, zoom: 90 })
  })

  test('nothing is checked, and no dictionary fetched, before a language is chosen; then in several', async () => {
    expect(await desktop.noted('spell-check')).toEqual([false])
    await setting('spelling').getByRole('combobox').selectOption('de')
    await setting('spelling').getByRole('button', { name: 'Do not check German' }).waitFor()
    await setting('spelling').getByRole('combobox').selectOption('en-GB')
    await expect.poll(() => desktop.noted('spell-languages')).toEqual([['de'], ['de', 'en-GB']])
    await setting('spelling').getByRole('button', { name: 'Do not check German' }).click()
    await expect.poll(() => desktop.noted('spell-languages')).toEqual([['de'], ['de', 'en-GB'], ['en-GB']])
  })

  test('the right button in text offers words, the dictionary and the clipboard', async () => {
    await desktop.page.evaluate(() => (location.hash = '#/channels/town-square'))
    await desktop.app.evaluate(({ double }) => void (double.system.misspelling = { word: 'helo', suggestions: ['hello', 'help'] }))
    const composer = desktop.page.getByPlaceholder('Message #town-square')
    await composer.fill('helo')
    await composer.click({ button: 'right' })
    await expect.poll(() => desktop.app.evaluate(({ double }) => double.readPopup().map(({ label }) => label))).toEqual(['hello', 'help', '—', 'Add to the dictionary', '—', 'Cut', 'Copy', 'Paste', 'Paste as plain text', '—', 'Select all'])
    await desktop.app.evaluate(({ double }) => double.clickPopup('hello'))
    await desktop.app.evaluate(({ double }) => double.clickPopup('Add to the dictionary'))
    expect([await desktop.noted('replace-misspelling'), await desktop.noted('spell-word')]).toEqual([['hello'], ['helo']])
    await composer.fill('')
  })

  test('start with the system is written where this system looks', () => {
    const file = join(configFolder, 'autostart', 'hookline.desktop')
    expect(existsSync(file)).toBe(process.platform === 'linux')
    if (process.platform === 'linux') expect(readFileSync(file, 'utf8')).toMatch(/^Exec=".*" "--hidden"$/m)
  })

  test('closing hides it, the tray brings it back', async () => {
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    expect(await readWindow()).toMatchObject({ isVisible: false })
    await desktop.app.evaluate(({ double }) => double.clickTray())
    expect(await readWindow()).toMatchObject({ isVisible: true })
    await desktop.app.evaluate(({ double }) => double.clickTray())
    expect(await readWindow()).toMatchObject({ isVisible: false })
  })

  test('notifications: several at once, without the text when that is wanted, gone when read', async () => {
    await post(hookUrl, { text: 'disk is full' })
    await expect.poll(() => desktop.noted('notification')).toEqual([expect.objectContaining({ body: 'disk is full\nWebhook · not E2EE' })])
    // The page is hidden and cannot be pressed; the setting comes from the page's own bridge.
    await desktop.page.evaluate(() => window.hooklineDesktop!.shell.call({ call: 'set', change: { showPreviews: false } }))
    await desktop.client.channels.create({ name: 'alerts' })
    const other = (await desktop.client.hooks.create({ name: 'probe', channel: 'alerts', dialects: ['mattermost'] })).addresses[0]!.url
    await post(other, { text: 'a secret password' })
    await expect.poll(async () => (await desktop.noted('notification')).at(-1)).toMatchObject({ title: 'BOT webhook · #alerts', body: 'New message\nWebhook · not E2EE' })
    expect(await desktop.app.evaluate(({ double }) => double.countNotifications())).toBe(2)
    await desktop.client.unreads.markAllRead()
    await expect.poll(() => desktop.app.evaluate(({ double }) => double.countNotifications())).toBe(0)
  })

  test('one whose time is up is withdrawn once read', async () => {
    const { url } = (await desktop.client.hooks.create({ name: 'late', channel: 'alerts', dialects: ['mattermost'] })).addresses[0]!
    const count = (): Promise<number> => desktop.app.evaluate(({ double }) => double.countNotifications())
    await post(url, { text: 'who was away' })
    await expect.poll(count).toBe(1)
    await desktop.app.evaluate(({ double }) => double.timeOutNotifications())
    await desktop.client.unreads.markAllRead()
    await expect.poll(count).toBe(0)
  })

  test('a pause from the tray is the pause of the settings', async () => {
    const readMenu = () => desktop.app.evaluate(({ double }) => double.readTray().menu.map(({ label }) => label))
    await desktop.app.evaluate(({ double }) => double.clickTrayMenu('Pause notifications for an hour'))
    await expect.poll(async () => (await desktop.client.preferences.get())['notify.pausedUntil']).toBeGreaterThan(Date.now() + 3_500_000)
    await expect.poll(readMenu).toContain('Resume notifications')
    await desktop.app.evaluate(({ double }) => double.clickTrayMenu('Resume notifications'))
    await expect.poll(async () => (await desktop.client.preferences.get())['notify.pausedUntil']).toBeNull()
  })

  test('tray, menu and theme follow the window’s language and look', async () => {
    await desktop.client.preferences.set({ key: 'look.language', value: 'de' })
    await desktop.client.preferences.set({ key: 'look.theme', value: 'dark' })
    await expect.poll(() => desktop.app.evaluate(({ double, Menu, nativeTheme }) => [double.readTray().menu.at(-1)?.label, Menu.getApplicationMenu()?.items[0]?.label, nativeTheme.themeSource])).toEqual(['Hookline beenden', 'Datei', 'dark'])
  })

  test('after a start it stands where it stood, as large, in the same language, with the same colour', async () => {
    await desktop.app.evaluate(({ double, BrowserWindow }) => {
      double.clickTray()
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 200, y: 120, width: 1000, height: 700 })
      BrowserWindow.getAllWindows()[0]?.maximize()
    })
    await desktop.stop()
    expect(readFile('window-state.json')).toEqual({ bounds: { x: 200, y: 120, width: 1000, height: 700 }, maximised: true, language: 'de', theme: 'dark' })
    desktop = await start()
    expect(await readWindow()).toEqual({ bounds: { x: 200, y: 120, width: 1000, height: 700 }, isVisible: true, isMaximized: true, zoom: 90 })
    const [menu] = (await desktop.noted('application-menu')) as { label: string }[][]
    expect(menu?.[0]?.label).toBe('Datei')
    expect(desktop.problems).toEqual([])
  })

  test('started hidden, it is still maximised when it is shown, and the next time', async () => {
    await desktop.stop()
    desktop = await start('--hidden')
    expect(await readWindow()).toMatchObject({ isVisible: false })
    // A screen that wakes moves windows that nobody sees.
    await desktop.app.evaluate(({ BrowserWindow }) => void BrowserWindow.getAllWindows()[0]?.setBounds({ x: 0, y: 0, width: 900, height: 650 }))
    await desktop.app.evaluate(({ double }) => double.clickTray())
    await expect.poll(readWindow).toMatchObject({ isVisible: true, isMaximized: true })
    await desktop.stop()
    expect(readFile('window-state.json')).toMatchObject({ maximised: true })
    desktop = await start()
  })

  test('what is not ours may ask nothing of the shell', async () => {
    const refused = await desktop.page.evaluate(async () => {
      const calls = [null, {}, { call: 'quit' }, { call: 'set' }, { call: 'set', change: { zoom: 7 } }, { call: 'set', change: { __proto__: null, spellLanguages: ['../../x'] } }, { call: 'set', change: { zoom: 100, showPreviews: true } }, { call: 'read', extra: 1 }]
      return Promise.all(calls.map((call) => window.hooklineDesktop!.shell.call(call as never).then(() => 'answered', (error: Error) => error.message)))
    })
    expect(refused).toEqual(refused.map(() => expect.stringContaining('Hookline refused this.')))
  })
})
