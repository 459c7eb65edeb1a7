/** The shell's guards in the running app: for every window there is, and for those that nobody has thought of. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../src/main/content-security-policy.ts'
import { isElectron, startDesktop, type Desktop } from './launch-desktop.ts'

let desktop: Desktop
beforeAll(async () => {
  desktop = await startDesktop()
})
afterAll(() => desktop?.stop())

/** Ways to come to a window, now and after a mistake to come. */
const windowKinds = {
  'the window of the app': () => undefined,
  'one more window': ({ BrowserWindow }: typeof Electron.CrossProcessExports) => void new BrowserWindow({ show: false }),
  'a dialog of a window': ({ BrowserWindow }: typeof Electron.CrossProcessExports) => void new BrowserWindow({ show: false, modal: true, parent: BrowserWindow.getAllWindows()[0]! }),
  'a window without a frame': ({ BrowserWindow }: typeof Electron.CrossProcessExports) => void new BrowserWindow({ show: false, frame: false }),
} as const

describe.each(Object.entries(windowKinds))('%s', (_, open) => {
  beforeAll(() => desktop.app.evaluate(open as never))

  test('leaves its address only to load itself anew', async () => {
    const outcomes = await desktop.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows().at(-1)!.webContents
      const addresses = ['https://attacker.example/', 'http://localhost/', 'file:///etc/passwd', 'app://evil/index.html', 'app://hookline/assets/index.js', 'app://hookline.evil/index.html', 'app://user@hookline/index.html', 'javascript:alert(1)', 'data:text/html,x', 'about:blank', 'not an address', 'app://hookline/index.html', 'app://hookline/index.html#/channels/ops']
      return addresses.map((url) => {
        const emit = (name: string, isMainFrame: boolean): boolean => {
          let prevented = false
          contents.emit(name as 'will-navigate', { url, isMainFrame, isSameDocument: false, preventDefault: () => (prevented = true) } as never, url)
          return prevented
        }
        return [url, emit('will-navigate', true), emit('will-redirect', true), emit('will-frame-navigate', false)]
      })
    })
    expect(outcomes).toHaveLength(13)
    expect(outcomes.filter(([, navigates]) => navigates !== true).map(([url]) => url)).toEqual(['app://hookline/index.html', 'app://hookline/index.html#/channels/ops'])
    expect(outcomes.every(([, , redirects, inFrame]) => redirects === true && inFrame === true)).toBe(true)
  })

  test('takes no webview', async () => {
    const prevented = await desktop.app.evaluate(({ BrowserWindow }) => {
      let isPrevented = false
      BrowserWindow.getAllWindows().at(-1)!.webContents.emit('will-attach-webview', { preventDefault: () => (isPrevented = true) } as never, {} as never, {} as never)
      return isPrevented
    })
    expect(prevented).toBe(true)
  })

  test('opens no other window', async () => {
    const size = await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
    const answers = isElectron ? [] : await desktop.app.evaluate(({ double }) => ['https://example.com/', 'about:blank', '', 'app://hookline/index.html', 'file:///etc/passwd'].map((url) => double.askWindowOpen(url)))
    expect(answers).toEqual(isElectron ? [] : Array(5).fill('deny'))
    await desktop.page.evaluate(() => void window.open('about:blank'))
    expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(size)
  })
})

test.skipIf(isElectron)('the window’s scheme is a place of its own whose compiled code is kept, and gets round nothing', async () => {
  expect(await desktop.noted('privileged-schemes')).toEqual([[{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]])
})

test('every window that the app made itself is isolated, in the sandbox and without Node', async () => {
  const preferences = isElectron
    ? // Electron has it, and its types do not.
      await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ webContents }) => webContents).filter((contents) => contents.getURL() !== '').map((contents) => (contents as unknown as { getLastWebPreferences(): Electron.WebPreferences }).getLastWebPreferences()))
    : await desktop.app.evaluate(({ double }) => double.readPreferences())
  expect(preferences).toHaveLength(1)
  for (const one of preferences) {
    expect(one).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, preload: expect.stringMatching(/preload[\\/]index\.cjs$/) })
    for (const risky of ['nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'webviewTag', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures', 'navigateOnDragDrop', 'disableDialogs'] as const) expect(one[risky] ?? false, risky).toBeFalsy()
  }
})

