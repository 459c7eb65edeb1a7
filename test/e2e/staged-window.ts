/** A window of a team at work: what checks of every screen start from. */
import { rmSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { serve, type Serving } from '../../src/main/headless/serve.ts'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import { stageTeam, type StagedTeam } from '../helpers/staged-team.ts'
import { makePng } from '../helpers/upload.ts'
import { parkPage } from './screens.ts'

const flat = (name: string, width: number, height: number, seed: number) => ({ name, mediaType: 'image/png', bytes: makePng(width, height, seed), width, height })

/** As they stand once the tests run. */
export interface StagedWindow {
  browser: Browser
  serving: Serving
  team: StagedTeam
  page: Page
  problems: string[]
}

/** Begins before the tests of a file and ends after them; to be called once. `before` sees the program while it is new. */
export function stageWindow(before?: (staged: Pick<StagedWindow, 'browser' | 'serving'>) => Promise<void>): StagedWindow {
  const dataFolder = makeDataFolder()
  const t = {} as StagedWindow
  beforeAll(async () => {
    t.browser = await shareBrowser()
    t.serving = await serve({ dataFolder, hooksPort: 0 })
    await before?.(t)
    t.team = await stageTeam({ app: t.serving.app, at: () => undefined, faces: { priya: flat('priya.png', 96, 96, 3) }, board: flat('board.png', 800, 450, 5), photo: flat('gerald.png', 480, 360, 2) })
    Object.assign(t, await openWindow(t.browser, t.serving.uiUrl))
    t.page.setDefaultTimeout(20_000)
    await parkPage(t.page)
    await t.team.rewind()
  })
  afterAll(async () => {
    await t.browser?.close()
    await t.serving?.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })
  return t
}
