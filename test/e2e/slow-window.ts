/** A window whose calls can be held back on their way, as on a slow line, while others act. */
import type { Page, WebSocketRoute } from 'playwright-core'
import { openWindow, shareBrowser } from '../helpers/browser.ts'

export interface Held {
  /** Resolves once such a call waits. */
  readonly waits: Promise<void>
  /** Lets it, and those after it, go on. */
  release(): void
  /** The line breaks: they never arrive. The window makes another by itself. */
  breakLine(): Promise<void>
}

export interface SlowWindow {
  readonly page: Page
  readonly problems: readonly string[]
  /** Holds each call of a procedure, for instance `channels.update`. */
  hold(procedure: string): Held
}

export async function openSlowWindow(url: string): Promise<SlowWindow> {
  const { page, problems } = await openWindow(await shareBrowser(), 'about:blank')
  const holds = new Set<{ path: string; calls: (() => void)[]; came: () => void }>()
  let line: WebSocketRoute | undefined
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    line = socket
    const server = socket.connectToServer()
    socket.onMessage((message) => {
      const hold = [...holds].find(({ path }) => message.toString().includes(path))
      if (hold === undefined) return server.send(message)
      hold.calls.push(() => server.send(message))
      hold.came()
    })
  })
  await page.goto(url)
  await page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Saved' }).waitFor()
  const hold = (procedure: string): Held => {
    const { promise: waits, resolve: came } = Promise.withResolvers<void>()
    const held = { path: `/${procedure.replace('.', '/')}"`, calls: [] as (() => void)[], came }
    holds.add(held)
    const release = (): void => {
      holds.delete(held)
      for (const send of held.calls.splice(0)) send()
    }
    const breakLine = async (): Promise<void> => {
      holds.delete(held)
      await line?.close()
    }
    return { waits, release, breakLine }
  }
  return { page, problems, hold }
}
