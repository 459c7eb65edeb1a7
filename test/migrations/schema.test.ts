/** The schema is the one that was reviewed, and a file that is not ours or too new is refused without a byte changed. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '#server/app.ts'
import { migrate, migrations } from '#server/store/migrate.ts'
import { makeDataFolder, startApp, testPlatform } from '../helpers/start-app.ts'
import { readSchema } from './read-schema.ts'

const newest = migrations.at(-1)?.number ?? 0

describe('migrations', () => {
  test('lead to the schema in schema.sql (after a change: node scripts/write-schema.ts)', () => {
    const db = new Database(':memory:')
    migrate(db)
    expect(readSchema(db)).toBe(readFileSync(new URL('schema.sql', import.meta.url), 'utf8'))
    db.close()
  })

  test('are numbered by ten, grow, and are named after their number', () => {
    const numbers = migrations.map(({ number }) => number)
    expect(numbers).toEqual(numbers.map((_, index) => (index + 1) * 10))
    const files = readdirSync(new URL('../../src/main/server/store/migrations', import.meta.url))
    expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(numbers)
  })

  test('run once: a second start changes nothing', () => {
    const db = new Database(':memory:')
    migrate(db)
    const version = db.pragma('schema_version', { simple: true })
    migrate(db)
    expect(db.pragma('schema_version', { simple: true })).toBe(version)
    db.close()
  })

  test('make strict tables only', () => {
    const db = new Database(':memory:')
    migrate(db)
    const tables = db.pragma('table_list') as { name: string; type: string; strict: number }[]
    expect(tables.filter(({ name, type, strict }) => type === 'table' && !name.startsWith('sqlite_') && strict !== 1)).toEqual([])
    db.close()
  })
})

describe('refuses, and leaves every byte as it was,', () => {
  let dataFolder = ''
  let path = ''
  beforeEach(() => {
    dataFolder = makeDataFolder()
    path = join(dataFolder, 'hookline.db')
  })
  afterEach(() => rmSync(dataFolder, { recursive: true, force: true }))

  const start = () => createApp({ dataFolder, platform: testPlatform, version: '0.0.0-test' })

  /** Whatever stands beside the database, but for the lock and the log that every start makes. */
  function fingerprint(): Record<string, string> {
    const names = readdirSync(dataFolder).filter((name) => !/^(lock|hookline\.log)/.test(name))
    return Object.fromEntries(names.sort().map((name) => [name, createHash('sha256').update(readFileSync(join(dataFolder, name))).digest('hex')]))
  }

  async function expectRefusal(message: RegExp) {
    const before = fingerprint()
    await expect(start()).rejects.toMatchObject({ name: 'AppError', code: 'unavailable', message: expect.stringMatching(message) })
    expect(fingerprint()).toEqual(before)
    // The lock was let go: the next start is refused for the same reason and not because of the first.
    await expect(start()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(message) })
  }

  test('a database of a newer Hookline', async () => {
    const t = await startApp({ dataFolder, listen: false })
    await t.stop()
    const db = new Database(path)
    db.pragma(`user_version = ${newest + 10}`)
    db.close()
    await expectRefusal(/newer Hookline/)
  })

  test('a database of another program', async () => {
    const db = new Database(path)
    db.exec("CREATE TABLE bookmark (url TEXT); INSERT INTO bookmark VALUES ('https://example.com')")
    db.close()
    await expectRefusal(/not a Hookline database/)
  })

  test('a database of another program that has a version', async () => {
    const db = new Database(path)
    db.exec('CREATE TABLE bookmark (url TEXT)')
    db.pragma(`user_version = ${newest}`)
    db.pragma('application_id = 12345')
    db.close()
    await expectRefusal(/not a Hookline database/)
  })

  test('a database of another program that also writes ahead', async () => {
    const db = new Database(path)
    db.pragma('journal_mode = WAL')
    db.exec('CREATE TABLE bookmark (url TEXT)')
    db.close()
    await expectRefusal(/not a Hookline database/)
  })

  test('a file that is no database', async () => {
    writeFileSync(path, 'Dear diary, today I learned about webhooks.\n'.repeat(100))
    await expectRefusal(/not a Hookline database/)
    writeFileSync(path, 'short')
    await expectRefusal(/not a Hookline database/)
  })

  test('but takes an empty file for a new one', async () => {
    writeFileSync(path, '')
    const app = await start()
    await app.stop()
    expect(readFileSync(path).toString('latin1', 0, 15)).toBe('SQLite format 3')
  })
})
