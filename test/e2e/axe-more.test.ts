/** What axe finds on the screens that axe.test.ts leaves, and on those of a team on several computers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBarrierFinder, noBarriers, type Barriers } from './barriers.ts'
import { moreScreens, showScreen } from './screens.ts'
import { stageWindow } from './staged-window.ts'
import { aloneScreens, gather, teamScreens, type Gathered } from './team-screens.ts'

const t = stageWindow()
let findBarriers: () => Promise<Barriers>
beforeAll(async () => {
  findBarriers = await createBarrierFinder(t.page)
})

test.each([...moreScreens, ...aloneScreens])('$name', async (screen) => {
  await showScreen(t.page, t.team, screen)
  expect(await findBarriers()).toEqual(noBarriers)
  await screen.leave?.(t.page, t.team)
})

describe('on several computers', () => {
  let gathered: Gathered | undefined
  beforeAll(async () => {
    gathered = await gather(t.team)
  })
  afterAll(() => gathered?.end())

  test.each(teamScreens)('$name', async (screen) => {
    await showScreen(t.page, t.team, screen)
    expect(await findBarriers()).toEqual(noBarriers)
  })
})

test('nothing was reported as an error or a policy violation', () => expect(t.problems).toEqual([]))
