/** What axe finds on the screens of channels and of people, light and dark: nothing serious, nothing critical. The others are in axe-more.test.ts. */
import { beforeAll, expect, test } from 'vitest'
import { openWindow } from '../helpers/browser.ts'
import { createBarrierFinder, noBarriers, type Barriers } from './barriers.ts'
import { firstScreens, showScreen } from './screens.ts'
import { stageWindow } from './staged-window.ts'

let firstRun: Barriers | undefined
let findBarriers: () => Promise<Barriers>

const t = stageWindow(async ({ browser, serving }) => {
  const { page, problems } = await openWindow(browser, serving.uiUrl)
  await page.getByRole('heading', { name: 'A chat for your team and your tools' }).waitFor()
  firstRun = await (await createBarrierFinder(page))()
  expect(problems).toEqual([])
  await page.context().close()
})
beforeAll(async () => {
  findBarriers = await createBarrierFinder(t.page)
})

test('first run', () => expect(firstRun).toEqual(noBarriers))

test.each(firstScreens)('$name', async (screen) => {
  await showScreen(t.page, t.team, screen)
  expect(await findBarriers()).toEqual(noBarriers)
  await screen.leave?.(t.page, t.team)
})

test('nothing was reported as an error or a policy violation', () => expect(t.problems).toEqual([]))
