/** A write-ahead log that is damaged: in the middle, where SQLite would leave out acknowledged commits and say nothing, and at its end, where a crash leaves it so. */
import { copyFileSync, openSync, closeSync, readFileSync, statSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from '../../../../../test/helpers/note-store.ts'
import { openDatabase } from '../open-database.ts'
import { openOrRepair } from '../open-or-repair.ts'
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
