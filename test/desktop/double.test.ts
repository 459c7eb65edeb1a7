/** The double itself, with a small app: worlds and what crosses between them, windows and what a person does to them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, type DoubleApp } from '../electron-double/launch.ts'

const main = fileURLToPath(new URL('../electron-double/fixture/main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'hookline-double-'))
const args = [`--user-data-dir=${folder}`]

interface Bridge {
  add(a: number, b: number): number
  invoke(channel: string, value?: unknown): Promise<unknown>
  fail(): void
  later(): Promise<string>
  call(callback: (value: { list: unknown[] }) => void): void
  counter: { value: number; next?: unknown }
  given(): unknown
  missing(): string
  modules(): string
}
declare const bridge: Bridge

let app: DoubleApp
let page: Page
beforeAll(async () => {
  app = await launch({ main, args })
  page = await app.firstWindow()
})
afterAll(async () => {
  await app?.close()
  rmSync(folder, { recursive: true, force: true })
})

const events = (): Promise<unknown[]> => app.evaluate(() => (globalThis as unknown as { events: unknown[] }).events)
const clearEvents = (): Promise<void> => app.evaluate(() => void ((globalThis as unknown as { events: unknown[] }).events.length = 0))

describe('the bridge', () => {
  test('carries values, errors, promises and callbacks; instances lose their class, what is exposed is frozen', async () => {
    expect(await page.evaluate(() => [bridge.add(2, 3), Object.isFrozen(bridge), bridge.counter.value, typeof bridge.counter.next])).toEqual([5, true, 1, 'undefined'])
    expect(await page.evaluate(() => bridge.later())).toBe('later')
    const seen = await page.evaluate(() => {
      const found: unknown[] = []
      bridge.call(({ list }) => found.push(list[0], list[1] instanceof Date))
      try {
        bridge.fail()
      } catch (error) {
        found.push((error as Error).name, (error as Error).message)
      }
      return found
    })
    expect(seen).toEqual([1, true, 'RangeError', 'too far'])
  })

  test('gives a sandboxed preload nothing of Node, and says what the double does not have', async () => {
    expect(await page.evaluate(() => [typeof (globalThis as { require?: unknown }).require, bridge.modules(), bridge.missing()])).toEqual(['undefined', 'module not found: node:fs', 'double: ipcRenderer.sendSync is not there'])
  })
})

describe('messages', () => {
  test('are cloned as between processes', async () => {
    const back = await page.evaluate(async () => {
      const echoed = (await bridge.invoke('echo', { date: new Date(7), map: new Map([[1, 2]]), bytes: new Uint8Array([9]), nothing: undefined, big: 10n, endless: Infinity })) as { date: Date; map: Map<number, number>; bytes: Uint8Array; big: bigint; endless: number }
      return [echoed.date.getTime(), echoed.map.get(1), echoed.bytes[0], 'nothing' in echoed, String(echoed.big), echoed.endless]
    })
    expect(back).toEqual([7, 2, 9, true, '10', Infinity])
  })

  test.each([
    ['fail', "Error invoking remote method 'fail': TypeError: no such thing"],
    ['function', "Error invoking remote method 'function': Error: An object could not be cloned."],
    ['nobody', "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'"],
  ])('fail as in Electron: %s', async (channel, message) => {
    expect(await page.evaluate((name) => bridge.invoke(name).catch((error: Error) => error.message), channel)).toBe(message)
  })

  test('come with their frame, under the address that the app gave it', async () => {
    expect(await page.evaluate(() => bridge.invoke('frame'))).toEqual(['fixture://app/index.html', 'fixture://app', null])
    expect(await page.evaluate(() => fetch('/data.json?q').then((answer) => answer.json() as Promise<unknown>))).toEqual({ search: '?q' })
  })

  test('go through ports, from either side', async () => {
    const back = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = ({ data }) => resolve(data)
          window.postMessage('port', '*', [port2])
          port1.postMessage([1, 2n])
        }),
    )
    expect(back).toEqual({ back: [1, 2n] })
    await page.evaluate(() => window.postMessage('give', '*'))
    await expect.poll(() => page.evaluate(() => bridge.given())).toBe('main heard hello')
  })
})

describe('windows', () => {
  test('are shown when they are painted; the page knows whether it is looked at', async () => {
    await expect.poll(events).toEqual([['sealed', 'a secret'], 'show', 'focus'])
    const looked = () => page.evaluate(() => [document.visibilityState, document.hasFocus()])
    await expect.poll(looked).toEqual(['visible', true])
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide())
    await expect.poll(looked).toEqual(['hidden', false])
    await clearEvents()
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.show())
    await expect.poll(looked).toEqual(['visible', true])
    expect(await events()).toEqual(['show', 'focus'])
  })

  test('have bounds, a size that the page sees, and a zoom', async () => {
    const width = () => page.evaluate(() => innerWidth)
    await expect.poll(width).toBe(900)
    await clearEvents()
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      window!.setBounds({ x: 10, width: 1200 })
      window!.maximize()
      window!.unmaximize()
      window!.minimize()
      window!.restore()
    })
    await expect.poll(width).toBe(1200)
    expect(await events()).toEqual(['move', 'resize', 'maximize', 'unmaximize', 'blur', 'minimize', 'restore', 'focus'])
    await app.evaluate(({ double }) => double.clickMenu('View', 'zoomin'))
    await expect.poll(width).toBe(Math.round(1200 / 1.2 ** 0.5))
  })

  test('crash, and come back by a reload; hang, and say so', async () => {
    await clearEvents()
    const opened = app.nextWindow()
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer())
    page = await opened
    expect(await page.evaluate(() => bridge.add(1, 1))).toBe(2)
    const release = await app.hang(page)
    await expect.poll(events).toEqual([['gone', 'crashed'], 'unresponsive'])
    await release()
    await expect.poll(events).toEqual([['gone', 'crashed'], 'unresponsive', 'responsive'])
    expect(await page.evaluate(() => bridge.add(1, 2))).toBe(3)
  })

  test('stay where they are when the app prevents it', async () => {
    await page.evaluate(() => void (location.href = 'https://example.org/'))
    await expect.poll(() => app.notes.filter(({ what }) => what === 'navigation-prevented')).toEqual([{ what: 'navigation-prevented', data: 'https://example.org/' }])
    expect(await page.evaluate(() => bridge.add(2, 2))).toBe(4)
  })
})

describe('the person and the system', () => {
  test('a right click asks for a menu, with what the spell checker says', async () => {
    await clearEvents()
    await app.evaluate(({ double }) => void (double.system.misspelling = { word: 'wrod', suggestions: ['word', 'rod'] }))
    await page.locator('textarea').click({ button: 'right' })
    await expect.poll(events).toEqual([['context-menu', 'wrod', true]])
    expect(await app.evaluate(({ double }) => double.readPopup().map(({ label }) => label))).toEqual(['word', 'rod'])
    await app.evaluate(({ double }) => double.clickPopup('word'))
    expect(app.notes.at(-1)).toEqual({ what: 'replace-misspelling', data: 'word' })
  })

  test('menus, displays and links do what the app was told they do', async () => {
    await clearEvents()
    await app.evaluate(({ double }) => {
      double.clickMenu('View', 'Wide')
      double.setDisplays([{ x: 0, y: 0, width: 1280, height: 720 }, { x: 1280, y: 0, width: 800, height: 600 }])
      double.setDisplays([{ x: 0, y: 0, width: 1280, height: 720 }])
      double.openUrl('fixture://somewhere')
    })
    expect(await events()).toEqual([['wide', true], ['displays', 1], ['open-url', 'fixture://somewhere']])
    await expect(app.evaluate(({ double }) => double.clickMenu('View', 'Narrow'))).rejects.toThrow('the menu has no "Narrow"')
  })

  test('a second instance tells the first what it was started with, and ends', async () => {
    await clearEvents()
    const second = await launch({ main, args: [...args, 'fixture://from-outside'] })
    expect(await second.exited).toEqual({ code: 0, signal: null })
    await second.close()
    await expect.poll(events).toEqual([['second-instance', 'fixture://from-outside']])
  })

  test('what the double lacks is said by name', async () => {
    await expect(app.evaluate(({ app: real }) => real.moveToApplicationsFolder())).rejects.toThrow('double: app.moveToApplicationsFolder is not there')
    await expect(app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setOpacity(0))).rejects.toThrow('double: BrowserWindow.prototype.setOpacity is not there')
    await expect(app.evaluate(({ BrowserWindow }) => new BrowserWindow({ webPreferences: { sandbox: false } }))).rejects.toThrow('webPreferences.sandbox: false is not supported')
  })
})
