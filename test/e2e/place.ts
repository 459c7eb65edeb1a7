/** A workspace with some people in this process: the window is the owner's or somebody else's, and everyone can act beside it. */
import { rmSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { serve, type Serving } from '../../src/main/headless/serve.ts'
import { createInlineClient } from '../../src/main/server/rpc/router.ts'
import { expect } from 'vitest'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

export type Client = ReturnType<typeof createInlineClient>

export const people = {
  priya: { displayName: 'Priya Raman', role: 'admin' },
  jonas: { displayName: 'Jonas Weber', role: 'member' },
  aiko: { displayName: 'Aiko Tanaka', role: 'member' },
  tomas: { displayName: 'Tomás Ferreira', role: 'guest' },
} as const

export interface Place {
  readonly page: Page
  readonly problems: readonly string[]
  readonly serving: Serving
  /** Acts as this person; `lena.fischer` owns the workspace. */
  as(username: string): Client
  /** The list of channels at the window's left side. */
  readonly sidebar: Locator
  /** Goes to an address inside the window. */
  goTo(path: string): Promise<void>
  stop(): Promise<void>
}

export interface PlaceOptions {
  /** Whose window it is; the owner's without it. */
  readonly as?: keyof typeof people
  readonly height?: number
  readonly prepare?: (owner: Client) => Promise<unknown>
}

export async function openPlace(browser: Browser, { as, height, prepare }: PlaceOptions = {}): Promise<Place> {
  const dataFolder = makeDataFolder()
  const first = await serve({ dataFolder, hooksPort: 0 })
  const owner = createInlineClient(first.app.callAs(first.app.me))
  await owner.workspace.setUp({ workspaceName: 'Tidewater', displayName: 'Lena Fischer' })
  for (const [username, person] of Object.entries(people)) await owner.people.create({ username, ...person })
  await prepare?.(owner)
  await first.stop()
  const serving = await serve({ dataFolder, hooksPort: 0, as })
  const { page, problems } = await openWindow(browser, serving.uiUrl, { height })
  const sidebar = page.getByRole('navigation', { name: 'Workspace' })
  await sidebar.getByRole('link', { name: 'Saved' }).waitFor()
  return {
    page,
    problems,
    serving,
    sidebar,
    as: (username) => createInlineClient(serving.app.callAs(serving.app.findActor(username))),
    goTo: async (path) => void (await page.goto(`${new URL(page.url()).origin}/#${path}`)),
    stop: async () => {
      await page.context().close()
      await serving.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

/** A place for all tests of a file. */
export interface OwnPlace extends Place {
  readonly browser: Browser
  readonly lena: Client
  /** For the end of the file: nothing may have been reported as an error or a policy violation until then. */
  leave(): Promise<void>
}

export async function moveIn(options: PlaceOptions = {}): Promise<OwnPlace> {
  const browser = await shareBrowser()
  const place = await openPlace(browser, options)
  return {
    ...place,
    browser,
    lena: place.as('lena.fischer'),
    leave: async () => {
      expect(place.problems).toEqual([])
      await place.stop()
      await browser.close()
    },
  }
}
