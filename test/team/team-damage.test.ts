/** The keys of a team damaged at a member: cut, noise, gone, single pages. A device stays who it was, and who cannot go on says why. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { readMark, writeMark, type DamageReport } from '#server/store/damage.ts'
import { quickFolder } from '../helpers/quick-folder.ts'
import { startApp } from '../helpers/start-app.ts'
import { devicesOf, harms, keepFiles, long, patient, restart, stageDamaged, statusOf, textsOf, toldOf } from './damaged-team.ts'

const t = stageDamaged()

describe('sync.db of a member', () => {
  test.each(harms)('%s: it is who it was, and nothing is lost', patient, async (name, harm) => {
    const before = await devicesOf(t.host)
    const told = toldOf(t.bob, 'sync.db').length
    t.bob = await restart(t.bob, () => harm(join(t.bob.dataFolder, 'sync.db')), false)
    await t.expectAllWell(name)
    expect(await devicesOf(t.host)).toEqual(before)
    await expect.poll(() => toldOf(t.bob, 'sync.db').length, long).toBe(told + 1)
    if (name !== 'gone') expect(existsSync(join(t.bob.dataFolder, toldOf(t.bob, 'sync.db').at(-1)!.kept, 'sync.db'))).toBe(true)
  })

  test('one byte of its own key: it is taken from the copy', patient, async () => {
    const told = toldOf(t.bob, 'sync.db').length
    t.bob = await restart(t.bob, () => {
      const file = join(t.bob.dataFolder, 'sync.db')
      const db = new Database(file)
      db.prepare("UPDATE secret SET sealed = zeroblob(length(sealed)) WHERE name = 'device'").run()
      db.close()
    }, false)
    await t.expectAllWell('a wrong key')
    await expect.poll(() => toldOf(t.bob, 'sync.db').length, long).toBe(told + 1)
  })
})

describe('without anything that says who it is', () => {
  test('a member starts, keeps what it has readable, and says what to do; files come back and it goes on', patient, async () => {
    const here = await textsOf(t.bob)
    await t.bob.stop()
    const [file, copy] = ['sync.db', 'sync.db-identity'].map((name) => join(t.bob.dataFolder, name)) as [string, string]
    const kept = keepFiles([file, copy])
    rmSync(file)
    rmSync(copy)
    t.bob = await startApp({ dataFolder: t.bob.dataFolder, listen: false })
    await expect.poll(() => statusOf(t.bob), long).toMatchObject({ mode: 'member', link: 'offline', problem: expect.stringMatching(/keys of this device are gone.*Put both from a backup back/) as string })
    expect(await textsOf(t.bob)).toEqual(here)
    expect(readdirSync(t.bob.dataFolder).filter((name) => name.startsWith('sync.db'))).toEqual([])
    await t.bob.stop()
    kept()
    t.bob = await startApp({ dataFolder: t.bob.dataFolder, listen: false })
    await t.expectAllWell('its keys came back')
  })

  test('a host whose data file is gone says where a copy is, and makes no new workspace', patient, async () => {
    await t.host.stop()
    const kept = keepFiles(['hookline.db', 'hookline.db-wal'].map((name) => join(t.host.dataFolder, name)).filter(existsSync))
    for (const name of ['hookline.db', 'hookline.db-wal', 'hookline.db-shm']) rmSync(join(t.host.dataFolder, name), { force: true })
    await expect(startApp({ dataFolder: t.host.dataFolder, listen: false })).rejects.toThrow(/hookline.db is gone.*there is no copy of it yet. Put it back from a backup.*move sync.db, sync.db-identity and relay.db away/)
    mkdirSync(join(t.host.dataFolder, 'backups'), { recursive: true })
    const copy = join(t.host.dataFolder, 'backups', 'hookline-copy-2026-11-22T09-00-00-000Z.db')
    writeFileSync(copy, '')
    await expect(startApp({ dataFolder: t.host.dataFolder, listen: false })).rejects.toThrow(/hookline.db is gone.*Put it back: the newest hookline-….db of the folder backups.*move sync.db, sync.db-identity and relay.db away/)
    expect(existsSync(join(t.host.dataFolder, 'hookline.db'))).toBe(false)
    rmSync(copy)
    kept()
    t.host = await startApp({ dataFolder: t.host.dataFolder })
    await t.expectAllWell('its data came back')
  })

  test('a host without its data file begins anew as it is told to: with its team’s files moved away', patient, async () => {
    await t.host.stop()
    const folder = mkdtempSync(join(quickFolder(), 'hookline-test-anew-'))
    cpSync(t.host.dataFolder, folder, { recursive: true })
    t.host = await startApp({ dataFolder: t.host.dataFolder })
    for (const name of readdirSync(folder)) if (/^(hookline|sync|relay)\.db/.test(name)) rmSync(join(folder, name))
    const anew = await startApp({ dataFolder: folder, listen: false })
    expect(await statusOf(anew)).toMatchObject({ mode: 'alone' })
    await anew.stop()
    rmSync(folder, { recursive: true })
  })

  test('a host killed while its repaired data file took the place of the damaged one goes on', patient, async () => {
    await t.host.stop()
    const file = join(t.host.dataFolder, 'hookline.db')
    const report: DamageReport = { at: Date.now(), how: 'pages', lost: null, tables: [], kept: 'backups/damaged-2026' }
    mkdirSync(join(t.host.dataFolder, report.kept), { recursive: true })
    writeMark(file, { state: 'repaired', report })
    renameSync(file, `${file}.repaired`)
    t.host = await startApp({ dataFolder: t.host.dataFolder })
    expect(readMark(file)).toBeUndefined()
    await t.expectAllWell('its repair went on')
  })
})
