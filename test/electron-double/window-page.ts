/** A window of the double as a page of Chromium: preload in a real isolated world, custom schemes from main, what happens to it told to main. */
import { randomUUID } from 'node:crypto'
import type { BrowserContext, CDPSession, Page, Route } from 'playwright-core'
import { decode, encode } from './page/codec.ts'
import { mainWorldSource, preloadWorldSource } from './page-source.ts'
import { schemeOf, toScheme } from './scheme-address.ts'
import type { FromPage, OfMain, OfTest, PageEvent, ToPage, Wire } from './wire.ts'

const world = 'electron-preload'

type Main = Wire<OfMain, OfTest>

export interface WindowPage {
  readonly id: number
  readonly page: Page
  readonly cdp: CDPSession
  isLoaded: boolean
  isCrashed: boolean
  isClosing: boolean
  send(message: ToPage): void
  look(now: { focused: boolean; visible: boolean }): void
}

export interface WindowPageOptions {
  readonly id: number
  readonly preload: string | null
  readonly context: BrowserContext
  readonly main: Main
  /** The custom schemes that main serves. */
  readonly schemes: ReadonlySet<string>
  readonly versions: Readonly<Record<string, string>>
}

export async function openWindowPage(options: WindowPageOptions): Promise<WindowPage> {
  const { id, context, main, schemes } = options
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const key = `double_${randomUUID().replaceAll('-', '')}`
  const line = openLine(cdp, key)
  const self: WindowPage = { id, page, cdp, isLoaded: false, isCrashed: false, isClosing: false, send: line.send, look: line.look }

  await cdp.send('Page.enable')
  await cdp.send('Runtime.enable')
  await cdp.send('Page.setLifecycleEventsEnabled', { enabled: true })
  const { frameTree } = await cdp.send('Page.getFrameTree')
  line.follow(frameTree.frame.id, () => main.tell('pageEvent', { window: id, event: 'gone' }))
  cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
    if (name !== `${key}_send`) return
    const { url, ...rest } = decode(payload) as { url: string; isTop: boolean; message: FromPage }
    main.tell('fromPage', { window: id, url: toScheme(url, schemes), ...rest })
  })
  const events = { DOMContentLoaded: 'dom-ready', firstPaint: 'painted', load: 'loaded' } as const
  cdp.on('Page.lifecycleEvent', ({ name, frameId }) => {
    if (frameId !== frameTree.frame.id || !(name in events) || page.url() === 'about:blank') return
    main.tell('pageEvent', { window: id, event: events[name as keyof typeof events] })
  })
  const tell = (event: PageEvent, frameId: string): void => void (frameId === frameTree.frame.id && main.tell('pageEvent', { window: id, event }))
  cdp.on('Page.frameStartedLoading', ({ frameId }) => tell('started', frameId))
  cdp.on('Page.frameStoppedLoading', ({ frameId }) => tell('stopped', frameId))
  cdp.on('Page.navigatedWithinDocument', ({ frameId }) => tell('navigated-within', frameId))
  cdp.on('Page.frameNavigated', ({ frame }) => frame.url !== 'about:blank' && tell('navigated', frame.id))
  cdp.on('Page.windowOpen', ({ url }) => main.tell('openedWindow', { window: id, url: toScheme(url, schemes) }))
  await cdp.send('Runtime.addBinding', { name: `${key}_send`, executionContextName: world })
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource(key) })
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { worldName: world, source: preloadWorldSource(key, options.preload, options.versions) })
  await page.route('**/*', (route) => answerRequest(self, route, options))
  page.on('popup', (popup) => void popup.close().catch(() => undefined))
  page.on('crash', () => {
    self.isCrashed = true
    main.tell('pageEvent', { window: id, event: 'crashed' })
  })
  page.on('close', () => !self.isClosing && !self.isCrashed && main.tell('pageEvent', { window: id, event: 'closed-by-person' }))
  return self
}

/** The way into the preload's world; messages wait while a page is being loaded. */
function openLine(cdp: CDPSession, key: string) {
  let contextId: number | undefined
  let looked = { focused: false, visible: false }
  const waiting: object[] = []
  const flush = (): void => {
    if (contextId === undefined) return
    for (const message of waiting.splice(0)) {
      // The page can go away meanwhile; so does what was meant for it.
      cdp.send('Runtime.evaluate', { contextId, expression: `${key}_receive(${JSON.stringify(encode(message))})` }).catch(() => undefined)
    }
  }
  const push = (message: object): void => {
    waiting.push(message)
    flush()
  }
  return {
    send: (message: ToPage) => push(message),
    look: (now: { focused: boolean; visible: boolean }) => {
      looked = now
      push({ type: 'look', ...now })
    },
    follow: (frameId: string, gone: () => void) => {
      cdp.on('Runtime.executionContextCreated', ({ context }) => {
        if (context.name !== world || (context.auxData as { frameId: string }).frameId !== frameId) return
        contextId = context.id
        waiting.unshift({ type: 'look', ...looked })
        flush()
      })
      cdp.on('Runtime.executionContextsCleared', () => {
        contextId = undefined
        waiting.length = 0
        gone()
      })
    },
  }
}

/** Custom schemes are answered by main; leaving the page by itself is asked first. */
async function answerRequest(self: WindowPage, route: Route, { main, schemes }: WindowPageOptions): Promise<void> {
  const request = route.request()
  const url = toScheme(request.url(), schemes)
  const isMainFrame = request.isNavigationRequest() && request.frame() === self.page.mainFrame()
  // What main loads itself, and a page that is loaded again, asks nobody.
  const isFree = isMainFrame && (!self.isLoaded || self.page.url() === request.url())
  if (request.isNavigationRequest() && !isFree && !(await main.ask('mayNavigate', { window: self.id, url, isMainFrame }))) return route.abort('aborted')
  const scheme = schemeOf(url, schemes)
  if (scheme === undefined) return route.continue()
  const { status, headers, body } = await main.ask('serve', { scheme, url, method: request.method(), headers: request.headers(), body: request.postDataBuffer() })
  return route.fulfill({ status, headers, body: Buffer.from(body) })
}
