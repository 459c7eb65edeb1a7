/** A file that proves wrong in use: it is marked, its folder is opened anew, and that once, whatever becomes of the mark. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFolder } from '../../../test/helpers/note-store.ts'
import { startApp, type TestApp } from '../../../test/helpers/start-app.ts'
import { noteRepaired, watchDamage } from './heed-damage.ts'
import { readMark, removeMark } from './store/damage.ts'
import { watchTeamFiles } from './sync/watch-team-files.ts'

let t: TestApp
beforeAll(async () => {
  t = await startApp({ listen: false })
})
afterAll(() => t.stop())

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

test.each(['sync.db', 'relay.db'] as const)('%s is marked like the data file, and opened anew once, also by the next app', async (name) => {
  const dataFolder = makeFolder()
  const problems: string[] = []
  let reopened = 0
  const open = () => watchTeamFiles(t.app.ctx, { dataFolder, reopen: () => void (reopened += 1), tellProblem: (problem) => void problems.push(problem) })
  const first = open()
  for (let time = 0; time < 3; time += 1) first.damaged(name, 'noise')
  await turn()
  expect([readMark(join(dataFolder, name)), reopened]).toEqual([{ state: 'damaged', reason: 'noise' }, 1])
  expect(problems[0]).toContain(name)
  // The repair did not find it, and it is found again at once.
  open().damaged(name, 'noise')
  await turn()
  expect(reopened).toBe(1)
})

test('a mark that cannot be written stops nothing', async () => {
  const dataFolder = makeFolder()
  rmSync(dataFolder, { recursive: true })
  let reopened = 0
  watchDamage(join(dataFolder, 'relay.db'), () => void (reopened += 1)).heed(new Error('noise'))
  await turn()
  expect(reopened).toBe(1)
})

test('what was repaired a moment ago is not opened over and over', async () => {
  const path = join(makeFolder(), 'hookline.db')
  let reopened = 0
  noteRepaired(path)
  watchDamage(path, () => void (reopened += 1)).heed(new Error('noise'))
  await turn()
  expect([reopened, readMark(path)?.state]).toEqual([0, 'damaged'])
})

test('and is opened anew when a while has passed, unless somebody did so meanwhile', async () => {
  const opened: string[] = []
  const [still, done] = ['still damaged', 'repaired meanwhile'].map((name) => {
    const path = join(makeFolder(), 'hookline.db')
    noteRepaired(path)
    watchDamage(path, () => void opened.push(name), 60).heed(new Error('noise'))
    return path
  }) as [string, string]
  removeMark(done)
  await turn()
  expect(opened).toEqual([])
  await expect.poll(() => opened).toEqual(['still damaged'])
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect([opened.length, readMark(still)?.state]).toEqual([1, 'damaged'])
})
