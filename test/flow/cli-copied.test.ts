/** Commands on a copy of a data folder whose program runs: they are for the copy, and the program is reached by whatever way leads to its own folder. */
import { cpSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runHere, serveBeside } from '../helpers/hookline.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

const folder = makeDataFolder()
const [copy, link, moved] = [`${folder}-copy`, `${folder}-link`, `${folder}-moved`] as const
let serving: Awaited<ReturnType<typeof serveBeside>>
beforeAll(async () => {
  serving = await serveBeside(folder)
  await runHere(folder, 'init', '--workspace', 'Tidewater', '--display-name', 'Lena')
})
afterAll(async () => {
  await serving?.stop()
  for (const one of [folder, copy, link, moved]) rmSync(one, { recursive: true, force: true })
})

const textsIn = async (where: string) => ((await runHere(where, 'messages', 'list', '--channel', 'town-square')).json as { text: string }[]).map(({ text }) => text)

test('a post to the copy is in the copy and not in what runs', { timeout: 60_000 }, async () => {
  cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith('lock') })
  expect(await runHere(copy, 'post', '--channel', 'town-square', 'for the copy')).toMatchObject({ code: 0 })
  expect([(await textsIn(copy)).includes('for the copy'), (await textsIn(folder)).includes('for the copy')]).toEqual([true, false])
})

test('through a link, or once it was moved, the program is reached', { timeout: 60_000 }, async () => {
  if (process.platform === 'win32') return
  symlinkSync(folder, link)
  await runHere(link, 'post', '--channel', 'town-square', 'through a link')
  expect((await textsIn(folder)).at(-1)).toBe('through a link')
  renameSync(folder, moved)
  await runHere(moved, 'post', '--channel', 'town-square', 'where it lies now')
  expect((await textsIn(moved)).at(-1)).toBe('where it lies now')
  renameSync(moved, folder)
})