describe('the page', () => {
  test('comes with the policy and says what kind of file it is', async () => {
    const headers = await desktop.page.evaluate(async () => Object.fromEntries((await fetch(location.href)).headers))
    expect(headers).toMatchObject({ 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'content-type': 'text/html; charset=utf-8' })
    expect(contentSecurityPolicy).toContain("default-src 'none'; script-src 'self';")
  })

  test('runs no script of a stranger, shows no frame, speaks to no other computer', async () => {
    const broken = await desktop.page.evaluate(async () => {
      const violations: string[] = []
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violations.push(effectiveDirective))
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.planted = true' }))
      document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://attacker.example/' }))
      document.body.append(Object.assign(document.createElement('img'), { src: 'https://attacker.example/pixel.png' }))
      const answered = await fetch('https://attacker.example/').then(() => true, () => false)
      // The page hears of each in its own time.
      for (let frame = 0; frame < 120 && new Set(violations).size < 4; frame += 1) await new Promise(requestAnimationFrame)
      for (const planted of document.querySelectorAll('body > script:last-of-type, iframe, body > img')) planted.remove()
      return { planted: 'planted' in globalThis, answered, violations: [...new Set(violations)].sort() }
    })
    expect(broken).toEqual({ planted: false, answered: false, violations: ['connect-src', 'frame-src', 'img-src', 'script-src-elem'] })
  })

  test.each([
    ['GET', '..%2f..%2fpackage.json', 404],
    ['GET', '%2e%2e%2f%2e%2e%2fmain%2fdesktop.js', 404],
    ['GET', '..%5c..%5cpackage.json', 404],
    ['GET', '%252e%252e%252fpackage.json', 404],
    ['GET', 'index.html%00.js', 404],
    ['GET', '%', 400],
    ['GET', '%c0%ae', 400],
    ['GET', 'nothing.js', 404],
    ['GET', 'assets', 404],
    ['POST', 'index.html', 405],
    ['PUT', 'index.html', 405],
    ['GET', 'index.html', 200],
  ])('%s %s is answered %d', async (method, path, status) => {
    const answer = await desktop.page.evaluate(
      async ({ method, path }) => {
        const { status, headers } = await fetch(new URL(path, location.href.replace(/index\.html.*/, '')).href, { method })
        return { status, policy: headers.get('content-security-policy') }
      },
      { method, path },
    )
    expect(answer).toEqual({ status, policy: contentSecurityPolicy })
  })
})

describe.runIf(!isElectron)('permissions', () => {
  const permissions = ['clipboard-read', 'clipboard-sanitized-write', 'display-capture', 'fullscreen', 'geolocation', 'hid', 'idle-detection', 'media', 'mediaKeySystem', 'midi', 'midiSysex', 'notifications', 'openExternal', 'pointerLock', 'keyboardLock', 'serial', 'speaker-selection', 'storage-access', 'top-level-storage-access', 'usb', 'window-management', 'fileSystem', 'deprecated-sync-clipboard-read', 'unknown', 'made-up']

  test('asked for: our page may write to the clipboard', async () => {
    const granted = await desktop.app.evaluate(async ({ double }, names) => (await Promise.all(names.map(async (name) => ((await double.askPermission(name)) ? [name] : [])))).flat(), permissions)
    expect(granted).toEqual(['clipboard-sanitized-write'])
  })

  test('checked: the same, and nothing for another page', async () => {
    const allowed = await desktop.app.evaluate(({ double }, names) => names.filter((name) => double.checkPermission(name)), permissions)
    expect(allowed).toEqual(['clipboard-sanitized-write'])
    expect(await desktop.app.evaluate(({ double }, names) => names.filter((name) => double.checkPermission(name, 'https://attacker.example/')), permissions)).toEqual([])
    expect(await desktop.noted('device-permissions')).not.toEqual([])
  })
})

