/** A write-ahead log that is damaged: in the middle, where SQLite would leave out acknowledged commits and say nothing, and at its end, where a crash leaves it so. */
import { copyFileSync, openSync, closeSync, readFileSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { createRandom } from '../../../../../test/helpers/child.ts'
import { makeFolder } from '../../../../../test/helpers/note-store.ts'
import { openDatabase } from '../open-database.ts'
import { openOrRepair } from '../open-or-repair.ts'
import { foldWal } from './fold-wal.ts'
import { readWal } from './wal.ts'

const commits = 40
const FRAME = 24 + 4096

/** What a killed process leaves: a file and its log. Each commit sets one preference-like row of `local_state`. */
function dieAfterCommits(): string {
  const folder = makeFolder()
  const alive = join(folder, 'alive.db')
  const connection = openDatabase({ path: alive })
  connection.db.pragma('wal_checkpoint(TRUNCATE)')
  for (let number = 0; number < commits; number += 1) connection.run('INSERT INTO local_state (key, value) VALUES (?, ?)', `key ${number}`, 'x'.repeat(300))
  const path = join(folder, 'hookline.db')
  copyFileSync(alive, path)
  copyFileSync(`${alive}-wal`, `${path}-wal`)
  connection.close()
  return path
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.from([bytes[at]! ^ 0xff]), 0, 1, at)
  closeSync(file)
}

/** As a bad block, or one that was never written. */
function zero(path: string, at: number, sizeBytes: number): void {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(sizeBytes), 0, sizeBytes, at)
  closeSync(file)
}

const keysOf = (path: string): { keys: number; told: boolean; how: string | undefined } => {
  const { connection, repaired } = openOrRepair({ path }, 1_800_000_000_000)
  const keys = connection.get<{ n: number }>("SELECT count(*) AS n FROM local_state WHERE key LIKE 'key %'")?.n ?? 0
  const whole = connection.db.pragma('integrity_check', { simple: true })
  connection.close()
  expect(whole).toBe('ok')
  return { keys, told: repaired !== undefined, how: repaired?.how }
}

test('a whole log is read as SQLite reads it', () => {
  const path = dieAfterCommits()
  expect([readWal(`${path}-wal`)?.lostCommits, readWal(`${path}-wal`)?.frames.every(({ isWhole }) => isWhole), keysOf(path)]).toEqual([0, true, { keys: commits, told: false, how: undefined }])
})

test('one flipped byte in the middle: the commits behind it are there, and it is told', () => {
  for (const frame of [0, 5, 20]) {
    const path = dieAfterCommits()
    flip(`${path}-wal`, 32 + frame * FRAME + 24 + 2000)
    expect(readWal(`${path}-wal`)?.lostCommits).toBeGreaterThan(0)
    const { keys, told } = keysOf(path)
    // Without the repair it would be as many as there were before the frame.
    expect({ frame, keys, told }).toEqual({ frame, keys: commits, told: true })
  }
})

test('a flipped byte in a frame’s head, too', () => {
  const path = dieAfterCommits()
  flip(`${path}-wal`, 32 + 10 * FRAME + 1)
  expect(keysOf(path)).toMatchObject({ keys: commits, told: true })
})

test('torn at its end, as a crash leaves it: nothing is repaired, and all but the torn commit is there', () => {
  const path = dieAfterCommits()
  truncateSync(`${path}-wal`, statSync(`${path}-wal`).size - 1000)
  expect(keysOf(path)).toEqual({ keys: commits - 1, told: false, how: undefined })
})

test('a block of the disk that lost what it held: the commits behind it are there, and it is told', () => {
  // Where the frame of the block begins moves by 24 bytes from block to block; at the 171st a block holds none.
  for (const block of [0, 1, 2, 3, 10, 20, 30]) {
    const path = dieAfterCommits()
    zero(`${path}-wal`, block * 4096, 4096)
    const { keys, told } = keysOf(path)
    expect({ block, keys, told }).toEqual({ block, keys: commits, told: true })
  }
})

test('a block that took the last commits: what cannot be had is told', () => {
  const path = dieAfterCommits()
  const size = statSync(`${path}-wal`).size
  // The head of the last but one is gone: the sum of the last goes on from nothing.
  zero(`${path}-wal`, size - 2 * FRAME - 100, 4096)
  const { connection, repaired } = openOrRepair({ path }, 1_800_000_000_000)
  connection.close()
  expect(repaired).toMatchObject({ how: 'log', lost: { changes: null } })
})

test('the head of the log is damaged, in part or whole: all commits are there, and it is told', () => {
  for (const [at, sizeBytes] of [[0, 32], [0, 1], [8, 4], [16, 8], [24, 8], [0, 40]] as const) {
    const path = dieAfterCommits()
    zero(`${path}-wal`, at, sizeBytes)
    expect({ at, sizeBytes, ...keysOf(path) }).toEqual({ at, sizeBytes, keys: commits, told: true, how: 'log' })
  }
})

test('the salts or the sum of one frame alone: nothing is lost', () => {
  for (const at of [8, 16, 20]) {
    const path = dieAfterCommits()
    flip(`${path}-wal`, 32 + 10 * FRAME + at)
    expect(readWal(`${path}-wal`)).toMatchObject({ isCut: false })
    expect(readWal(`${path}-wal`)?.frames.every(({ isWhole }) => isWhole)).toBe(true)
    expect(keysOf(path).keys).toBe(commits)
  }
})

