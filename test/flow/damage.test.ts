/**
 * Pages of the data file, its write-ahead log and its copies that turned into noise: the app repairs itself, what can be read is there,
 * what is gone is told, and the damaged file is kept. `SOAK=1` damages every page in turn.
 */
import { closeSync, cpSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DamageReport } from '#server/store/damage.ts'
import { listCopies } from '#server/store/recovery/copies.ts'
import { createRandom } from '../helpers/child.ts'
import { sendJson } from '../helpers/post.ts'
import { mountSmallDisk } from '../helpers/small-disk.ts'
import { quickFolder } from '../helpers/quick-folder.ts'
import { makeDataFolder, startApp } from '../helpers/start-app.ts'

const seed = Number(process.env['SEED'] ?? 2026)
const PAGE = 4096
const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** Texts in the copy, and those that came after it. */
const [early, late] = [260, 120].map((count, part) => Array.from({ length: count }, (_, number) => `${part === 0 ? 'early' : 'late'} ${number} ${'word '.repeat(number % 40)}`.trim())) as [string[], string[]]
let master = ''
let pages = 0
let path = ''

async function postAll(url: string, texts: readonly string[]): Promise<void> {
  for (let at = 0; at < texts.length; at += 20) await Promise.all(texts.slice(at, at + 20).map(async (text) => expect((await sendJson(url, { text })).status).toBe(200)))
}

beforeAll(async () => {
  master = makeDataFolder()
  folders.push(master)
  const t = await startApp({ dataFolder: master })
  const { url } = await t.makeHook({ rules: { perMinute: null, countRepeats: false } })
  path = new URL(url).pathname
  await postAll(url, early)
  await t.app.copying.run()
  await postAll(url, late)
  await t.app.indexer.idle()
  await t.stop()
  expect(listCopies(join(master, 'hookline.db'), Date.now())).toHaveLength(1)
  pages = statSync(join(master, 'hookline.db')).size / PAGE
})

/** A folder like the first, damaged by `harm`. */
function damagedFolder(harm: (file: string) => void): string {
  const folder = mkdtempSync(join(quickFolder(), 'hookline-test-damage-'))
  folders.push(folder)
  cpSync(master, folder, { recursive: true })
  harm(join(folder, 'hookline.db'))
  return folder
}

function makeNoise(file: string, page: number, random: (from: number, to: number) => number): void {
  const fd = openSync(file, 'r+')
  writeSync(fd, Buffer.from(Array.from({ length: PAGE }, () => random(0, 255))), 0, PAGE, (page - 1) * PAGE)
  closeSync(fd)
}

interface Found {
  readonly missing: string[]
  readonly told: DamageReport[]
  readonly integrity: string
  readonly kept: boolean
  /** A new post came in, by the address of before. */
  readonly posted: number
}

/** Starts, reads everything through as the daily copy does, starts anew when that finds damage, and looks at what is there. */
async function startAndLook(dataFolder: string): Promise<Found> {
  let reopened = 0
  let t = await startApp({ dataFolder, onReopen: () => void (reopened += 1) })
  await t.app.copying.run()
  if (existsSync(join(dataFolder, 'hookline.db-damage.json'))) {
    await expect.poll(() => reopened).toBe(1)
    await t.stop()
    t = await startApp({ dataFolder })
  }
  const { reader } = t.app.ctx
  const posted = (await sendJson(new URL(path, t.app.listener.url()).href, { text: 'after the repair' })).status
  const stored = new Set(reader.all<{ text: string }>("SELECT text FROM message WHERE type = 'webhook' AND hook_id IS NOT NULL").map(({ text }) => text))
  const told = reader.all<{ props: string }>("SELECT props FROM message WHERE props LIKE '%\"notice\":\"repaired\"%'").map(({ props }) => JSON.parse(props) as DamageReport)
  const integrity = String(t.app.ctx.reader.get<{ integrity_check: string }>('PRAGMA integrity_check')?.integrity_check)
  const kept = told.every((report) => existsSync(join(dataFolder, report.kept, 'hookline.db')))
  await t.stop()
  return { missing: [...early, ...late].filter((text) => !stored.has(text)), told, integrity, kept, posted }
}

