/** Contents of files outlive what happens to the data file that knows them: it was away for a start, or lost what named them; and one that was cut by hand is mended. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, truncateSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cleanFiles } from '#server/actions/files/clean-files.ts'
import { writeMark, type DamageReport } from '#server/store/damage.ts'
import { inFile } from '../helpers/damaged-file.ts'
import { makeDataFolder, startApp } from '../helpers/start-app.ts'
import { readWhole, upload } from '../helpers/upload.ts'

const hourMs = 3_600_000
let dataFolder = ''
beforeEach(() => void (dataFolder = makeDataFolder()))
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }))

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const pathOf = (bytes: Uint8Array) => join(dataFolder, 'files', sha256(bytes).slice(0, 2), sha256(bytes))
const start = () => startApp({ dataFolder })
const move = (from: string, to: string) => {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from).filter((one) => one.startsWith('hookline.db'))) renameSync(join(from, name), join(to, name))
}

/** As if it lay there for that long. */
function age(path: string, hours: number): void {
  const then = new Date(Date.now() - hours * hourMs)
  utimesSync(path, then, then)
}

test('a start while the data file is away takes none of its files, and the new one cleans up its own', async () => {
  const [old, own] = [Buffer.from('of the workspace that is away'), Buffer.from('of the one that is here')]
  const before = await start()
  const { id } = await upload(before.client, { bytes: old })
  await before.client.messages.post({ channel: 'town-square', text: 'look', fileIds: [id] })
  await before.stop()
  age(pathOf(old), 5)
  move(dataFolder, join(dataFolder, 'away'))

  const between = await start()
  await cleanFiles(between.app.ctx)
  const taken = await upload(between.client, { bytes: own })
  await between.client.files.cancel({ fileId: taken.id })
  await cleanFiles({ ...between.app.ctx, now: () => Date.now() + 2 * hourMs })
  await between.stop()
  expect([existsSync(pathOf(old)), existsSync(pathOf(own))]).toEqual([true, false])

  move(dataFolder, join(dataFolder, 'between'))
  move(join(dataFolder, 'away'), dataFolder)
  const after = await start()
  expect((await readWhole(after.client, id)).equals(old)).toBe(true)
  await after.stop()
})

test('after a repair that lost something, what nobody names any more lies beside the damaged file', async () => {
  const [named, lost] = [Buffer.from('still named'), Buffer.from('its message was lost')]
  const before = await start()
  const ids = await Promise.all([named, lost].map(async (bytes) => (await upload(before.client, { bytes })).id))
  for (const fileId of ids) await before.client.messages.post({ channel: 'town-square', text: 'look', fileIds: [fileId] })
  await before.stop()
  for (const bytes of [named, lost]) age(pathOf(bytes), 5)
  const file = join(dataFolder, 'hookline.db')
  inFile(file, (db) => db.exec(`DELETE FROM message_file WHERE sha256 = '${sha256(lost)}'`))
  const kept = join('backups', 'damaged-2026-11-22T09-00-00-000Z')
  mkdirSync(join(dataFolder, kept), { recursive: true })
  writeMark(file, { state: 'repaired', report: { at: Date.now(), how: 'pages', lost: { from: null, to: Date.now(), changes: null }, tables: [], kept } satisfies DamageReport })

  const after = await start()
  await cleanFiles(after.app.ctx)
  expect([existsSync(pathOf(named)), existsSync(pathOf(lost)), readdirSync(join(dataFolder, kept, 'files'))]).toEqual([true, false, [sha256(lost)]])
  // Also what was too young for it; from then on it is cleaned as ever.
  for (const [hours, name] of [[2, 'young'], [4, 'later']] as const) {
    const again = await upload(after.client, { bytes: Buffer.from(name) })
    await after.client.files.cancel({ fileId: again.id })
    await cleanFiles({ ...after.app.ctx, now: () => Date.now() + hours * hourMs })
  }
  expect(readdirSync(join(dataFolder, kept, 'files')).sort()).toEqual([sha256(lost), sha256(Buffer.from('young'))].sort())
  expect(existsSync(pathOf(Buffer.from('later')))).toBe(false)
  await after.stop()
})

test('a content that was cut by hand is whole again when the same file is sent', async () => {
  const bytes = Buffer.from('whole, cut, and whole again')
  const t = await start()
  await upload(t.client, { bytes })
  truncateSync(pathOf(bytes), 4)
  const { id } = await upload(t.client, { bytes })
  expect((await readWhole(t.client, id)).equals(bytes)).toBe(true)
  await t.stop()
})