test('a log that holds something, and nothing that can be read', () => {
  const path = dieAfterCommits()
  writeFileSync(`${path}-wal`, Buffer.alloc(50_000, 0xa7))
  expect(keysOf(path)).toMatchObject({ told: true, how: 'log' })
  const empty = dieAfterCommits()
  writeFileSync(`${empty}-wal`, Buffer.alloc(50_000))
  expect(keysOf(empty)).toMatchObject({ told: false })
})

/** A log that was folded in and begun anew: `fresh` commits over those of the round before. */
function dieInSecondRound(fresh: number): string {
  const folder = makeFolder()
  const alive = join(folder, 'alive.db')
  const connection = openDatabase({ path: alive })
  connection.db.pragma('wal_checkpoint(TRUNCATE)')
  const write = (number: number): unknown => connection.run('INSERT INTO local_state (key, value) VALUES (?, ?)', `key ${number}`, 'x'.repeat(300))
  for (let number = 0; number < commits; number += 1) write(number)
  connection.db.pragma('wal_checkpoint(FULL)')
  for (let number = 0; number < fresh; number += 1) write(commits + number)
  const path = join(folder, 'hookline.db')
  copyFileSync(alive, path)
  copyFileSync(`${alive}-wal`, `${path}-wal`)
  connection.close()
  return path
}

test('frames that are left of an earlier round are no damage', () => {
  for (const fresh of [1, 7]) {
    const path = dieInSecondRound(fresh)
    expect(readWal(`${path}-wal`)).toMatchObject({ lostCommits: 0, isCut: false })
    expect(readWal(`${path}-wal`)!.frames.length).toBeLessThan(commits)
    expect(keysOf(path)).toEqual({ keys: commits + fresh, told: false, how: undefined })
  }
})

test('damage in a round that lies over another: only its own frames are taken', () => {
  for (const [at, sizeBytes] of [[0, 32], [4096, 4096], [0, 4096]] as const) {
    const path = dieInSecondRound(12)
    zero(`${path}-wal`, at, sizeBytes)
    expect({ at, ...keysOf(path) }).toMatchObject({ at, keys: commits + 12, told: true })
  }
})

test('torn within its last commit, which nobody was told of: nothing is repaired, and nothing of that commit is there', () => {
  const folder = makeFolder()
  const alive = join(folder, 'alive.db')
  const connection = openDatabase({ path: alive })
  connection.db.pragma('wal_checkpoint(TRUNCATE)')
  connection.run('INSERT INTO local_state (key, value) VALUES (?, ?)', 'key before', 'x')
  const before = statSync(`${alive}-wal`).size
  connection.db.transaction(() => {
    for (let number = 0; number < 100; number += 1) connection.run('INSERT INTO local_state (key, value) VALUES (?, ?)', `key ${number}`, 'x'.repeat(1000))
  })()
  const path = join(folder, 'hookline.db')
  copyFileSync(alive, path)
  copyFileSync(`${alive}-wal`, `${path}-wal`)
  connection.close()
  // The frame's head never came to the disk, those behind it did.
  zero(`${path}-wal`, before + 3 * FRAME, 24)
  expect(keysOf(path)).toEqual({ keys: 1, told: false, how: undefined })
})

test('whatever SQLite leaves in a log, it is no damage, and what is read of it is what SQLite reads', () => {
  const random = createRandom(Number(process.env['SEED'] ?? 2026))
  const folder = makeFolder()
  const alive = join(folder, 'alive.db')
  const connection = openDatabase({ path: alive })
  const { db } = connection
  // Small, so that open transactions write to the log, and are undone there.
  db.pragma('cache_size = 10')
  let number = 0
  const fill = (rows: number): void => {
    for (let row = 0; row < rows; row += 1) connection.run('INSERT OR REPLACE INTO local_state (key, value) VALUES (?, ?)', `key ${random(0, 300)}`, `${(number += 1)} ${'x'.repeat(random(0, 1500))}`)
  }
  const steps = [
    () => db.transaction(() => fill(random(1, 60)))(),
    () => fill(1),
    () => void [db.exec('BEGIN'), fill(random(1, 120)), look(), db.exec('ROLLBACK')],
    () => void db.pragma('wal_checkpoint(PASSIVE)'),
    () => void db.pragma('wal_checkpoint(RESTART)'),
  ]
  const textsIn = (path: string): unknown[] => {
    const file = new Database(path)
    const rows = file.prepare('SELECT key, value FROM local_state ORDER BY key').raw().all()
    file.close()
    return rows
  }
  let looked = 0
  function look(): void {
    const path = join(folder, `copy ${(looked += 1)}.db`)
    copyFileSync(alive, path)
    copyFileSync(`${alive}-wal`, `${path}-wal`)
    const wal = readWal(`${path}-wal`)
    expect({ looked, lostCommits: wal?.lostCommits ?? 0 }).toEqual({ looked, lostCommits: 0 })
    copyFileSync(path, `${path}.folded`)
    foldWal(`${path}.folded`, `${path}-wal`, wal)
    expect(textsIn(`${path}.folded`)).toEqual(textsIn(path))
  }
  for (let step = 0; step < 120; step += 1) {
    steps[random(0, steps.length - 1)]!()
    if (step % 4 === 0) look()
  }
  connection.close()
  expect(looked).toBeGreaterThan(30)
})
