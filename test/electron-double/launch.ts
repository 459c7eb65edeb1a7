/** Starts the built program under the double, in the shape of Playwright's ElectronApplication as far as our tests need it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { chromiumFlags, findChromium, followPage } from '../helpers/browser.ts'
import type { double } from './control.ts'
import { fromScheme } from './scheme-address.ts'
import { openWindowPage, type WindowPage } from './window-page.ts'
import { createWire, type Note, type OfMain, type OfTest, type Wire } from './wire.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const register = new URL('./register.ts', import.meta.url).href

export interface LaunchOptions {
  /** Chromium's switches and the app's own; `--user-data-dir=…` gives the profile its folder. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The program; the built one when left out. */
  readonly main?: string
  /** `app.isPackaged`. */
  readonly isPackaged?: boolean
  readonly locale?: string
  readonly isDark?: boolean
  /** Starts Chromium before main, so that times of main do not hold it; otherwise the first window starts it. */
  readonly isWarm?: boolean
}

/** What functions of `evaluate` get: Electron's modules, as the double has them, and the person and system around the app. */
export type DoubleModules = typeof Electron.CrossProcessExports & { readonly double: typeof double }

export async function launch({ args = [], env = {}, main = join(root, 'out/main/desktop.js'), isPackaged = false, locale = 'en-GB', isDark = false, isWarm = false }: LaunchOptions = {}): Promise<DoubleApp> {
  const userData = args.find((arg) => arg.startsWith('--user-data-dir='))?.slice('--user-data-dir='.length)
  const ownFolder = userData === undefined ? mkdtempSync(join(tmpdir(), 'hookline-double-')) : undefined
  let opened: Promise<BrowserContext> | undefined
  const openChromium = (): Promise<BrowserContext> =>
    (opened ??= chromium.launchPersistentContext(join(userData ?? ownFolder!, 'double-chromium'), {
      executablePath: findChromium(),
      args: [...chromiumFlags, '--allow-file-access-from-files'],
      viewport: null,
      locale,
      timezoneId: 'Europe/Berlin',
      colorScheme: isDark ? 'dark' : 'light',
    }))
  if (isWarm) await openChromium()
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as { version: string }
  const versions = { electron: `${version}-double`, node: process.versions.node, platform: process.platform }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', register, resolve(main), ...args], {
    env: { ...process.env, NODE_OPTIONS: '', DOUBLE_ELECTRON: versions.electron, DOUBLE_LOCALE: locale, ...(isPackaged ? { DOUBLE_PACKAGED: '1' } : {}), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  const end = async (): Promise<void> => {
    await (await opened)?.close()
    if (ownFolder !== undefined) rmSync(ownFolder, { recursive: true, force: true })
  }
  return new DoubleApp({ child, openChromium, end, versions })
}

interface Parts {
  readonly child: ChildProcess
  readonly openChromium: () => Promise<BrowserContext>
  /** Closes what belongs to the process, once it has ended. */
  readonly end: () => Promise<void>
  readonly versions: Readonly<Record<string, string>>
}

export class DoubleApp extends EventEmitter<{ window: [Page]; note: [Note] }> {
  readonly kind = 'double'
  /** All that main asked of the system, in order; it stays when the process is gone. */
  readonly notes: Note[] = []
  /** What the process printed. */
  output = ''
  /** When main was started, ms since epoch. */
  readonly startedAt = Date.now()
  /** Resolves when the process has ended. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  readonly #parts: Parts
  readonly #windows = new Map<number, WindowPage>()
  readonly #preloads = new Map<number, { preload: string | null; size: { width: number; height: number }; look: { focused: boolean; visible: boolean } }>()
  readonly #schemes = new Set<string>()
  readonly #main: Wire<OfMain, OfTest>
  #hasEnded = false

  constructor(parts: Parts) {
    super()
    this.#parts = parts
    for (const stream of [parts.child.stdout, parts.child.stderr]) stream?.on('data', (chunk: Buffer) => void (this.output += chunk.toString()))
    this.exited = once(parts.child, 'close').then(([code, signal]) => {
      this.#hasEnded = true
      return { code: code as number | null, signal: signal as NodeJS.Signals | null }
    })
    this.#main = createWire<OfMain, OfTest>(parts.child as never)
    this.#main.handle(this.#handlers())
  }

  process(): ChildProcess {
    return this.#parts.child
  }
  context(): Promise<BrowserContext> {
    return this.#parts.openChromium()
  }
  windows(): Page[] {
    return [...this.#windows.values()].filter(({ isLoaded }) => isLoaded).map(({ page }) => page)
  }

  /** The first window that was loaded, or will be. @throws Error when the process ends before. */
  async firstWindow(): Promise<Page> {
    const [page] = this.windows()
    if (page) return page
    const ended = this.exited.then(({ code }) => {
      const said = this.notes.filter(({ what }) => what === 'errorBox').map(({ data }) => JSON.stringify(data))
      throw new Error(`the app ended with ${code} before it opened a window:\n${said.join('\n')}\n${this.output}`)
    })
    return Promise.race([once(this, 'window').then(([opened]) => opened as Page), ended])
  }

  /** The next window that is loaded, also one that comes in place of a crashed one. */
  async nextWindow(): Promise<Page> {
    const [page] = await once(this, 'window')
    return page as Page
  }

  /** Runs a function in main; it must not use anything from outside of itself but `arg`. */
  evaluate<Value, Arg>(run: (modules: DoubleModules, arg: Arg) => Value, arg?: Arg): Promise<Awaited<Value>> {
    return this.#main.ask('evaluate', { source: String(run), arg }) as Promise<Awaited<Value>>
  }

  /** Lets the page of a window work without end, until the returned function is called. */
  async hang(page: Page): Promise<() => Promise<void>> {
    const found = [...this.#windows.values()].find((one) => one.page === page)
    if (!found) throw new Error('double: this page is no window of the app')
    // An end that comes before the work would pass by.
    const working = once(found.cdp as unknown as EventEmitter, 'Runtime.consoleAPICalled')
    void found.cdp.send('Runtime.evaluate', { expression: 'console.debug("working"); for (;;) {}' }).catch(() => undefined)
    await working
    this.#main.tell('hang', { window: found.id, hangs: true })
    return async () => {
      await found.cdp.send('Runtime.terminateExecution')
      this.#main.tell('hang', { window: found.id, hangs: false })
    }
  }

  /** Asks the app to quit; after five seconds it is killed. */
  async close(): Promise<void> {
    if (!this.#hasEnded) this.#main.tell('quit', {})
    await this.#end(setTimeout(() => this.#parts.child.kill('SIGKILL'), 5000))
  }

  /** Ends the process as a power cut would. */
  async kill(): Promise<void> {
    this.#parts.child.kill('SIGKILL')
    await this.#end()
  }

  async #end(timer?: NodeJS.Timeout): Promise<void> {
    await this.exited
    clearTimeout(timer)
    await this.#parts.end()
  }

  #window(id: number): WindowPage {
    const found = this.#windows.get(id)
    if (!found) throw new Error(`double: window ${id} is closed`)
    return found
  }

  async #open(id: number): Promise<WindowPage> {
    const { preload, size, look } = this.#preloads.get(id)!
    const window = await openWindowPage({ id, preload, context: await this.#parts.openChromium(), main: this.#main, schemes: this.#schemes, versions: this.#parts.versions })
    followPage(window.page)
    this.#windows.set(id, window)
    await window.page.setViewportSize(size)
    window.look(look)
    return window
  }

  async #load(id: number, url: string, granted: readonly string[]): Promise<void> {
    // A page that crashed stays dead in Chromium; the window gets another.
    const before = this.#window(id)
    const window = before.isCrashed ? await this.#open(id) : before
    if (before.isCrashed) await before.page.close().catch(() => undefined)
    const address = fromScheme(url, this.#schemes)
    const context = await this.#parts.openChromium()
    await context.grantPermissions([...granted], address.startsWith('http') ? { origin: new URL(address).origin } : {})
    window.isLoaded = false
    await window.page.goto(address, { waitUntil: 'load' })
    window.isLoaded = true
    this.emit('window', window.page)
  }

  #handlers() {
    return {
      openPage: async ({ window, preload, width, height }: { window: number; preload: string | null; width: number; height: number }) => {
        this.#preloads.set(window, { preload, size: { width, height }, look: { focused: false, visible: false } })
        await this.#open(window)
      },
      loadPage: ({ window, url, granted }: { window: number; url: string; granted: readonly string[] }) => this.#load(window, url, granted),
      runInPage: ({ window, code }: { window: number; code: string }) => this.#window(window).page.evaluate<unknown>(code),
      capturePage: async ({ window }: { window: number }) => new Uint8Array(await this.#window(window).page.screenshot()),
      crashPage: ({ window }: { window: number }) => void this.#window(window).cdp.send('Page.crash').catch(() => undefined),
      reloadPage: async ({ window }: { window: number }) => void (await this.#window(window).page.reload()),
      closePage: async ({ window }: { window: number }) => {
        const found = this.#windows.get(window)
        if (!found) return
        found.isClosing = true
        this.#windows.delete(window)
        await found.page.close().catch(() => undefined)
      },
      resizePage: async ({ window, width, height }: { window: number; width: number; height: number }) => {
        Object.assign(this.#preloads.get(window) ?? {}, { size: { width, height } })
        await this.#windows.get(window)?.page.setViewportSize({ width, height })
      },
      lookAtPage: ({ window, ...look }: { window: number; focused: boolean; visible: boolean }) => {
        Object.assign(this.#preloads.get(window) ?? {}, { look })
        this.#windows.get(window)?.look(look)
      },
      toPage: ({ window, message }: Parameters<OfTest['toPage']>[0]) => this.#windows.get(window)?.send(message),
      serveScheme: ({ scheme }: { scheme: string }) => void this.#schemes.add(scheme),
      note: (note: Note) => {
        this.notes.push(note)
        this.emit('note', note)
      },
    }
  }
}
