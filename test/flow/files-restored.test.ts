/** A copy of the data file that somebody puts back for a look must not cost what was attached since it was made. */
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cleanFiles } from '#server/actions/files/clean-files.ts'
import { listCopies } from '#server/store/recovery/copies.ts'
import { makeDataFolder, startApp } from '../helpers/start-app.ts'
import { readWhole, upload } from '../helpers/upload.ts'

const hourMs = 3_600_000
let dataFolder = ''
beforeEach(() => void (dataFolder = makeDataFolder()))
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }))

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const pathOf = (bytes: Uint8Array) => join(dataFolder, 'files', sha256(bytes).slice(0, 2), sha256(bytes))

/** As if it lay there for that long. */
function age(path: string, hours: number): void {
  const then = new Date(Date.now() - hours * hourMs)
  utimesSync(path, then, then)
}

function moveFile(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from).filter((one) => one.startsWith('hookline.db'))) renameSync(join(from, name), join(to, name))
}

test('it stays while the older copy is open, also over its next start, and is there with the newer file', async () => {
  const [since, unused] = [Buffer.from('attached since the copy'), Buffer.from('taken and thrown away later')]
  const before = await startApp({ dataFolder })
  await before.app.copying.run()
  const { id } = await upload(before.client, { bytes: since })
  await before.client.messages.post({ channel: 'town-square', text: 'look', fileIds: [id] })
  await before.stop()
  age(pathOf(since), 5)
  const away = join(dataFolder, 'away')
  moveFile(dataFolder, away)
  copyFileSync(listCopies(join(dataFolder, 'hookline.db'), Date.now())[0]!, join(dataFolder, 'hookline.db'))

  for (let start = 0; start < 2; start += 1) {
    const between = await startApp({ dataFolder })
    await cleanFiles(between.app.ctx)
    const taken = await upload(between.client, { bytes: unused })
    await between.client.files.cancel({ fileId: taken.id })
    await cleanFiles({ ...between.app.ctx, now: () => Date.now() + 2 * hourMs })
    await between.stop()
    expect([existsSync(pathOf(since)), existsSync(pathOf(unused))]).toEqual([true, false])
  }

  moveFile(dataFolder, join(dataFolder, 'between'))
  moveFile(away, dataFolder)
  const after = await startApp({ dataFolder })
  expect((await readWhole(after.client, id)).equals(since)).toBe(true)
  await after.stop()
})
