/** A workspace with people of each role in a browser, and what tests of outgoing webhooks in the window do there. */
import { rmSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { createInlineClient } from '#server/rpc/router.ts'
import { serve, type Serving } from '../../src/main/headless/serve.ts'
import { openWindow } from '../helpers/browser.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

export type Client = ReturnType<typeof createInlineClient>

export interface Stage {
  readonly serving: Serving
  readonly page: Page
  readonly problems: string[]
  as(username: string): Client
  stop(): Promise<void>
}

/** Lena owns the workspace, Tomás is an admin, Mara a member and Nadia a guest; the window is of `username`. */
export async function startStage(browser: Browser, username: string): Promise<Stage> {
  const dataFolder = makeDataFolder()
  const first = await serve({ dataFolder, hooksPort: 0 })
  const lena = createInlineClient(first.app.callAs(first.app.me))
  await lena.workspace.setUp({ workspaceName: 'Tidewater', displayName: 'Lena Fischer' })
  await lena.people.create({ username: 'mara', displayName: 'Mara Lindqvist', role: 'member' })
  await lena.people.create({ username: 'nadia', displayName: 'Nadia Haddad', role: 'guest' })
  await lena.people.create({ username: 'tomas', displayName: 'Tomás Ruiz', role: 'admin' })
  await lena.channels.create({ name: 'release-room', members: ['mara', 'nadia'] })
  await lena.channels.create({ name: 'security', members: ['mara'], private: true })
  await lena.channels.openDirect({ usernames: ['mara'] })
  await first.stop()
  // In this process, beside the receiver.
  const serving = await serve({ dataFolder, hooksPort: 0, as: username })
  const as = (name: string): Client => createInlineClient(serving.app.callAs(name === 'lena' ? serving.app.me : serving.app.findActor(name)))
  await as(username).preferences.set({ key: 'notify.pausedUntil', value: Date.now() + 86_400_000 })
  const { page, problems } = await openWindow(browser, serving.uiUrl)
  await page.getByRole('link', { name: 'release-room' }).waitFor()
  const stop = async (): Promise<void> => {
    await page.context().close()
    await serving.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
  return { serving, page, problems, as, stop }
}

export const goTo = (page: Page, path: string): Promise<void> => page.evaluate((to) => void (location.hash = to), path)
/** The lines under a channel's head. */
export const bar = (page: Page): Locator => page.getByLabel('What is sent out of this channel')
