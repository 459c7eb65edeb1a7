/** An update that cannot end leaves the data as it was: nothing of it is kept, the older program still opens the file, and no room is lost. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate } from '#server/store/migrate.ts'
import { openDatabase } from '#server/store/open-database.ts'
import { listCopies } from '#server/store/recovery/copies.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

const OLD = 60
let dataFolder = ''
let path = ''
beforeEach(() => {
  dataFolder = makeDataFolder()
  path = join(dataFolder, 'hookline.db')
  inFile((db) => {
    db.pragma('journal_mode = WAL')
    migrate(db, OLD)
  })
})
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }))

function inFile<T>(run: (db: Database.Database) => T): T {
  const db = new Database(path)
  try {
    return run(db)
  } finally {
    db.close()
  }
}

/** A table with the name of one that a later migration makes. */
const stand = (): void => inFile((db) => void db.exec('CREATE TABLE hook_hour (a INTEGER) STRICT'))
const versionOf = (): unknown => inFile((db) => db.pragma('user_version', { simple: true }))

test('one that fails in the middle is undone as a whole', () => {
  stand()
  expect(() => openDatabase({ path })).toThrow('hook_hour')
  expect(versionOf()).toBe(OLD)
  expect(inFile((db) => db.prepare("SELECT name FROM sqlite_schema WHERE name = 'hook_thread'").all())).toEqual([])
})

test('its copies neither pile up nor push out those of earlier updates', () => {
  stand()
  mkdirSync(join(dataFolder, 'backups'))
  const earlier = [1, 2].map((day) => `hookline-schema-${OLD - 10}-2026-01-0${day}T00-00-00-000Z.db`)
  for (const name of earlier) writeFileSync(join(dataFolder, 'backups', name), '')
  for (let start = 0; start < 3; start += 1) expect(() => openDatabase({ path })).toThrow('hook_hour')
  expect(readdirSync(join(dataFolder, 'backups')).sort()).toEqual(earlier)
})

test('a copy that a killed program was making is not taken for one, and is cleared away by the next', async () => {
  inFile((db) => db.exec('CREATE TABLE much (bytes BLOB) STRICT; INSERT INTO much VALUES (zeroblob(400 * 1024 * 1024)); DROP TABLE much; PRAGMA wal_checkpoint(TRUNCATE)'))
  const program = `import { openDatabase } from '#server/store/open-database.ts'; openDatabase({ path: ${JSON.stringify(path)} })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' })
  const backups = join(dataFolder, 'backups')
  await expect.poll(() => existsSync(backups) && readdirSync(backups).some((name) => statSync(join(backups, name)).size > 0), { interval: 1, timeout: 20_000 }).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(statSync(join(backups, readdirSync(backups)[0]!)).size).toBeLessThan(statSync(path).size)
  expect(listCopies(path, Date.now())).toEqual([])
  openDatabase({ path }).close()
  expect(readdirSync(backups)).toEqual([expect.stringMatching(/^hookline-schema-60-.*Z\.db$/)])
})
