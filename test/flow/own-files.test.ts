/** Whatever the folder's own rights are, as of one that somebody made or unpacked, what this device may read is for its user alone. */
import { chmodSync, copyFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeDataFolder, startApp } from '../helpers/start-app.ts'

let dataFolder = ''
beforeEach(() => {
  dataFolder = makeDataFolder()
  chmodSync(dataFolder, 0o755)
})
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }))

const isOpen = (path: string): boolean => (statSync(path).mode & 0o077) !== 0
/** Of files alone: nobody can list a folder of ours but the one that was given. */
const openToOthers = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? openToOthers(join(folder, one.name)) : isOpen(join(folder, one.name)) ? [one.name] : []))

test.skipIf(process.platform === 'win32')('the data file, its log and its copies, from the first start on', async () => {
  const t = await startApp({ dataFolder })
  await t.client.messages.post({ channel: 'town-square', text: 'for us' })
  await t.app.copying.run()
  expect(openToOthers(dataFolder)).toEqual([])
  await t.stop()
})

test.skipIf(process.platform === 'win32')('one that came back from a backup without its rights gets them again', async () => {
  const t = await startApp({ dataFolder })
  await t.app.copying.run()
  await t.stop()
  const path = join(dataFolder, 'hookline.db')
  const [copy = ''] = readdirSync(join(dataFolder, 'backups'))
  copyFileSync(join(dataFolder, 'backups', copy), path)
  chmodSync(path, 0o644)
  const again = await startApp({ dataFolder })
  await again.client.messages.post({ channel: 'town-square', text: 'for us' })
  expect(openToOthers(dataFolder)).toEqual([])
  await again.stop()
})