const strangers = [
  { url: 'https://attacker.example/', isTop: true },
  { url: 'https://hookline/index.html', isTop: true },
  { url: 'app://evil/index.html', isTop: true },
  { url: 'app://hookline.evil/index.html', isTop: true },
  { url: 'app://hookline/assets/index.js', isTop: true },
  { url: 'app://user@hookline/index.html', isTop: true },
  { url: 'file:///index.html', isTop: true },
  { url: 'about:blank', isTop: true },
  { url: 'not an address', isTop: true },
  { url: '', isTop: true },
  { url: 'app://hookline/index.html', isTop: false },
  null,
]

describe('messages to main', () => {
  test('a port is taken from our own page and from nobody else', async () => {
    const taken = await desktop.app.evaluate(
      ({ ipcMain }, frames) =>
        frames.map((frame) => {
          let touched = 0
          const port = { on: () => (touched += 1), start: () => (touched += 1), postMessage: () => undefined, close: () => undefined }
          const senderFrame = frame && { url: frame.url, parent: frame.isTop ? null : {} }
          ipcMain.emit('hookline:port', { senderFrame, ports: [port] })
          return touched > 0
        }),
      [...strangers, { url: 'app://hookline/index.html#/', isTop: true }],
    )
    expect(taken).toEqual([...strangers.map(() => false), true])
  })

  test('a message without a port, or with more than one, breaks nothing', async () => {
    await desktop.app.evaluate(({ ipcMain }) => {
      const senderFrame = { url: 'app://hookline/index.html', parent: null }
      for (const ports of [[], [undefined], [null]]) ipcMain.emit('hookline:port', { senderFrame, ports })
    })
    expect(await desktop.page.title()).toContain('Hookline')
  })

  test.runIf(!isElectron)('the shell answers our own page and nobody else', async () => {
    const answers = await desktop.app.evaluate(
      ({ double }, frames) => Promise.all(frames.map((frame) => double.invokeAs(frame, 'hookline:shell', { call: 'read' }).then((answer) => typeof answer, (error: unknown) => String(error)))),
      [...strangers, { url: 'app://hookline/index.html#/', isTop: true }],
    )
    expect(answers).toEqual([...strangers.map(() => 'Error: Hookline refused this.'), 'object'])
  })

  test('and only calls that it knows, with exactly the input that they take', async () => {
    const refused = await desktop.page.evaluate(async () => {
      const call = window.hooklineDesktop!.shell.call as (raw: unknown) => Promise<unknown>
      const inputs = [undefined, null, 0, '', 'read', [], {}, { call: 'quit' }, { call: 'read', more: 1 }, { call: ['read'] }, { call: 'set' }, { call: 'set', change: null }, { call: 'set', change: {} }, { call: 'set', change: { zoom: 1e9 } }, { call: 'set', change: { zoom: '100' } }, { call: 'set', change: { closeToTray: 1 } }, { call: 'set', change: { path: '/etc/passwd' } }, { call: 'set', change: { closeToTray: true, zoom: 100 } }, { call: 'set', change: { spellLanguages: ['../../x'] } }, { call: 'set', change: { spellLanguages: Array(9).fill('de') } }, { call: 'set', change: JSON.parse('{"__proto__":{"zoom":100}}') }, { call: 'set', change: { startAtLogin: null } }]
      return Promise.all(inputs.map((input) => call(input).then(() => JSON.stringify(input), () => 'refused')))
    })
    expect(refused.filter((outcome) => outcome !== 'refused')).toEqual([])
    expect(refused).toHaveLength(22)
    expect(await desktop.page.evaluate(() => window.hooklineDesktop!.shell.call({ call: 'read' }))).toMatchObject({ settings: { zoom: 100 } })
  })
})
