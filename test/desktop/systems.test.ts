/** What one system does and the others do not. Through the double alone, which does the same when it is told which system it plays. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { version } from '../../src/main/version.ts'
import type { Client } from '../../src/main/headless/connect.ts'
import { post } from '../e2e/post.ts'
import { findFreePort } from '../helpers/free-port.ts'
import { isElectron, type Desktop } from './launch-desktop.ts'
import { makeReadyFolder, startReady } from './ready-folder.ts'

let dataFolder: string
let hookUrl: string
let desktop: Desktop
let client: Client

const play = (platform: NodeJS.Platform): Promise<void> => desktop.app.evaluate(({ double }, name) => double.pretendPlatform(name), platform)
const readWindow = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => ({ isVisible: window.isVisible(), isFull: window.isFullScreen() }))[0])
const startAtLogin = (on: boolean): Promise<string> => desktop.page.evaluate((startAtLogin) => window.hooklineDesktop!.shell.call({ call: 'set', change: { startAtLogin } }).then(() => 'done', (error: Error) => error.message), on)

describe.runIf(!isElectron)('systems', () => {
  beforeAll(async () => {
    dataFolder = await makeReadyFolder(async (given) => {
      hookUrl = (await given.hooks.create({ name: 'ci', channel: 'town-square', dialects: ['mattermost'] })).addresses[0]!.url
      await given.preferences.set({ key: 'notify.level', value: 'all' })
      await given.preferences.set({ key: 'notify.keywords', value: ['disk'] })
      await given.preferences.set({ key: 'notify.outside', value: true })
    })
    const started = await startReady({ dataFolder })
    desktop = started
    client = started.client
  })
  afterAll(async () => {
    await desktop.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  test('Linux: the panel about Hookline says which one this is', async () => {
    await play('linux')
    await desktop.app.evaluate(({ double }) => double.clickMenu('Help', 'About Hookline'))
    expect(await desktop.noted('about-shown')).toEqual([expect.objectContaining({ applicationName: 'Hookline', applicationVersion: version })])
  })

  test('Linux: what a stranger posts is no markup in a notification; elsewhere nothing is added', async () => {
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    await post(hookUrl, { text: '`<a href="https://e.example">disk</a> &amp;`' })
    await expect.poll(() => desktop.noted('notification')).toEqual([expect.objectContaining({ body: expect.stringMatching(/^&lt;a href="https:\/\/e\.example"&gt;disk&lt;\/a&gt; &amp;amp;\n/) })])
    await play('darwin')
    // As of a program without a signature (electron/electron#47817).
    await desktop.app.evaluate(({ double }) => double.failNotification('UNErrorDomain Code=1'))
    expect(readFileSync(join(dataFolder, 'shell.log'), 'utf8')).toContain('UNErrorDomain Code=1')
    await post(hookUrl, { text: 'disk < full' })
    await expect.poll(async () => (await desktop.noted('notification')).at(-1)).toMatchObject({ body: expect.stringMatching(/^disk < full\n/) })
  })

  test('Windows: the number comes back with the button of a window that was hidden', async () => {
    await play('win32')
    const shown = async () => (await desktop.noted('overlay')).at(-1)
    await post(hookUrl, { text: 'the disk is full again' })
    await expect.poll(shown).toMatchObject({ isShown: true })
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.showInactive())
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    expect(await shown()).toMatchObject({ isShown: false })
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.showInactive())
    expect(await shown()).toMatchObject({ isShown: true, description: expect.stringMatching(/for you$/) })
  })

  test('Windows: a checkout starts at login with the folder of the app', async () => {
    expect(await startAtLogin(true)).toBe('done')
    expect(await desktop.noted('login-item')).toEqual([{ openAtLogin: true, args: [expect.stringMatching(/^".*desktop\.js"$/), '--hidden'] }])
    expect(await startAtLogin(false)).toBe('done')
  })

  test('Windows: nothing is sealed before the key that opens it is on disk', async () => {
    await client.settings.set({ key: 'hooks.lanPort', value: await findFreePort() })
    await client.settings.set({ key: 'hooks.reach', value: 'lan' })
    await expect.poll(() => existsSync(join(dataFolder, 'device.key.sealed')), { timeout: 20_000 }).toBe(true)
    expect(readFileSync(join(dataFolder, 'Local State'), 'utf8')).toContain('encrypted_key')
  })

  test('Windows: a hidden window whose screen has gone is shown on one that is there', async () => {
    const readBounds = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds())
    await desktop.app.evaluate(({ double, BrowserWindow }) => {
      double.setDisplays([{ x: 0, y: 0, width: 1920, height: 1080 }, { x: 1920, y: 0, width: 1920, height: 1080 }])
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 2500, y: 100, width: 900, height: 700 })
      BrowserWindow.getAllWindows()[0]?.hide()
      double.clickTray()
    })
    expect(await readBounds()).toEqual({ x: 2500, y: 100, width: 900, height: 700 })
    await desktop.app.evaluate(({ double, BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.hide()
      double.setDisplays([{ x: 0, y: 0, width: 1920, height: 1080 }])
      double.clickTray()
    })
    expect(await readBounds()).toEqual({ x: 510, y: 170, width: 900, height: 700 })
  })

  test('macOS: a checkout cannot start at login, and says so', async () => {
    await play('darwin')
    expect(await startAtLogin(true)).toContain('the start at login could not be changed')
    expect(await startAtLogin(false)).toBe('done')
  })

  test('macOS: a window in full screen leaves it before it is hidden', async () => {
    await desktop.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.show()
      BrowserWindow.getAllWindows()[0]?.setFullScreen(true)
    })
    await expect.poll(readWindow).toEqual({ isVisible: true, isFull: true })
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await expect.poll(readWindow).toEqual({ isVisible: false, isFull: false })
    expect(await desktop.noted('black-screen')).toEqual([])
    await play('linux')
  })
})
