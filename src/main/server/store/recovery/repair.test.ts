/** What a repair must never do: touch a file that is well, newer or somebody else's, say that it was done when it was not, or fill the disk. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PAGE, breakLeaf, copyTo, count, hourMs, inFile, makeFile, now, overwrite, rows } from '../../../../../test/helpers/damaged-file.ts'
import { makeFolder } from '../../../../../test/helpers/note-store.ts'
import { backUp } from '../back-up.ts'
import { openConnection } from '../connection.ts'
import { readMark, removeMark, writeMark, type DamageReport } from '../damage.ts'
import { migrate, newestVersion } from '../migrate.ts'
import { openDatabase } from '../open-database.ts'
import { openOrRepair } from '../open-or-repair.ts'
import { checkWhole, copyWhole, dropOldest, findCopiedAt, listCopies, stampOf } from './copies.ts'
import { readWal } from './wal.ts'

const report: DamageReport = { at: now, how: 'pages', lost: null, tables: [], kept: 'backups/damaged-1' }
const asideOf = (path: string): string[] => readdirSync(join(dirname(path), 'backups')).filter((name) => name.startsWith('damaged-'))

test('killed between its mark and its file: what is still damaged is not told as repaired', () => {
  const path = makeFile()
  breakLeaf(path, 'hook_hour')
  writeMark(path, { state: 'repaired', report })
  const { n, repaired } = count(path, 'hook_hour')
  expect(n).toBeLessThan(rows)
  expect(repaired).toMatchObject({ at: now, tables: ['hook_hour'], kept: `backups/damaged-${stampOf(now)}` })
  expect(existsSync(join(dirname(path), repaired!.kept, 'hookline.db'))).toBe(true)
})

test('killed at each step of putting the new file in its place: the next start goes on and tells the same', () => {
  for (const step of [0, 1, 2, 3]) {
    const path = makeFile()
    copyFileSync(path, `${path}.repaired`)
    overwrite(path, 0, Buffer.alloc(PAGE, 0xee))
    writeFileSync(`${path}-wal`, 'noise')
    writeMark(path, { state: 'repaired', report })
    const aside = join(dirname(path), report.kept)
    if (step > 0) mkdirSync(aside, { recursive: true })
    if (step > 1) copyFileSync(path, join(aside, 'hookline.db'))
    if (step > 1) rmSync(path)
    if (step > 2) copyFileSync(`${path}-wal`, join(aside, 'hookline.db-wal'))
    if (step > 2) rmSync(`${path}-wal`)
    expect([step, count(path, 'local_state')]).toEqual([step, { n: rows, repaired: report }])
    expect(readdirSync(aside).sort()).toEqual(['hookline.db', 'hookline.db-wal'])
  }
})

test('killed when the old file was gone and the new one not in its place yet, and the mark is gone too: it is put there', () => {
  const path = makeFile()
  renameSync(path, `${path}.repaired`)
  expect(count(path, 'local_state').n).toBe(rows)
})

/** A file that was killed with `more` commits in its log, and then lost all it held. */
function emptiedBesideItsLog(folder: string, more: number): string {
  const [alive, path] = [join(folder, 'alive.db'), join(folder, 'hookline.db')]
  const connection = openDatabase({ path: alive })
  for (let number = 0; number < more; number += 1) connection.run('INSERT INTO local_state (key, value) VALUES (?, ?)', `late ${number}`, 'x')
  copyFileSync(`${alive}-wal`, `${path}-wal`)
  connection.close()
  writeFileSync(path, '')
  return path
}

test('emptied beside its log, with copies: nothing of it is lost, and no new workspace takes its place', () => {
  const old = makeFile()
  const folder = dirname(old)
  renameSync(old, join(folder, 'alive.db'))
  copyTo(join(folder, 'alive.db'), `hookline-copy-${stampOf(now - hourMs)}.db`)
  const path = emptiedBesideItsLog(folder, 3)
  const { n, repaired } = count(path, 'local_state')
  expect([n >= rows, repaired !== undefined, existsSync(join(folder, repaired!.kept, 'hookline.db-wal'))]).toEqual([true, true, true])
})

test('emptied beside a log that holds all of it, without copies: all is there again', () => {
  const path = emptiedBesideItsLog(makeFolder(), 30)
  expect(count(path, "local_state WHERE key LIKE 'late %'")).toMatchObject({ n: 30, repaired: { lost: null } })
})