describe('a page turned into noise', () => {
  const count = process.env['SOAK'] ? Number.MAX_SAFE_INTEGER : 5

  test('wherever it is: repaired, everything of the copy is there, and what is gone is told', { timeout: process.env['SOAK'] ? 1_800_000 : 60_000 }, async () => {
    const random = createRandom(seed)
    const chosen = count > pages ? Array.from({ length: pages }, (_, index) => index + 1) : [1, 2, ...Array.from({ length: count - 2 }, () => random(3, pages))]
    const outcomes: Record<string, number> = {}
    for (const page of chosen) {
      const found = await startAndLook(damagedFolder((file) => makeNoise(file, page, random)))
      const isTold = found.told.length === 1 && found.told[0]?.lost !== null
      expect({ page, ...found, missing: found.missing.filter((text) => early.includes(text)), told: found.told.length <= 1 }).toEqual({ page, missing: [], told: true, integrity: 'ok', kept: true, posted: 200 })
      expect({ page, untold: isTold ? 0 : found.missing.length }).toEqual({ page, untold: 0 })
      const outcome = found.told.length === 0 ? 'was free' : found.missing.length === 0 ? 'nothing lost' : 'lost and told'
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
    console.log(`pages turned into noise, seed ${seed}: ${JSON.stringify(outcomes)} of ${pages} pages`)
  })

  test('the whole file: the copy takes its place, and the time since is told', async () => {
    const random = createRandom(seed)
    const found = await startAndLook(damagedFolder((file) => { for (let page = 1; page <= pages; page += 1) makeNoise(file, page, random) }))
    expect(found).toEqual({ missing: late, told: [expect.objectContaining({ lost: { from: expect.any(Number) as number, to: expect.any(Number) as number, changes: null } })], integrity: 'ok', kept: true, posted: 200 })
  })

  test('a file cut to nothing: the same', async () => {
    const found = await startAndLook(damagedFolder((file) => truncateSync(file, 0)))
    expect([found.missing, found.told.length, found.posted]).toEqual([late, 1, 200])
  })

  test('without a copy and nothing readable it says so, starts nothing and changes nothing', async () => {
    const folder = damagedFolder((file) => {
      rmSync(join(file, '..', 'backups'), { recursive: true })
      const random = createRandom(seed)
      for (let page = 2; page <= pages; page += 1) makeNoise(file, page, random)
    })
    const before = readFileSync(join(folder, 'hookline.db'))
    await expect(startApp({ dataFolder: folder })).rejects.toThrow(/damaged so much that nothing in it can be found.*It was left as it is/)
    expect(readFileSync(join(folder, 'hookline.db')).equals(before)).toBe(true)
    expect(readdirSync(folder).filter((name) => /work|made|repaired/.test(name))).toEqual([])
  })
})

describe('a damaged copy', () => {
  test('is not used: an older whole one is, and with none what can be read is', async () => {
    const random = createRandom(seed)
    const folder = damagedFolder((file) => {
      writeFileSync(listCopies(file, Date.now())[0]!, 'noise')
      makeNoise(file, Math.floor(pages / 2), random)
    })
    const found = await startAndLook(folder)
    expect([found.integrity, found.posted, found.missing.length < 60]).toEqual(['ok', 200, true])
    if (found.missing.length > 0) expect(found.told[0]?.lost).not.toBeNull()
  })
})

describe('what people are told of the copies', () => {
  const begin = async (folder: string) => {
    folders.push(folder)
    const t = await startApp({ dataFolder: folder })
    return { t, told: async () => (await t.client.files.usage()).copy }
  }

  test('when the newest was made, and that an attempt failed, until one succeeds', async () => {
    const folder = makeDataFolder()
    const { t, told } = await begin(folder)
    expect(await told()).toEqual({ copiedAt: null, trouble: null, neededBytes: expect.any(Number) })
    writeFileSync(join(folder, 'backups'), 'no folder')
    await t.app.copying.run()
    expect(await told()).toMatchObject({ copiedAt: null, trouble: 'failed' })
    rmSync(join(folder, 'backups'))
    const before = Math.floor(Date.now() / 1000) * 1000
    await t.app.copying.run()
    const { copiedAt, trouble } = await told()
    expect([copiedAt! >= before && copiedAt! <= Date.now(), trouble]).toEqual([true, null])
    await t.stop()
  })

  test('that there is no room, and how much it takes', async (context) => {
    const disk = mountSmallDisk()
    if (disk === undefined) return context.skip('only root may mount a small disk')
    const { t, told } = await begin(disk.folder)
    await t.app.copying.run()
    expect(await told()).toMatchObject({ copiedAt: null, trouble: 'no_room' })
    expect((await told()).neededBytes).toBeGreaterThan(1024 * 1024)
    disk.makeRoom()
    await t.app.copying.run()
    expect(await told()).toMatchObject({ copiedAt: expect.any(Number), trouble: null })
    expect((await told()).neededBytes).toBe(3 * statSync(listCopies(join(disk.folder, 'hookline.db'), Date.now())[0]!).size)
    await t.stop()
    disk.unmount()
  })

  test('room counts where the copies lie, which a link may have on another disk', async (context) => {
    const disk = mountSmallDisk()
    if (disk === undefined) return context.skip('only root may mount a small disk')
    const folder = makeDataFolder()
    const { t, told } = await begin(folder)
    symlinkSync(disk.folder, join(folder, 'backups'))
    writeFileSync(join(disk.folder, 'something'), Buffer.alloc(1024 * 1024))
    await t.app.copying.run()
    expect(await told()).toMatchObject({ copiedAt: null, trouble: 'no_room' })
    disk.makeRoom()
    await t.app.copying.run()
    expect(await told()).toMatchObject({ copiedAt: expect.any(Number), trouble: null })
    await t.stop()
    disk.unmount()
  })
})
