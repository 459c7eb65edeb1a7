/** A copy of the data file that somebody puts back, perhaps for a look: it must not cost what was attached since it was made, and its owner is told. */
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

test('the owner is told once, and from when the copy is: what was ended since works again', async () => {
  const notices = (app: Awaited<ReturnType<typeof startApp>>) => app.app.ctx.reader.all<{ text: string; props: string }>("SELECT text, props FROM message WHERE props LIKE '%\"notice\":\"restored\"%'")
  const before = await startApp({ dataFolder })
  const { id } = await before.client.tokens.create({ scope: 'hooks' })
  const at = before.app.ctx.now()
  await before.app.copying.run()
  await before.client.tokens.revoke({ id })
  await before.stop()
  moveFile(dataFolder, join(dataFolder, 'away'))
  copyFileSync(listCopies(join(dataFolder, 'hookline.db'), Date.now())[0]!, join(dataFolder, 'hookline.db'))

  for (let start = 0; start < 2; start += 1) {
    const restored = await startApp({ dataFolder })
    const told = notices(restored)
    expect(told).toHaveLength(1)
    expect(told[0]!.text).toMatch(/^@\S+ A copy was put in the place of the data file: .* UTC\. What you ended since then works again\./)
    expect((JSON.parse(told[0]!.props) as { at: number }).at).toBeLessThanOrEqual(at)
    await restored.stop()
  }

  moveFile(dataFolder, join(dataFolder, 'between'))
  moveFile(join(dataFolder, 'away'), dataFolder)
  const after = await startApp({ dataFolder })
  expect(notices(after)).toEqual([])
  await after.stop()
})