test('a file that never had a commit is no damage: it begins', () => {
  const path = join(makeFolder(), 'hookline.db')
  writeFileSync(path, '')
  writeFileSync(`${path}-wal`, '')
  expect(count(path, 'local_state')).toEqual({ n: 0, repaired: undefined })
})

test('a file that was moved away, as a message asked for, is not missed: a new one begins', () => {
  const path = makeFile()
  writeMark(path, { state: 'damaged', reason: 'noise' })
  rmSync(path)
  expect(count(path, 'local_state')).toEqual({ n: 0, repaired: undefined })
  expect(readMark(path)).toBeUndefined()
})

test('in a folder that is called like a copy, copies of both kinds stay, and the newest daily one is found', () => {
  const path = join(makeFolder(), 'hookline-copy-2', 'hookline.db')
  mkdirSync(dirname(path))
  copyFileSync(makeFile(), path)
  for (const day of [1, 2]) copyTo(path, `hookline-copy-${stampOf(now - day * 24 * hourMs)}.db`)
  copyTo(path, `hookline-schema-10-${stampOf(now - hourMs)}.db`)
  dropOldest(path, 'copy', now)
  expect([listCopies(path, now).length, findCopiedAt(path, now)]).toEqual([3, now - 24 * hourMs])
})

describe('a log of another file', () => {
  /** `path` with 300 commits that its log alone has, as a kill leaves it. @returns its log */
  const killedAt = (path: string): Buffer => {
    const connection = openDatabase({ path })
    for (let number = 0; number < 300; number += 1) connection.run('INSERT INTO local_state (key, value) VALUES (?, ?)', `late ${number}`, 'x'.repeat(200))
    const [file, log] = [path, `${path}-wal`].map((one) => readFileSync(one)) as [Buffer, Buffer]
    connection.close()
    writeFileSync(path, file)
    writeFileSync(`${path}-wal`, log)
    return log
  }
  const asideLog = (path: string): Buffer => readFileSync(join(dirname(path), 'backups', asideOf(path)[0]!, 'hookline.db-wal'))

  test.each(['daily', 'of before an update'])('a copy in the place of a file that was killed, %s: it is as it was, and the log is set aside', async (kind) => {
    const path = makeFile()
    if (kind === 'daily') await copyWhole(path, now)
    else {
      const connection = openConnection({ path })
      backUp(connection, path, 10, now)
      connection.close()
    }
    inFile(path, (db) => db.exec("UPDATE local_state SET value = 'changed ' || value; DELETE FROM hook_hour; VACUUM"))
    const log = killedAt(path)
    copyFileSync(listCopies(path, now)[0]!, path)
    expect([count(path, 'local_state'), count(path, 'hook_hour').n]).toEqual([{ n: rows, repaired: undefined }, rows])
    expect([checkWhole(path), asideLog(path).equals(log)]).toEqual([undefined, true])
    // From then on it has a log of its own.
    killedAt(path)
    expect([count(path, 'local_state').n, asideOf(path).length]).toEqual([rows + 300, 1])
  })

  test('left behind by one that was moved away: the new one does not throw it away', () => {
    const path = makeFile()
    const log = killedAt(path)
    rmSync(path)
    expect([count(path, 'local_state').n, asideLog(path).equals(log)]).toEqual([0, true])
  })
})

test('a file of a newer program is left as it is, marked or not', () => {
  const path = makeFile()
  inFile(path, (db) => db.pragma(`user_version = ${newestVersion + 10}`))
  copyTo(path, `hookline-copy-${stampOf(now - hourMs)}.db`, (copy) => inFile(copy, (db) => db.pragma(`user_version = ${newestVersion}`)))
  breakLeaf(path, 'hook_hour')
  const before = readFileSync(path)
  expect(() => openOrRepair({ path }, now)).toThrow(/written by a newer Hookline.*nothing was changed/)
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(asideOf(path)).toEqual([])
})

test('one flipped byte in its own mark: it stays ours, once and for all, and loses nothing', () => {
  const path = makeFile()
  copyTo(path, `hookline-copy-${stampOf(now - hourMs)}.db`)
  overwrite(path, 68, Buffer.from([0xff]))
  expect(count(path, 'local_state')).toEqual({ n: rows, repaired: expect.objectContaining({ lost: null, tables: [] }) as DamageReport })
  removeMark(path)
  expect(count(path, 'local_state').repaired).toBeUndefined()
  expect(asideOf(path)).toHaveLength(1)
})

test('a whole file of another program is left as it is, though copies of ours lie beside it', () => {
  const path = makeFile()
  copyTo(path, `hookline-copy-${stampOf(now - hourMs)}.db`)
  rmSync(path)
  inFile(path, (db) => db.exec('CREATE TABLE bookmark (url TEXT)'))
  const before = readFileSync(path)
  expect(() => openOrRepair({ path }, now)).toThrow(/is not a Hookline database.*nothing was changed/)
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(asideOf(path)).toEqual([])
})

test('a log that cannot be read is not taken for an empty one', () => {
  const path = makeFile()
  mkdirSync(`${path}-wal`)
  expect(() => readWal(`${path}-wal`)).toThrow(/EISDIR/)
  expect(readWal(`${path}-none`)).toBeUndefined()
})

test('a copy of an older schema is brought to the file’s before it fills what is missing', () => {
  const path = makeFile()
  copyTo(path, `hookline-schema-120-${stampOf(now - hourMs)}.db`, (copy) => {
    rmSync(copy)
    inFile(copy, (db) => {
      migrate(db, 120)
      const insert = db.prepare('INSERT INTO local_state (key, value) VALUES (?, ?)')
      for (let number = 0; number < rows; number += 1) insert.run(`key ${String(number).padStart(4, '0')}`, 'x'.repeat(100))
    })
  })
  breakLeaf(path, 'hook_hour')
  breakLeaf(path, 'local_state')
  const { n, repaired } = count(path, 'local_state')
  expect([n, repaired?.tables]).toEqual([rows, ['hook_hour', 'local_state']])
})

test('where tables stand is borrowed from a copy of the same schema alone', () => {
  const path = makeFile()
  copyTo(path, `hookline-copy-${stampOf(now - 2 * hourMs)}.db`)
  copyTo(path, `hookline-schema-10-${stampOf(now - hourMs)}.db`, (copy) => {
    rmSync(copy)
    inFile(copy, (db) => migrate(db, 10))
  })
  overwrite(path, 0, Buffer.alloc(PAGE, 0xee))
  expect(count(path, 'hook_hour')).toMatchObject({ n: rows, repaired: { how: 'pages', lost: null } })
})

test('damaged files are set aside, and no more than five stay', () => {
  const path = makeFile()
  for (let day = 0; day < 8; day += 1) {
    writeMark(path, { state: 'damaged', reason: 'noise' })
    const { connection, repaired } = openOrRepair({ path }, now + day * 24 * hourMs)
    connection.close()
    expect(existsSync(join(dirname(path), repaired!.kept, 'hookline.db'))).toBe(true)
  }
  expect(asideOf(path).sort()).toEqual([3, 4, 5, 6, 7].map((day) => `damaged-${stampOf(now + day * 24 * hourMs)}`))
})

test('copies that a wrong clock dated into the future neither crowd out new ones nor come first', async () => {
  const path = makeFile()
  for (const year of [2031, 2032]) copyTo(path, `hookline-copy-${stampOf(Date.UTC(year, 0, 1))}.db`)
  expect(findCopiedAt(path, now)).toBeUndefined()
  for (const at of [now, now + hourMs, now + 2 * hourMs]) expect(await copyWhole(path, at)).toBeUndefined()
  const names = listCopies(path, now + 3 * hourMs).map((copy) => copy.slice(copy.indexOf('hookline-copy-')))
  expect(names).toEqual([now + 2 * hourMs, now + hourMs].map((at) => `hookline-copy-${stampOf(at)}.db`))
  expect(findCopiedAt(path, now + 3 * hourMs)).toBe(now + 2 * hourMs)
})

test('what a copy left that was cut off is cleared away by the next', async () => {
  const path = makeFile()
  for (const ending of ['.part', '.part-journal', '-wal', '-shm']) copyTo(path, `hookline-copy-${stampOf(now - hourMs)}.db${ending}`)
  expect(await copyWhole(path, now)).toBeUndefined()
  expect(readdirSync(join(dirname(path), 'backups'))).toEqual([`hookline-copy-${stampOf(now)}.db`])
})

test('a file that was cut short loses what stood behind the cut and nothing else', () => {
  const path = makeFile()
  truncateSync(path, statSync(path).size - 3 * PAGE)
  const { n, repaired } = count(path, 'local_state')
  expect([n > rows / 2, repaired?.how]).toEqual([true, 'pages'])
})
